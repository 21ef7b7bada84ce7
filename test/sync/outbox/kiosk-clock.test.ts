import { describe, expect, it } from 'vitest';
import { kioskClock } from '../../../sync/outbox/kiosk-clock.ts';
import { manualClock } from '../../support/manual-clock.ts';

const bootId = 'boot-of-test';

/** A machine that has run for an hour, and a page that was opened just now. */
function machine(startMs?: number) {
  const page = manualClock(startMs);
  return { page, clock: kioskClock({ bootId, monotonicMs: 3_600_000, hubOffsetMs: null }, page) };
}

const acceptedAt = (ms: number) => new Date(ms).toISOString();
const recorded = (monotonicMs: number, boot = bootId) => ({ bootId: boot, monotonicMs, hubOffsetMs: null });

describe('what a page knows of time', () => {
  it("goes on from the machine's own clock, in whole milliseconds", async () => {
    const { page, clock } = machine();
    await page.advance(1_500.7);
    expect(clock.evidence()).toEqual({ bootId, monotonicMs: 3_601_500, hubOffsetMs: null });
  });

  it("learns the hub's time as of the middle of the exchange, and keeps it though the wall clock jumps", async () => {
    const { page, clock } = machine();
    const askedAtMs = clock.monotonicMs();
    await page.advance(4_000);
    clock.noteHubTime(page.nowMs() - 2_000 + 86_400_000, askedAtMs);
    expect(clock.evidence().hubOffsetMs).toBe(86_400_000);
    await page.advance(10_000);
    expect(clock.bestNowMs()).toBe(page.nowMs() + 86_400_000);
  });

  it('has no better time than the wall clock before the first receipt', () => {
    const { page, clock } = machine();
    expect(clock.bestNowMs()).toBe(page.nowMs());
  });
});

describe('the age of a record', () => {
  it('is measured by the monotonic clock when the same run of the machine accepted it', () => {
    const { clock } = machine();
    const header = { clock: recorded(3_000_000), acceptedAt: acceptedAt(0) };
    expect(clock.acceptedAtMonotonicMs(header)).toBe(3_000_000);
  });

  it('is taken from the wall clocks across two runs, and never lies in the future', () => {
    const { page, clock } = machine();
    const dayAgo = { clock: recorded(5, 'an-older-boot'), acceptedAt: acceptedAt(page.nowMs() - 86_400_000) };
    expect(clock.acceptedAtMonotonicMs(dayAgo)).toBe(3_600_000 - 86_400_000);
    const younger = { clock: recorded(9e9), acceptedAt: acceptedAt(0) };
    expect(clock.acceptedAtMonotonicMs(younger)).toBe(3_600_000);
  });

  it('is not known to a later run whose wall clock stands before it, such as at 1970', () => {
    const yesterday = { clock: recorded(5, 'an-older-boot'), acceptedAt: acceptedAt(86_400_000) };
    expect(machine(0).clock.acceptedAtMonotonicMs(yesterday)).toBeNull();
  });

  it("is taken from the hub's time where both runs knew it", async () => {
    const { page, clock } = machine();
    const hubNowMs = page.nowMs() + 86_400_000;
    clock.noteHubTime(hubNowMs, clock.monotonicMs());
    const header = {
      clock: { ...recorded(5, 'an-older-boot'), hubOffsetMs: hubNowMs - 60_000 },
      acceptedAt: acceptedAt(0),
    };
    expect(clock.acceptedAtMonotonicMs(header)).toBe(3_600_000 - 60_000);
  });
});
