import { beforeEach, expect, test } from 'vitest';
import { faultPlan } from '../../../hardware/faults/fault-plan.ts';
import { faultyPort } from '../../../hardware/faults/faulty-port.ts';
import { seededRandom } from '../../../hardware/faults/seeded-random.ts';
import { memoryLine } from '../../../hardware/memory-line.ts';
import type { Port, PortTrouble } from '../../../hardware/port.ts';
import { manualClock } from '../../support/manual-clock.ts';

let bench: Awaited<ReturnType<typeof openBench>>;
beforeEach(async () => {
  bench = await openBench();
});

/** A kiosk's plain end, and the device's end on a faulty line. Heard bytes carry the time they came. */
async function openBench() {
  const clock = countingClock();
  const plan = faultPlan();
  const line = memoryLine();
  let device: Port | null = null;
  line.onConnection((port) => (device = faultyPort(port, plan, seededRandom(3), clock)));
  const opened = await line.kiosk();
  if (!opened.ok || device === null) throw new Error('no line');
  const heard: [atMs: number, ...bytes: number[]][] = [];
  const atDevice: [atMs: number, ...bytes: number[]][] = [];
  const closings: PortTrouble[] = [];
  opened.value.onBytes((chunk) => heard.push([clock.monotonicMs(), ...chunk]));
  opened.value.onClosed((cause) => closings.push(cause));
  (device as Port).onBytes((chunk) => atDevice.push([clock.monotonicMs(), ...chunk]));
  return { clock, plan, line, kiosk: opened.value, device: device as Port, heard, atDevice, closings };
}

/** Counts the timers that are neither due nor cancelled. */
function countingClock() {
  const clock = manualClock();
  const waiting = new Set<object>();
  return {
    ...clock,
    waiting: () => waiting.size,
    after(delayMs: number, action: () => void) {
      const timer = {};
      waiting.add(timer);
      const cancel = clock.after(delayMs, () => {
        waiting.delete(timer);
        action();
      });
      return () => {
        waiting.delete(timer);
        cancel();
      };
    },
  };
}

async function ask(byte: number) {
  await bench.kiosk.write(Uint8Array.of(byte), 100);
  await bench.clock.advance(0);
}

/** As a paced twin does: some bytes every 5 ms. */
async function say(...chunks: readonly (readonly number[])[]) {
  for (const [at, chunk] of chunks.entries()) {
    if (at > 0) await bench.clock.advance(5);
    expect(await bench.device.write(Uint8Array.from(chunk), 100)).toMatchObject({ ok: true });
  }
  await bench.clock.advance(0);
}

function plan(name: string, { at = null as number | null, times = 1, after = 0 } = {}) {
  bench.plan.add({ name, at, times, after });
}

test('without a fault everything passes at once, both ways', async () => {
  await ask(9);
  await say([1], [2, 3]);
  expect(bench.atDevice).toEqual([[0, 9]]);
  expect(bench.heard).toEqual([
    [0, 1],
    [5, 2, 3],
  ]);
});

test('an answer written in chunks is one answer, and the fault meets the whole of it', async () => {
  plan('half-frame', { at: 3 });
  await ask(9);
  await say([1, 2], [3, 4], [5, 6]);
  expect(bench.heard).toEqual([]);
  await bench.clock.advance(30);
  expect(bench.heard).toEqual([[40, 1, 2, 3]]);
});

test('a question from the kiosk begins another answer, however soon', async () => {
  plan('half-frame', { at: 1, after: 1 });
  await ask(9);
  await say([1, 2]);
  await ask(9);
  await say([3, 4]);
  await ask(9);
  await say([5, 6]);
  await bench.clock.advance(100);
  expect(bench.heard.map(([, ...bytes]) => bytes)).toEqual([[1, 2], [3], [5, 6]]);
});

test('a pause begins another answer, for devices that speak unasked', async () => {
  plan('half-frame', { at: 1, after: 1 });
  await say([1, 2]);
  await bench.clock.advance(31);
  await say([3, 4]);
  await bench.clock.advance(31);
  await say([5, 6]);
  await bench.clock.advance(100);
  expect(bench.heard.map(([, ...bytes]) => bytes)).toEqual([[1, 2], [3], [5, 6]]);
});

test('a pause of 30 ms does not yet begin another answer', async () => {
  plan('half-frame', { at: 1, after: 1 });
  await say([1, 2]);
  await bench.clock.advance(30);
  await say([3, 4]);
  expect(bench.heard.map(([, ...bytes]) => bytes)).toEqual([
    [1, 2],
    [3, 4],
  ]);
});

test('what comes behind a late answer waits its turn', async () => {
  plan('delay', { at: 200 });
  await ask(9);
  await say([1]);
  await bench.clock.advance(30);
  const later = bench.device.write(Uint8Array.of(2), 1_000);
  await ask(9);
  await bench.clock.advance(500);
  expect(await later).toMatchObject({ ok: true });
  expect(bench.heard).toEqual([
    [230, 1],
    [230, 2],
  ]);
});

test('a stall lets nothing pass either way, and then everything', async () => {
  plan('stall', { at: 1 });
  await ask(9);
  await say([1, 2]);
  await bench.clock.advance(1_000);
  await ask(8);
  expect(bench.atDevice).toEqual([[0, 9]]);
  expect(bench.heard).toEqual([[30, 1]]);
  await bench.clock.advance(5_000);
  expect(bench.heard).toEqual([
    [30, 1],
    [5_030, 2],
  ]);
  expect(bench.atDevice).toEqual([
    [0, 9],
    [5_030, 8],
  ]);
});

test('a stall stops the kiosk’s bytes at once, also while an answer is late', async () => {
  plan('delay', { at: 1_000 });
  await ask(9);
  await say([1]);
  await bench.clock.advance(100);
  bench.plan.strike('stall');
  await ask(8);
  await bench.clock.advance(5_000);
  expect(bench.atDevice).toEqual([[0, 9]]);
  await bench.clock.advance(2_000);
  expect(bench.atDevice).toEqual([
    [0, 9],
    [6_030, 8],
  ]);
});

test('a stalled line keeps no more than a bounded buffer', async () => {
  bench.plan.strike('stall');
  for (let sent = 0; sent < 3; sent += 1) await bench.kiosk.write(new Uint8Array(30_000), 100);
  await bench.clock.advance(6_000);
  expect(bench.atDevice.flatMap(([, ...bytes]) => bytes)).toHaveLength(60_000);
});

test('an unplugged line closes both ends after the bytes before it', async () => {
  plan('unplug', { at: 2 });
  await ask(9);
  await say([1, 2, 3]);
  await bench.clock.advance(40);
  expect(bench.heard).toEqual([[30, 1, 2]]);
  expect(bench.closings).toEqual(['gone']);
  expect(await bench.device.write(Uint8Array.of(4), 100)).toEqual({ ok: false, error: 'closed' });
});

test('the device hears that its line has gone, and no timer is left behind', async () => {
  const gone: PortTrouble[] = [];
  bench.device.onClosed((cause) => gone.push(cause));
  plan('wrong-checksum');
  await ask(9);
  await say([1]);
  expect(bench.clock.waiting()).toBe(1);
  bench.line.cut();
  expect(gone).toEqual(['gone']);
  expect(bench.clock.waiting()).toBe(0);
});

test('what strikes at once needs no answer', async () => {
  bench.plan.strike('noise');
  await bench.clock.advance(0);
  expect(bench.heard).toHaveLength(1);
  bench.plan.strike('unplug');
  await bench.clock.advance(0);
  expect(bench.closings).toEqual(['gone']);
});

test('a fault that needs an answer strikes the next one when it is told to strike at once', async () => {
  bench.plan.strike('half-frame');
  await say([1, 2]);
  await bench.clock.advance(30);
  expect(bench.heard).toEqual([[30, 1]]);
});

test('a line that is cut in the middle of a struck answer leaves nothing behind', async () => {
  plan('delay', { at: 5_000 });
  await ask(9);
  await say([1]);
  await bench.clock.advance(100);
  bench.line.cut();
  await bench.clock.advance(10_000);
  expect(bench.heard).toEqual([]);
  expect(bench.closings).toEqual(['gone']);
  bench.plan.strike('noise');
  expect(bench.plan.nextAnswer()?.name).toBe('noise');
});

test('an endless answer is handed over in pieces, never kept without bound', async () => {
  plan('wrong-checksum');
  await say([...new Uint8Array(65_535)], [1, 2]);
  expect(bench.heard[0]).toHaveLength(1 + 65_537);
  await bench.clock.advance(29);
  await say([3]);
  expect(bench.heard[1]).toEqual([34, 3]);
});
