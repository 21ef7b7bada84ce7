import { describe, expect, test } from 'vitest';
import { plainLine } from '../../hardware/line-settings.ts';
import { pacedWire } from '../../hardware/paced-wire.ts';
import { manualClock } from '../support/manual-clock.ts';

function wireAt(baudRate: number) {
  const clock = manualClock();
  const seen: { readonly atMs: number; readonly count: number }[] = [];
  const wire = pacedWire(clock, plainLine(baudRate), (bytes) => {
    seen.push({ atMs: clock.monotonicMs(), count: bytes.length });
  });
  const through = () => seen.reduce((sum, { count }) => sum + count, 0);
  return { clock, wire, seen, through };
}

describe('a paced wire', () => {
  test('lets 960 bytes a second through at 9600 baud, in steps of about 5 ms', async () => {
    const { clock, wire, seen, through } = wireAt(9_600);
    wire.push(new Uint8Array(96));
    await clock.advance(50.1);
    expect(through()).toBe(48);
    await clock.advance(50);
    expect(through()).toBe(96);
    expect(seen[0]!.count).toBe(4);
    expect(seen[0]!.atMs).toBeCloseTo(4.17, 1);
  });

  test('lets a single byte through even where one takes longer than a step', async () => {
    const { clock, wire, through } = wireAt(1_200);
    wire.push(new Uint8Array(2));
    await clock.advance(8.4);
    expect(through()).toBe(1);
  });

  test('is not slowed down by a timer that comes late', async () => {
    const late: (() => void)[] = [];
    let nowMs = 0;
    let count = 0;
    const clock = {
      nowMs: () => nowMs,
      monotonicMs: () => nowMs,
      after(delayMs: number, action: () => void) {
        late.push(() => {
          // Every timer fires two milliseconds after its time.
          nowMs = Math.max(nowMs, nowMs + delayMs) + 2;
          action();
        });
        return () => {};
      },
    };
    const wire = pacedWire(clock, plainLine(115_200), (bytes) => {
      count += bytes.length;
    });
    wire.push(new Uint8Array(1_152));
    for (let next = late.shift(); next !== undefined; next = late.shift()) next();
    expect(count).toBe(1_152);
    expect(nowMs).toBeGreaterThanOrEqual(100);
    expect(nowMs).toBeLessThan(103);
  });

  test('does not catch up for a time in which nothing was sent', async () => {
    const { clock, wire, through } = wireAt(9_600);
    wire.push(new Uint8Array(1));
    await clock.advance(10_000);
    wire.push(new Uint8Array(96));
    await clock.advance(50);
    expect(through()).toBe(49);
  });

  test('loses what is on it when it is cut, and works again', async () => {
    const { clock, wire, through } = wireAt(9_600);
    wire.push(new Uint8Array(96));
    await clock.advance(50);
    wire.cut();
    await clock.advance(1_000);
    expect(through()).toBe(48);
    wire.push(new Uint8Array(4));
    await clock.advance(10);
    expect(through()).toBe(52);
  });

  test('is free at once when it is cut: what was lost takes no more time', async () => {
    const { clock, wire, through } = wireAt(9_600);
    wire.push(new Uint8Array(96));
    wire.cut();
    wire.push(new Uint8Array(4));
    await clock.advance(5);
    expect(through()).toBe(4);
  });
});
