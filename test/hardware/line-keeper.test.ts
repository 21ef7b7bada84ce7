import { expect, test } from 'vitest';
import { err, ok } from '../../core/lib/result.ts';
import type { Result } from '../../core/lib/result.ts';
import { keepLine } from '../../hardware/line-keeper.ts';
import { memoryLine } from '../../hardware/memory-line.ts';
import type { Port, PortTrouble } from '../../hardware/port.ts';
import { manualClock } from '../support/manual-clock.ts';

function rig() {
  const clock = manualClock();
  const line = memoryLine();
  const told: string[] = [];
  const openings = { count: 0, mostAtOnce: 0, underWay: 0, slowMs: 0 };
  async function open(): Promise<Result<Port, PortTrouble>> {
    openings.count += 1;
    openings.underWay += 1;
    openings.mostAtOnce = Math.max(openings.mostAtOnce, openings.underWay);
    if (openings.slowMs > 0) await new Promise<void>((ready) => clock.after(openings.slowMs, ready));
    openings.underWay -= 1;
    return line.kiosk();
  }
  const keeper = keepLine({
    open,
    clock,
    onUp: () => told.push('up'),
    onDown: (cause) => told.push(cause),
  });
  return { clock, line, told, openings, keeper };
}

test('a line is opened once, however often it is started', async () => {
  const { clock, told, openings, keeper } = rig();
  keeper.start();
  keeper.start();
  await clock.advance(10_000);
  expect(told).toEqual(['up']);
  expect(openings.count).toBe(1);
  expect(keeper.port()).not.toBeNull();
});

test('a line that cannot be opened is tried every half second and told of once', async () => {
  const { clock, line, told, openings, keeper } = rig();
  line.cut();
  keeper.start();
  await clock.advance(0);
  expect(told).toEqual(['gone']);
  await clock.advance(2_400);
  expect(openings.count).toBe(5);
  expect(told).toEqual(['gone']);
  line.restore();
  await clock.advance(500);
  expect(told).toEqual(['gone', 'up']);
});

test('each loss is told once, and the line is up again half a second after it is back', async () => {
  const { clock, line, told, keeper } = rig();
  keeper.start();
  await clock.advance(0);
  for (let round = 1; round <= 2; round += 1) {
    line.cut();
    expect(keeper.port()).toBeNull();
    await clock.advance(3_000);
    line.restore();
    await clock.advance(500);
  }
  expect(told).toEqual(['up', 'gone', 'up', 'gone', 'up']);
});

test('after a stop the line is free for another program and nothing is told', async () => {
  const { clock, line, told, keeper } = rig();
  keeper.start();
  await clock.advance(0);
  await keeper.stop();
  expect(keeper.port()).toBeNull();
  expect((await line.kiosk()).ok).toBe(true);
  line.cut();
  await clock.advance(5_000);
  expect(told).toEqual(['up']);
});

test('a stop while the line is down ends the trying', async () => {
  const { clock, line, openings, keeper } = rig();
  line.cut();
  keeper.start();
  await clock.advance(0);
  await keeper.stop();
  await clock.advance(5_000);
  expect(openings.count).toBe(1);
});

test('a line that is lost in the very moment of the stop is not opened again', async () => {
  const { clock, line, told, openings, keeper } = rig();
  keeper.start();
  await clock.advance(0);
  const stopped = keeper.stop();
  line.cut();
  line.restore();
  await stopped;
  await clock.advance(5_000);
  expect([openings.count, told]).toEqual([1, ['up']]);
});

test('a stop in the middle of an opening closes what that opening brings', async () => {
  const { clock, line, told, openings, keeper } = rig();
  openings.slowMs = 300;
  keeper.start();
  await clock.advance(100);
  const stopped = keeper.stop();
  await clock.advance(300);
  await stopped;
  expect(told).toEqual([]);
  expect((await line.kiosk()).ok).toBe(true);
});

test('a stop right after a loss waits until the lost connection has let the line go', async () => {
  const clock = manualClock();
  const line = memoryLine();
  let held = 0;
  const open = async () => {
    const opened = await line.kiosk();
    if (!opened.ok) return opened;
    held += 1;
    const { close, ...others } = opened.value;
    let releasing: Promise<void> | null = null;
    const release = async () => {
      await close();
      await new Promise<void>((released) => clock.after(300, released));
      held -= 1;
    };
    return ok({ ...others, close: () => (releasing ??= release()) });
  };
  const keeper = keepLine({ open, clock, onUp: () => {}, onDown: () => {} });
  keeper.start();
  await clock.advance(0);
  line.cut();
  const heldAtStop = keeper.stop().then(() => held);
  await clock.advance(300);
  expect(await heldAtStop).toBe(0);
});

test('stopped and started again at once it serves the line, and never opens it twice at a time', async () => {
  const { clock, told, openings, keeper } = rig();
  openings.slowMs = 300;
  keeper.start();
  await clock.advance(100);
  void keeper.stop();
  keeper.start();
  await clock.advance(3_000);
  expect(openings.mostAtOnce).toBe(1);
  expect(told.at(-1)).toBe('up');
  expect(keeper.port()).not.toBeNull();
});

test('a refusal of any kind is told as it is', async () => {
  const told: string[] = [];
  const clock = manualClock();
  const causes: PortTrouble[] = ['stalled', 'gone'];
  const keeper = keepLine({
    open: async () => err(causes.shift() ?? 'gone'),
    clock,
    onUp: () => told.push('up'),
    onDown: (cause) => told.push(cause),
  });
  keeper.start();
  await clock.advance(2_000);
  expect(told).toEqual(['stalled']);
});
