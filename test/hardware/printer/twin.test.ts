import { describe, expect, test } from 'vitest';
import type { Random } from '../../../core/lib/random.ts';
import { type LineSettings, plainLine } from '../../../hardware/line-settings.ts';
import { memoryLine } from '../../../hardware/memory-line.ts';
import { createPrinterTwin } from '../../../hardware/printer/twin.ts';
import { manualClock } from '../../support/manual-clock.ts';

const feedAndCut = [0x1d, 0x56, 66, 0];
const askPaper = [0x1d, 0x72, 1];

/** The twin on a cable, and a hand at the other end. */
async function wiredTwin(settings?: LineSettings, random?: Random) {
  const clock = manualClock();
  const twin = createPrinterTwin({
    clock,
    baudRate: 9_600,
    paperWidthMm: 58,
    ...(settings && { settings }),
    ...(random && { random }),
  });
  const cable = memoryLine();
  cable.onConnection((device) => twin.attach(device));
  let heard: number[] = [];
  const port = await cable.kiosk();
  if (!port.ok) throw new Error(port.error);
  port.value.onBytes((chunk) => void heard.push(...chunk));
  return {
    clock,
    twin,
    cable,
    send: (...bytes: readonly number[]) => port.value.write(Uint8Array.from(bytes), 0),
    heard: () => heard,
    /** What the twin has answered to these bytes a second later. */
    async answer(...bytes: readonly number[]) {
      heard = [];
      await port.value.write(Uint8Array.from(bytes), 0);
      await clock.advance(1_000);
      return heard;
    },
  };
}

describe('the printer twin', () => {
  test('stops telling its changes when it is initialised, as printers do', async () => {
    const { clock, twin, answer, heard } = await wiredTwin();
    expect(await answer(0x1d, 0x61, 0x0e)).toHaveLength(4);
    expect(await answer(0x1b, 0x40)).toEqual([]);
    twin.set({ coverOpen: true });
    await clock.advance(100);
    expect(heard()).toEqual([]);
  });

  test('keeps the newest two hundred slips', async () => {
    const { twin, send, clock } = await wiredTwin();
    for (let slip = 0; slip < 210; slip += 1) {
      await send(...Buffer.from(`${slip}\n`), ...feedAndCut);
      await clock.advance(20);
    }
    const kept = twin.slips().map(({ bytes }) => parseInt(Buffer.from(bytes).toString(), 10));
    expect(kept).toEqual(Array.from({ length: 200 }, (_, at) => at + 10));
  });

  test('takes bytes at the pace of its line: 9600 baud are 960 a second', async () => {
    const { clock, twin, send } = await wiredTwin();
    await send(...Array<number>(96).fill(0x0a));
    await clock.advance(50);
    expect(twin.slips()[0]?.document.length).toBeGreaterThanOrEqual(40);
    expect(twin.slips()[0]?.document.length).toBeLessThanOrEqual(48);
    await clock.advance(60);
    expect(twin.slips()[0]?.document.length).toBe(96);
  });

  test.each([
    [{}, [0x12, 0x12, 0x12, 0x12]],
    [{ paper: 'low' }, [0x12, 0x12, 0x12, 0x1e]],
    [{ paper: 'out' }, [0x1a, 0x32, 0x12, 0x7e]],
    [{ coverOpen: true }, [0x1a, 0x16, 0x12, 0x12]],
    [{ cutterJammed: true }, [0x1a, 0x52, 0x1a, 0x12]],
    [{ overheated: true }, [0x1a, 0x52, 0x52, 0x12]],
  ] as const)('with %o answers DLE EOT 1 to 4 by %j', async (change, answers) => {
    const { twin, answer } = await wiredTwin();
    twin.set(change);
    expect(await answer(0x10, 4, 1, 0x10, 4, 2, 0x10, 4, 3, 0x10, 4, 4)).toEqual(answers);
  });

  test('answers GS r in order, and not at all while it is offline', async () => {
    const { twin, answer, clock } = await wiredTwin();
    twin.set({ paper: 'low' });
    expect(await answer(...askPaper)).toEqual([0x03]);
    twin.set({ coverOpen: true });
    expect(await answer(0x41, 0x0a, ...askPaper)).toEqual([]);
    expect(twin.slips()).toEqual([]);
    const late = answer();
    twin.set({ coverOpen: false });
    await clock.advance(10);
    expect(await late).toEqual([0x03]);
    expect(twin.slips()[0]?.document).toHaveLength(1);
  });

  test('answers real-time status past a full buffer of a stopped printer', async () => {
    const { twin, answer } = await wiredTwin();
    twin.set({ paper: 'out' });
    expect(await answer(...Array<number>(500).fill(0x41), 0x10, 4, 4)).toEqual([0x7e]);
  });

  test('stops at the end of its paper and goes on where it stopped', async () => {
    const { twin, answer } = await wiredTwin();
    twin.set({ paperOutAtLine: 2 });
    await answer(0x41, 0x0a, 0x42, 0x0a, 0x43, 0x0a, ...feedAndCut);
    expect(twin.slips().map((slip) => [slip.document.length, slip.cut])).toEqual([[2, false]]);
    twin.set({ paper: 'full' });
    expect(twin.slips().map((slip) => [slip.document.length, slip.cut])).toEqual([[3, true]]);
  });

  test('keeps the very bytes of a slip', async () => {
    const { twin, answer } = await wiredTwin();
    await answer(0x41, 0x0a, ...feedAndCut);
    expect(twin.slips().map((slip) => [...slip.bytes])).toEqual([[0x41, 0x0a, ...feedAndCut]]);
  });

  test('calls its listeners at the cut, until they have gone', async () => {
    const { twin, answer } = await wiredTwin();
    let slips = 0;
    const stop = twin.onSlip(() => {
      slips += 1;
    });
    await answer(0x41, 0x0a);
    expect(slips).toBe(0);
    await answer(...feedAndCut);
    stop();
    await answer(0x41, 0x0a, ...feedAndCut);
    expect(slips).toBe(1);
  });

  test('hears nothing while it is switched off, and forgets what it held', async () => {
    const { twin, answer } = await wiredTwin();
    twin.set({ coverOpen: true });
    await answer(0x41, 0x0a);
    twin.set({ silent: true });
    expect(await answer(0x10, 4, 1, 0x42, 0x0a)).toEqual([]);
    twin.set({ silent: false, coverOpen: false });
    expect(await answer(0x10, 4, 1)).toEqual([0x12]);
    expect(twin.slips()).toEqual([]);
  });

  test('confirms a process id, or knows nothing of it when it is a clone', async () => {
    const { twin, answer } = await wiredTwin();
    const ask = [0x1d, 0x28, 0x48, 6, 0, 0x30, 0x30, 0x41, 0x42, 0x43, 0x44];
    expect(await answer(...ask)).toEqual([0x37, 0x22, 0x41, 0x42, 0x43, 0x44, 0]);
    twin.set({ supportsProcessId: false });
    expect(await answer(...ask, ...askPaper)).toEqual([0]);
  });

  test('stays in error after a jam until it is told to recover, and then has an empty buffer', async () => {
    const { twin, answer } = await wiredTwin();
    twin.set({ cutterJammed: true });
    await answer(0x41, 0x0a);
    expect(await answer(0x10, 5, 2, 0x10, 4, 3)).toEqual([0x1a]);
    twin.set({ cutterJammed: false });
    expect(await answer(0x10, 4, 3)).toEqual([0x1a]);
    expect(await answer(0x10, 5, 2, 0x10, 4, 3)).toEqual([0x12]);
    expect(twin.slips()).toEqual([]);
  });

  test('tells its changes by itself once GS a has asked for it', async () => {
    const { twin, answer } = await wiredTwin();
    expect(await answer(0x1d, 0x61, 0xff)).toEqual([0x10, 0, 0, 0]);
    const told = answer();
    twin.set({ paper: 'out' });
    expect(await told).toEqual([0x18, 0, 0x0f, 0]);
    expect(await answer(0x1d, 0x61, 0x00)).toEqual([]);
  });

  test('says who it is', async () => {
    const { answer } = await wiredTwin();
    expect(await answer(0x1d, 0x49, 67)).toEqual([0x5f, ...Buffer.from('TWIN'), 0]);
    expect(await answer(0x1d, 0x49, 2)).toEqual([0x03]);
  });

  test('loses what was still on the line when the cable is pulled', async () => {
    const { clock, twin, cable, send } = await wiredTwin();
    await send(...Array<number>(96).fill(0x0a));
    await clock.advance(50);
    cable.cut();
    const printed = twin.slips()[0]?.document.length;
    await clock.advance(1_000);
    expect(twin.slips()[0]?.document.length).toBe(printed);
  });

  test('answers at the pace of its line as well', async () => {
    const { clock, send, heard } = await wiredTwin();
    await send(0x10, 4, 1);
    await clock.advance(3.2);
    expect(heard()).toEqual([]);
    await clock.advance(1);
    expect(heard()).toEqual([0x12]);
  });

  test('knows no GS a where it is such a clone', async () => {
    const { twin, answer } = await wiredTwin();
    twin.set({ supportsAutomaticStatus: false });
    expect(await answer(0x1d, 0x61, 0xff)).toEqual([]);
    twin.set({ paper: 'low' });
    expect(await answer()).toEqual([]);
  });

  test('says XOFF when its buffer fills and XON when it is empty, on a line that has that', async () => {
    const { twin, clock, answer, heard } = await wiredTwin({ ...plainLine(9_600), flow: 'xon-xoff' });
    twin.set({ coverOpen: true });
    await answer(...Array<number>(4_000).fill(0x0a));
    await clock.advance(4_000);
    expect(heard()).toEqual([0x13]);
    twin.set({ coverOpen: false });
    await clock.advance(100);
    expect(heard()).toEqual([0x13, 0x11]);
  });

  test('obeys orders in words, and says what it does not understand', async () => {
    const { twin, answer } = await wiredTwin();
    const order = (name: string, ...words: string[]) => twin.orders[name]!.obey(words);
    expect(order('paper', 'low')).toBeNull();
    expect(order('cover', 'open')).toBeNull();
    expect(order('head', 'hot')).toBeNull();
    expect(await answer(0x10, 4, 2, 0x10, 4, 3, 0x10, 4, 4)).toEqual([0x56, 0x52, 0x1e]);
    expect(order('cover', 'closed')).toBeNull();
    expect(order('head', 'cool')).toBeNull();
    expect(order('cutter', 'jammed')).toBeNull();
    expect(await answer(0x10, 4, 3)).toEqual([0x1a]);
    expect(order('power', 'off')).toBeNull();
    expect(await answer(0x10, 4, 1)).toEqual([]);
    expect(order('power', 'on')).toBeNull();
    expect(order('mend')).toBeNull();
    expect(await answer(0x10, 4, 1, 0x10, 4, 4)).toEqual([0x12, 0x12]);
    expect(order('paper', 'much')).toBe('one of full|low|out, please');
    expect(order('paper')).toBe('one of full|low|out, please');
    expect(order('paper', 'toString')).toBe('one of full|low|out, please');
    expect(order('slips')).toBe('0 so far');
    expect(twin.orders['paper']?.usage).toBe('full|low|out');
  });
});

describe('faults of the printer twin', () => {
  const once = (name: string, at: number | null = null) => ({ name, at, times: 1 });
  const three = [0x41, 0x0a, 0x42, 0x0a, 0x43, 0x0a];

  test('are listed by name, and an unknown one is refused', async () => {
    const { twin } = await wiredTwin();
    expect(twin.faults.join(' ')).toBe(
      'silent paper-out-at-line cover-at-line cutter-jam overheat garble-status no-process-id slow-buffer',
    );
    expect(twin.faults.map((name) => twin.setFault(once(name)))).not.toContain(false);
    expect(twin.setFault(once('on-fire'))).toBe(false);
  });

  test('silent: keeps one answer to itself, then speaks again', async () => {
    const { twin, answer } = await wiredTwin();
    twin.setFault(once('silent'));
    expect(await answer(0x10, 4, 1)).toEqual([]);
    expect(await answer(0x10, 4, 1)).toEqual([0x12]);
  });

  test('are called off by ordering them no more times', async () => {
    const { twin, answer } = await wiredTwin();
    twin.setFault({ name: 'silent', at: null, times: Number.POSITIVE_INFINITY });
    expect(await answer(0x10, 4, 1, 0x10, 4, 1)).toEqual([]);
    twin.setFault({ name: 'silent', at: null, times: 0 });
    expect(await answer(0x10, 4, 1)).toEqual([0x12]);
  });

  test.each([
    ['paper-out-at-line', [0x12, 0x7e], { paper: 'full' }],
    ['cover-at-line', [0x16, 0x12], { coverOpen: false }],
  ] as const)(
    '%s: stops behind that line and goes on when mended, the next slip is whole',
    async (name, status, mended) => {
      const { twin, answer, clock } = await wiredTwin();
      twin.setFault(once(name, 2));
      await answer(...three, ...feedAndCut);
      const [offlineCause = 0, paper] = await answer(0x10, 4, 2, 0x10, 4, 4);
      expect([offlineCause & ~0x20, paper]).toEqual(status);
      expect(twin.slips().map((slip) => [slip.document.length, slip.cut])).toEqual([[2, false]]);
      twin.set(mended);
      await answer(...three, ...feedAndCut);
      await clock.advance(1_000);
      expect(twin.slips().map((slip) => [slip.document.length, slip.cut])).toEqual([
        [3, true],
        [3, true],
      ]);
    },
  );

  test('overheat: stops behind that line, and goes on by itself when it has cooled down', async () => {
    const { twin, answer, clock } = await wiredTwin();
    twin.setFault(once('overheat', 2));
    await answer(...three, ...feedAndCut);
    expect(await answer(0x10, 4, 3)).toEqual([0x52]);
    await clock.advance(3_000);
    expect(twin.slips()[0]?.cut).toBe(false);
    await clock.advance(1_500);
    expect(twin.slips()[0]?.cut).toBe(true);
    expect(await answer(0x10, 4, 3)).toEqual([0x12]);
  });

  test('cutter-jam: is told to go on and cuts then, or to forget and does not', async () => {
    for (const [n, cuts] of [
      [1, [true]],
      [2, [false]],
    ] as const) {
      const { twin, answer } = await wiredTwin();
      twin.setFault(once('cutter-jam'));
      await answer(...three, ...feedAndCut);
      expect(await answer(0x10, 4, 3)).toEqual([0x1a]);
      expect(await answer(0x10, 5, n, 0x10, 4, 3)).toEqual([0x12]);
      expect(twin.slips().map((slip) => slip.cut)).toEqual(cuts);
    }
  });

  test('cutter-jam: an order that is none does not free it', async () => {
    const { twin, answer } = await wiredTwin();
    twin.setFault(once('cutter-jam'));
    await answer(...three, ...feedAndCut);
    expect(await answer(0x10, 5, 3, 0x10, 4, 3)).toEqual([0x1a]);
  });

  test('garble-status: one bit of one status answer is wrong, whichever the seed says', async () => {
    const bits = [5, 0];
    const { twin, answer } = await wiredTwin(undefined, { below: (limit) => (bits.pop() ?? 0) % limit });
    twin.setFault(once('garble-status'));
    expect(await answer(0x10, 4, 1)).toEqual([0x12 ^ 0x20]);
    expect(await answer(0x10, 4, 1)).toEqual([0x12]);
  });

  test('no-process-id: passes the question over once', async () => {
    const { twin, answer } = await wiredTwin();
    const ask = [0x1d, 0x28, 0x48, 6, 0, 0x30, 0x30, 0x41, 0x42, 0x43, 0x44];
    twin.setFault(once('no-process-id'));
    expect(await answer(...ask)).toEqual([]);
    expect(await answer(...ask)).toHaveLength(7);
  });

  test('slow-buffer: works 640 bytes a second off from that line to the cut', async () => {
    const { twin, answer, clock } = await wiredTwin();
    twin.setFault(once('slow-buffer'));
    await answer(0x41, 0x0a, ...Array<number>(800).fill(0x0a), ...feedAndCut);
    expect(twin.slips()[0]?.cut ?? false).toBe(false);
    await clock.advance(500);
    expect(twin.slips()[0]?.cut).toBe(true);
    await answer(0x41, 0x0a, ...feedAndCut);
    expect(twin.slips()).toHaveLength(2);
  });

  test('mend: calls every order off and puts everything right', async () => {
    const { twin, answer } = await wiredTwin();
    for (const name of twin.faults) twin.setFault({ name, at: 1, times: Number.POSITIVE_INFINITY });
    await answer(...three);
    twin.orders['mend']?.obey([]);
    await answer(...feedAndCut);
    expect(await answer(0x10, 4, 1, ...askPaper)).toEqual([0x12, 0x00]);
    expect(twin.slips().map((slip) => slip.cut)).toEqual([true]);
  });
});
