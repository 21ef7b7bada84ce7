import { describe, expect, test } from 'vitest';
import { keypadKind } from '../../../hardware/keypad/cli.ts';
import type { KeypadProfileName } from '../../../hardware/keypad/profiles.ts';
import { memoryLine } from '../../../hardware/memory-line.ts';
import { obey } from '../../../hardware/order-book.ts';
import { manualClock } from '../../support/manual-clock.ts';
import { keypadRig } from './rig.ts';

describe('the twin', () => {
  async function heardFrom(profileName: KeypadProfileName) {
    const { clock, line, twin, fault } = keypadRig(profileName);
    const kiosk = await line.kiosk();
    if (!kiosk.ok) throw new Error(kiosk.error);
    const heard: string[] = [];
    kiosk.value.onBytes((chunk) => heard.push(Buffer.from(chunk).toString('latin1')));
    return {
      clock,
      twin,
      fault,
      heard,
      tell: (...bytes: number[]) => kiosk.value.write(Uint8Array.from(bytes), 100),
    };
  }

  test('repeats a held key five times a second after half a second, until it is told to tell releases', async () => {
    const { clock, twin, heard, tell } = await heardFrom('nav-pad');
    obey(twin.orders, 'hold digit-0');
    await clock.advance(1_000);
    expect(heard.join('')).toBe('AAAA');
    obey(twin.orders, 'release digit-0');
    await clock.advance(1_000);
    expect(heard.join('')).toBe('AAAA');
    await tell(0xfe, 0x7e, 0x01);
    obey(twin.orders, 'press digit-1');
    await clock.advance(1_000);
    obey(twin.orders, 'hold digit-1');
    obey(twin.orders, 'hold digit-1');
    await clock.advance(3_000);
    obey(twin.orders, 'release digit-1');
    obey(twin.orders, 'release digit-1');
    await clock.advance(100);
    expect(heard.join('')).toBe('AAAABbBb');
  });

  test('can be told not to repeat, and to repeat again', async () => {
    const { clock, twin, heard, tell } = await heardFrom('nav-pad');
    await tell(0xfe, 0x60);
    obey(twin.orders, 'hold digit-0');
    await clock.advance(2_000);
    expect(heard.join('')).toBe('A');
    await tell(0xfe, 0x7e, 0x00);
    await clock.advance(210);
    expect(heard.join('')).toBe('AA');
  });

  test('chatters as contacts do, going down and coming up', async () => {
    const { clock, twin, heard, fault } = await heardFrom('two-switch');
    fault('bounce', 2);
    obey(twin.orders, 'press next');
    await clock.advance(1_000);
    obey(twin.orders, 'press next');
    await clock.advance(1_000);
    expect(heard.join('')).toBe('NnNnNnNn');
  });

  test('of a telephone keypad repeats a key that is held', async () => {
    const { clock, twin, heard } = await heardFrom('ascii');
    obey(twin.orders, 'press digit-5');
    obey(twin.orders, 'hold clear');
    await clock.advance(710);
    expect(heard.join('')).toBe('5\b\b\b');
  });

  test('says what an order lacks, and knows its two faults and no other', async () => {
    const { twin, fault } = await heardFrom('two-switch');
    expect(obey(twin.orders, 'press help')).toBe('one of next|select, please');
    expect(obey(twin.orders, 'hold')).toBe('one of next|select, please');
    expect(twin.faults).toEqual(['bounce', 'stuck']);
    expect(fault('frozen')).toBe(false);
  });

  test('says nothing more once it is detached', async () => {
    const { clock, twin } = keypadRig();
    const line = memoryLine();
    let detach = () => {};
    line.onConnection((port) => {
      detach = twin.attach(port);
    });
    const kiosk = await line.kiosk();
    const heard: number[] = [];
    if (kiosk.ok) kiosk.value.onBytes((chunk) => heard.push(...chunk));
    detach();
    obey(twin.orders, 'press next');
    if (kiosk.ok) await kiosk.value.write(Uint8Array.of(0xfe, 0x37), 100);
    await clock.advance(1_000);
    expect(heard).toEqual([]);
  });
});

describe('the kind', () => {
  const random = { below: () => 0 };
  const settings = keypadKind.defaultSettings;

  test('cannot be found by asking', () => {
    expect(keypadKind.probe).toBeNull();
    expect(settings.baudRate).toBe(19_200);
  });

  test('watches without saying digits', async () => {
    const clock = manualClock();
    const line = memoryLine();
    const twin = keypadKind.createTwin({ clock, random, settings, options: {} });
    line.onConnection((port) => void twin.attach(port));
    const said: string[] = [];
    const watch = keypadKind.createWatch({
      open: line.kiosk,
      clock,
      onState: () => {},
      say: (happening) => said.push(happening),
    });
    watch.start();
    await clock.advance(50);
    for (const key of ['digit-4', 'select']) {
      obey(twin.orders, `press ${key}`);
      await clock.advance(500);
    }
    expect(said).toEqual(['key pressed: a digit', 'key pressed: select']);
    await watch.stop();
  });

  test.each([
    ['two-switch', 'next|select'],
    ['unknown', 'digit-0|'],
  ])('makes a twin of the profile %s', (profile, usage) => {
    const twin = keypadKind.createTwin({ clock: manualClock(), random, settings, options: { profile } });
    expect(twin.orders['press']!.usage).toContain(usage);
  });
});
