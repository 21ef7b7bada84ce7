import { describe, expect, it } from 'vitest';
import { watchClock } from '../../host/clock-watch.ts';
import { manualClock } from '../support/manual-clock.ts';

function watched() {
  const real = manualClock();
  const jumps: number[] = [];
  let setBackMs = 0;
  const clock = { ...real, nowMs: () => real.nowMs() + setBackMs };
  const stop = watchClock(clock, (seconds) => jumps.push(seconds));
  return { jumps, stop, advance: real.advance, set: (byMs: number) => (setBackMs += byMs) };
}

const dayMs = 24 * 60 * 60_000;

describe('the wall clock', () => {
  it('is told when somebody sets it, forward, back, or to 1970, once each', async () => {
    const { jumps, advance, set } = watched();
    await advance(300_000);
    for (const byMs of [dayMs, -dayMs, -56 * 365 * dayMs]) {
      set(byMs);
      await advance(90_000);
    }
    expect(jumps).toEqual([86_400, -86_400, -56 * 365 * 86_400]);
  });

  it('may be corrected by a minute without a word', async () => {
    const { jumps, advance, set } = watched();
    set(60_000);
    await advance(60_000);
    expect(jumps).toEqual([]);
  });

  it('is not watched any more after the stop', async () => {
    const { jumps, advance, set, stop } = watched();
    await advance(30_000);
    stop();
    set(dayMs);
    await advance(dayMs);
    expect(jumps).toEqual([]);
  });
});
