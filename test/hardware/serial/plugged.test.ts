import { expect, test } from 'vitest';
import { type PlugMark, markInList, watchPlug } from '../../../hardware/serial/plugged.ts';
import { err, ok } from '../../../core/lib/result.ts';
import { manualClock } from '../../support/manual-clock.ts';

function rig(opened: PlugMark) {
  const clock = manualClock();
  const now = { mark: opened, looks: 0, lookMs: 0 };
  const gone: number[] = [];
  const stop = watchPlug({
    path: '/dev/ttyUSB0',
    opened,
    async look() {
      now.looks += 1;
      const { mark } = now;
      await new Promise<void>((looked) => clock.after(now.lookMs, looked));
      return mark;
    },
    clock,
    onGone: () => gone.push(clock.monotonicMs()),
  });
  return { clock, now, gone, stop };
}

test.each([[err('absent')], [ok('another')]])(
  'a mark that turns %j is told once, within half a second',
  async (mark) => {
    const { clock, now, gone } = rig(ok('1:2:3'));
    await clock.advance(1_200);
    now.mark = mark;
    await clock.advance(5_000);
    expect(gone).toEqual([1_500]);
    expect(now.looks).toBe(3);
  },
);

test('a system that cannot say for a while ends nothing', async () => {
  const { clock, now, gone } = rig(ok('1:2:3'));
  now.mark = err('unknown');
  await clock.advance(3_000);
  now.mark = ok('1:2:3');
  await clock.advance(3_000);
  expect(gone).toEqual([]);
  now.mark = err('absent');
  await clock.advance(500);
  expect(gone).toHaveLength(1);
});

test.each([[err('absent')], [err('unknown')]])(
  'a line that was %j when it was opened is not looked at',
  async (mark) => {
    const { clock, now, gone } = rig(mark);
    now.mark = ok('another');
    await clock.advance(3_000);
    expect([now.looks, gone]).toEqual([0, []]);
  },
);

test('nobody looks after the port is closed, and a look that was under way tells nothing', async () => {
  const { clock, now, gone, stop } = rig(ok('1:2:3'));
  now.lookMs = 100;
  now.mark = err('absent');
  await clock.advance(550);
  stop();
  await clock.advance(3_000);
  expect([now.looks, gone]).toEqual([1, []]);
});

test('where a device is no file, its place in the list and its number tell one plugging-in from the next', async () => {
  const port = { path: 'COM3', vendorId: '1a86', locationId: 'hub 1', serialNumber: 'A' };
  const markOf = (...ports: (typeof port)[]) => markInList(async () => ok(ports))('COM3');
  const first = await markOf({ ...port, path: 'COM2' }, port);
  expect(first).toEqual(await markOf(port));
  expect(first).not.toEqual(await markOf({ ...port, locationId: 'hub 2' }));
  expect(first).not.toEqual(await markOf({ ...port, serialNumber: 'B' }));
  expect(await markOf({ ...port, path: 'COM2' })).toEqual(err('absent'));
  expect(await markInList(async () => err('line-list-unavailable'))('COM3')).toEqual(err('unknown'));
});
