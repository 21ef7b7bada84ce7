import { describe, expect, test } from 'vitest';
import { ok } from '../../../core/lib/result.ts';
import { createKeypad } from '../../../hardware/keypad/driver.ts';
import { keypadProfiles } from '../../../hardware/keypad/profiles.ts';
import { memoryLine } from '../../../hardware/memory-line.ts';
import { obey } from '../../../hardware/order-book.ts';
import { manualClock } from '../../support/manual-clock.ts';
import { keypadRig, startedKeypad } from './rig.ts';

describe('a key', () => {
  test.each(['nav-pad', 'ascii', 'two-switch'] as const)('of a %s counts once a press', async (name) => {
    const { clock, twin, keys, states } = await startedKeypad(name);
    for (const key of ['next', 'next', 'select']) {
      expect(obey(twin.orders, `press ${key}`)).toBe('done');
      await clock.advance(600);
    }
    expect(keys).toEqual(['next', 'next', 'select']);
    expect(states()).toEqual(['online']);
  });

  test.each(['nav-pad', 'ascii', 'two-switch'] as const)(
    'of a %s whose contacts chatter counts once',
    async (name) => {
      const { clock, twin, keys, fault } = await startedKeypad(name);
      fault('bounce');
      obey(twin.orders, 'press next');
      await clock.advance(1_000);
      obey(twin.orders, 'press next');
      await clock.advance(1_000);
      expect(keys).toEqual(['next', 'next']);
    },
  );

  test('that is held does not repeat', async () => {
    const { clock, twin, keys, states } = await startedKeypad();
    obey(twin.orders, 'hold digit-7');
    await clock.advance(9_000);
    obey(twin.orders, 'release digit-7');
    await clock.advance(60_000);
    expect(keys).toEqual(['digit-7']);
    expect(states()).toEqual(['online']);
  });

  test('that is stuck is told after ten seconds; the others work, and freeing it mends all', async () => {
    const { clock, twin, keys, reports, states, fault } = await startedKeypad();
    fault('stuck', 1);
    obey(twin.orders, 'press help');
    await clock.advance(9_900);
    expect(states()).toEqual(['online']);
    await clock.advance(200);
    expect(reports.at(-1)).toEqual({ device: 'keypad', state: 'user-error', cause: 'key-stuck' });
    obey(twin.orders, 'press next');
    await clock.advance(500);
    expect(keys).toEqual(['help', 'next']);
    obey(twin.orders, 'release help');
    await clock.advance(100);
    expect(states()).toEqual(['online', 'key-stuck', 'online']);
    obey(twin.orders, 'press help');
    await clock.advance(500);
    expect(keys).toEqual(['help', 'next', 'help']);
  });

  test('that is stuck on a keypad which repeats is told too', async () => {
    const { clock, twin, states, fault } = await startedKeypad('ascii');
    fault('stuck', 1);
    obey(twin.orders, 'press help');
    await clock.advance(11_000);
    expect(states()).toEqual(['online', 'key-stuck']);
    obey(twin.orders, 'release help');
    await clock.advance(300);
    expect(states()).toEqual(['online', 'key-stuck', 'online']);
  });

  test('of no meaning is nothing', async () => {
    const { clock, device, keys } = await startedKeypad();
    await device.port!.write(Uint8Array.of(0x00, 0xff, 0x59, 0x79), 100);
    await clock.advance(100);
    expect(keys).toEqual([]);
  });
});

describe('a nav-pad', () => {
  test('is told to tell releases when it is connected, and again every five seconds', async () => {
    const { clock, asked, line } = await startedKeypad('nav-pad', false);
    const setUp = [0xfe, 0x7e, 0x01, 0xfe, 0x41];
    expect(asked).toEqual(setUp);
    await clock.advance(5_000);
    expect(asked).toEqual([...setUp, ...setUp]);
    line.cut();
    await clock.advance(20_000);
    expect(asked).toHaveLength(10);
  });

  test('that has forgotten its setting repeats its keys, and is set right within five seconds', async () => {
    const { clock, line, twin, keys } = await startedKeypad();
    // What switching it off and on does to it, told from its own end of another line.
    const bench = memoryLine();
    bench.onConnection((port) => void twin.attach(port));
    const other = await bench.kiosk();
    if (other.ok) await other.value.write(Uint8Array.of(0xfe, 0x7e, 0x00), 100);
    if (other.ok) await other.value.close();
    obey(twin.orders, 'press next');
    await clock.advance(5_500);
    expect(keys).toEqual(['next']);
    obey(twin.orders, 'press next'); // the release before was never told
    await clock.advance(500);
    expect(keys).toEqual(['next', 'next']);
    line.cut();
  });

  test('is the only one that is sent anything', async () => {
    const { clock, asked } = await startedKeypad('two-switch', false);
    await clock.advance(20_000);
    expect(asked).toEqual([]);
  });
});

describe('the line', () => {
  test('pulled while a key is down forgets it; put back, the next press counts', async () => {
    const { clock, line, twin, keys, reports, states } = await startedKeypad();
    obey(twin.orders, 'hold next');
    await clock.advance(1_000);
    line.cut();
    expect(reports.at(-1)).toEqual({ device: 'keypad', state: 'no-device', cause: 'keypad-missing' });
    obey(twin.orders, 'release next');
    await clock.advance(20_000);
    line.restore();
    await clock.advance(1_000);
    obey(twin.orders, 'press next');
    await clock.advance(1_000);
    expect(keys).toEqual(['next', 'next']);
    expect(states()).toEqual(['online', 'keypad-missing', 'online']);
  });

  test('that takes no bytes any more makes the keypad silent, not missing', async () => {
    const clock = manualClock();
    const states: string[] = [];
    const keypad = createKeypad({
      open: async () => ({ ok: false, error: 'stalled' }),
      clock,
      onKey: () => {},
      onState: ({ state, cause }) => states.push(`${state} ${cause}`),
    });
    keypad.start();
    await clock.advance(10);
    expect(states).toEqual(['offline keypad-silent']);
    await keypad.stop();
  });

  test('is free after a stop, and nothing is told any more', async () => {
    const { clock, line, keypad, states } = await startedKeypad();
    await keypad.stop();
    expect(await line.kiosk()).toMatchObject({ ok: true });
    await clock.advance(20_000);
    expect(states()).toEqual(['online']);
  });
});

describe('a handset', () => {
  test.each(['nav-pad', 'two-switch'] as const)(
    'on the contact of a %s is lifted and laid down, and is no key',
    async (name) => {
      const { clock, twin, keys, handset, states } = await startedKeypad(name);
      expect(obey(twin.orders, 'handset lifted')).toBe('done');
      await clock.advance(60_000);
      expect(handset).toEqual([true]);
      obey(twin.orders, 'press next');
      obey(twin.orders, 'handset down');
      await clock.advance(1_000);
      expect([handset, keys, states()]).toEqual([[true, false], ['next'], ['online']]);
    },
  );

  test('that knocks on its hook is lifted once', async () => {
    const { clock, twin, handset } = await startedKeypad();
    for (const where of ['lifted', 'down', 'lifted', 'down', 'lifted']) {
      obey(twin.orders, `handset ${where}`);
      await clock.advance(20);
    }
    await clock.advance(1_000);
    expect(handset).toEqual([true]);
  });

  test('on a line that is lost counts as laid down: nobody knows who listens', async () => {
    const { clock, line, twin, handset } = await startedKeypad();
    obey(twin.orders, 'handset lifted');
    await clock.advance(500);
    line.cut();
    expect(handset).toEqual([true, false]);
  });

  test('cannot be wired to an ASCII keypad, and the twin says so', async () => {
    const { twin } = await startedKeypad('ascii');
    expect(obey(twin.orders, 'handset lifted')).toContain('no contact for a handset');
    expect(obey(twin.orders, 'handset up')).toContain('lifted|down');
  });
});

describe('what is written', () => {
  /** A keypad on a line that keeps what is written to it and how long that may take. */
  async function written(name: 'nav-pad' | 'two-switch') {
    const clock = manualClock();
    const line = memoryLine();
    const writes: (readonly [bytes: number, deadlineMs: number])[] = [];
    const keypad = createKeypad({
      async open() {
        const opened = await line.kiosk();
        if (!opened.ok) return opened;
        const { write } = opened.value;
        const kept = (bytes: Uint8Array, deadlineMs: number) => {
          writes.push([bytes.length, deadlineMs]);
          return write(bytes, deadlineMs);
        };
        return ok({ ...opened.value, write: kept });
      },
      clock,
      profile: keypadProfiles[name],
      onKey: () => {},
      onState: () => {},
    });
    keypad.start();
    await clock.advance(100);
    return { clock, line, writes, keypad };
  }

  test('has half a second, setting up and asking', async () => {
    const { clock, writes, keypad } = await written('nav-pad');
    void keypad.selfTest();
    await clock.advance(100);
    expect(writes).toEqual([
      [5, 500],
      [2, 500],
    ]);
  });

  test('ends with the line', async () => {
    const { clock, line, writes } = await written('nav-pad');
    line.cut();
    await clock.advance(20_000);
    expect(writes).toHaveLength(1);
  });

  test('is nothing at all to a keypad without a setup', async () => {
    const { clock, writes } = await written('two-switch');
    await clock.advance(20_000);
    expect(writes).toEqual([]);
  });
});

describe('a self-test', () => {
  async function selfTest({ clock, keypad }: ReturnType<typeof keypadRig>) {
    const testing = keypad.selfTest();
    await clock.advance(5_000);
    return testing;
  }
  const noneStuck = { name: 'stuck keys', value: 'none', isGood: true };

  test('of a nav-pad asks for its type, and the answer is no key', async () => {
    const bench = keypadRig();
    bench.keypad.start();
    expect(await selfTest(bench)).toEqual({
      passed: true,
      findings: [
        { name: 'line', value: 'open', isGood: true },
        { name: 'answer', value: 'type 09h', isGood: true },
        noneStuck,
      ],
    });
    expect(bench.asked.slice(5, 7)).toEqual([0xfe, 0x37]);
    expect(bench.keys).toEqual([]);
  });

  test('never shows a key that somebody presses meanwhile: that is a press', async () => {
    const bench = await startedKeypad('nav-pad', false);
    const testing = bench.keypad.selfTest();
    await bench.clock.advance(10);
    await bench.device.port!.write(Uint8Array.of(0x41, 0x61), 100);
    await bench.clock.advance(10);
    expect(bench.keys).toEqual(['digit-0']);
    await bench.device.port!.write(Uint8Array.of(0x3d), 100);
    await bench.clock.advance(10);
    expect(await testing).toMatchObject({ passed: true, findings: [{}, { value: 'type 3dh' }, {}] });
    expect(bench.keys).toEqual(['digit-0']);
  });

  test('waits half a second for the answer', async () => {
    const { clock, keypad } = await startedKeypad('nav-pad', false);
    let isOver = false;
    void keypad.selfTest().finally(() => (isOver = true));
    await clock.advance(499);
    expect(isOver).toBe(false);
    await clock.advance(1);
    expect(isOver).toBe(true);
  });

  test('of a silent nav-pad says so', async () => {
    const { passed, findings } = await selfTest(await startedKeypad('nav-pad', false));
    expect(passed).toBe(false);
    expect(findings[1]).toEqual({ name: 'answer', value: 'keypad-silent', isGood: false });
  });

  test('names the keys that are stuck', async () => {
    const bench = await startedKeypad();
    bench.fault('stuck', 2);
    obey(bench.twin.orders, 'press help');
    obey(bench.twin.orders, 'press louder');
    await bench.clock.advance(11_000);
    const { passed, findings } = await selfTest(bench);
    expect(passed).toBe(false);
    expect(findings[2]).toEqual({ name: 'stuck keys', value: 'help louder', isGood: false });
  });

  test('of a keypad that answers nothing tries its line', async () => {
    expect(await selfTest(await startedKeypad('ascii'))).toEqual({
      passed: true,
      findings: [{ name: 'line', value: 'open', isGood: true }, noneStuck],
    });
  });

  test('without a line says so', async () => {
    const bench = keypadRig();
    bench.line.cut();
    bench.keypad.start();
    expect(await selfTest(bench)).toEqual({
      passed: false,
      findings: [{ name: 'line', value: 'missing', isGood: false }, noneStuck],
    });
  });

  test('whose line is pulled meanwhile ends at once', async () => {
    const bench = await startedKeypad('nav-pad', false);
    const testing = bench.keypad.selfTest();
    await bench.clock.advance(10);
    bench.line.cut();
    await bench.clock.advance(1);
    expect(await testing).toMatchObject({ passed: false, findings: [{}, { value: 'keypad-silent' }, {}] });
  });
});
