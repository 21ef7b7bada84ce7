import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { clockBounds, type ClockQuestion } from '../../../sync/protocol/clock-bounds.ts';

const bootId = 'boot-of-test';
const dayMs = 86_400_000;
const noon = Date.UTC(2026, 10, 22, 4);
const transportMs = 30_000;

/** Accepted at noon, sent an hour later by the same run of the machine, a second under way. */
function question(change: Partial<ClockQuestion> = {}): ClockQuestion {
  return {
    acceptedAtMs: noon,
    record: { bootId, monotonicMs: 5_000, hubOffsetMs: null },
    upload: { bootId, monotonicMs: 5_000 + 3_600_000, hubOffsetMs: null },
    receivedAtMs: noon + 3_600_000 + 1_000,
    transportMs,
    notBeforeMs: null,
    ...change,
  };
}

describe('the time at which a record was accepted', () => {
  it('is known to within the transport when one run of the machine accepted and sent it', () => {
    const found = clockBounds(question());
    expect(found).toMatchObject({ basis: 'same-run', wallClock: 'fits' });
    expect(found.notAfterMs - found.notBeforeMs).toBeLessThan(transportMs + 2_000);
    expect(found.notBeforeMs).toBeLessThanOrEqual(noon);
    expect(found.notAfterMs).toBeGreaterThanOrEqual(noon);
  });

  it('lies between the record before it and the upload when the machine was started anew', () => {
    const record = { bootId: 'boot-before-it', monotonicMs: 9e9, hubOffsetMs: null };
    const receivedAtMs = noon + 3 * dayMs;
    expect(clockBounds(question({ record, receivedAtMs, notBeforeMs: noon - dayMs }))).toEqual({
      notBeforeMs: noon - dayMs,
      notAfterMs: receivedAtMs,
      basis: 'between',
      wallClock: 'fits',
    });
  });

  it('is not before 1970 when nothing at all is known of the kiosk', () => {
    const record = { bootId: 'boot-before-it', monotonicMs: 0, hubOffsetMs: null };
    expect(clockBounds(question({ record }))).toMatchObject({ notBeforeMs: 0, basis: 'between' });
  });

  it('does not rest on a record that claims to be younger than the upload that carries it', () => {
    const record = { bootId, monotonicMs: 9e9, hubOffsetMs: null };
    expect(clockBounds(question({ record, notBeforeMs: noon }))).toMatchObject({
      basis: 'between',
      notBeforeMs: noon,
    });
  });

  it('is not before that of the record in front of it in the chain', () => {
    const notBeforeMs = noon - 10_000;
    expect(clockBounds(question({ notBeforeMs })).notBeforeMs).toBe(notBeforeMs);
  });
});

describe('the wall clock of the kiosk', () => {
  it.each<[ReturnType<typeof clockBounds>['wallClock'], string, number]>([
    ['behind', '1970', 0],
    ['ahead', '2099', Date.UTC(2099, 0, 1)],
    ['ahead', 'a day ahead', noon + dayMs],
    ['behind', 'a day behind', noon - dayMs],
    ['ahead', 'an hour of summer time ahead', noon + 3_600_000],
    ['behind', 'an hour behind', noon - 3_600_000],
    ['fits', 'a minute ahead', noon + 60_000],
  ])('is found %s when it stands at %s, and moves no bound', (wallClock, _, acceptedAtMs) => {
    const { notBeforeMs, notAfterMs } = clockBounds(question());
    expect(clockBounds(question({ acceptedAtMs }))).toEqual({
      notBeforeMs,
      notAfterMs,
      basis: 'same-run',
      wallClock,
    });
  });

  it('is forgiven an error that the kiosk itself has told', () => {
    const record = { bootId, monotonicMs: 5_000, hubOffsetMs: -dayMs };
    expect(clockBounds(question({ acceptedAtMs: noon + dayMs, record })).wallClock).toBe('fits');
  });
});

describe('whatever the clocks say', () => {
  const timeMs = fc.integer({ min: 0, max: Date.UTC(2100, 0, 1) });
  const life = fc.record({
    acceptedMs: fc.integer({ min: Date.UTC(2026, 0, 1), max: Date.UTC(2027, 0, 1) }),
    waitedMs: fc.integer({ min: 0, max: 30 * dayMs }),
    underWayMs: fc.integer({ min: 0, max: transportMs }),
    monotonicMs: fc.nat(30 * dayMs),
    driftPpm: fc.integer({ min: -100, max: 100 }),
    wallMs: timeMs,
    sameRun: fc.boolean(),
    beforeMs: fc.option(fc.nat(40 * dayMs)),
  });

  it('the true time lies within the bounds, of which the wall clock knows nothing', () => {
    fc.assert(
      fc.property(life, (lived) => {
        const asked: ClockQuestion = {
          acceptedAtMs: lived.wallMs,
          record: { bootId, monotonicMs: lived.monotonicMs, hubOffsetMs: null },
          upload: {
            bootId: lived.sameRun ? bootId : 'another-boot',
            monotonicMs: lived.monotonicMs + Math.round(lived.waitedMs * (1 + lived.driftPpm / 1e6)),
            hubOffsetMs: null,
          },
          receivedAtMs: lived.acceptedMs + lived.waitedMs + lived.underWayMs,
          transportMs,
          notBeforeMs: lived.beforeMs === null ? null : lived.acceptedMs - lived.beforeMs,
        };
        const found = clockBounds(asked);
        expect(found.notBeforeMs).toBeLessThanOrEqual(lived.acceptedMs);
        expect(found.notAfterMs).toBeGreaterThanOrEqual(lived.acceptedMs);
        expect(clockBounds({ ...asked, acceptedAtMs: 0 })).toMatchObject({
          notBeforeMs: found.notBeforeMs,
          notAfterMs: found.notAfterMs,
        });
      }),
    );
  });

  it('the bounds are never inside out, however false the evidence', () => {
    const evidence = fc.record({
      bootId: fc.constantFrom(bootId, 'another-boot'),
      monotonicMs: fc.nat(),
      hubOffsetMs: fc.option(fc.integer()),
    });
    const any = fc.record({
      acceptedAtMs: timeMs,
      record: evidence,
      upload: evidence,
      receivedAtMs: timeMs,
      transportMs: fc.nat(60_000),
      notBeforeMs: fc.option(timeMs),
    });
    fc.assert(
      fc.property(any, (asked) => {
        const { notBeforeMs, notAfterMs } = clockBounds(asked);
        expect(notBeforeMs).toBeLessThanOrEqual(notAfterMs);
        expect(notAfterMs).toBeLessThanOrEqual(asked.receivedAtMs);
      }),
    );
  });
});
