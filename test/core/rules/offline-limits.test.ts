import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { amountBands } from '../../../core/records/envelope.ts';
import { recordKinds } from '../../../core/records/errand-record.ts';
import { upperEndFen } from '../../../core/rules/amount-band.ts';
import { offlineLimit, type Unreceipted } from '../../../core/rules/offline-limits.ts';
import { builtInRulesPack, type RulesPack } from '../../../core/rules/rules-pack.ts';

const nowMs = Date.UTC(2026, 10, 22);
const hourMs = 3_600_000;
const rules: RulesPack = {
  ...builtInRulesPack,
  expiresAt: '2026-12-01T00:00:00.000Z',
  offline: { largestBand: 'to-10000', totalFen: '2500000', count: 3, ageHours: 48 },
};
const nothing: Unreceipted = { count: 0, totalFen: 0n, oldestAgeMs: 0 };
const claim = { kind: 'claim-report', amountBand: 'to-10000' } as const;
const limit = (waiting: Partial<Unreceipted>, next: Parameters<typeof offlineLimit>[2] = claim, at = nowMs) =>
  offlineLimit(rules, { ...nothing, ...waiting }, next, at);

describe('a record that may not be taken while nobody can be asked', () => {
  it('is taken up to each bound and refused by name beyond it', () => {
    expect(limit({})).toBeNull();
    expect(limit({}, { ...claim, amountBand: 'to-50000' })).toBe('largest-band');
    expect(limit({ totalFen: 1_500_000n })).toBeNull();
    expect(limit({ totalFen: 1_500_001n })).toBe('total');
    expect(limit({ count: 2 })).toBeNull();
    expect(limit({ count: 3 })).toBe('count');
    expect(limit({ count: 1, oldestAgeMs: 48 * hourMs })).toBeNull();
    expect(limit({ count: 1, oldestAgeMs: 48 * hourMs + 1 })).toBe('age');
  });

  it('is any, once the pack has run out', () => {
    const end = Date.parse(rules.expiresAt);
    expect(limit({}, { ...claim, amountBand: 'none' }, end - 1)).toBeNull();
    expect(limit({}, { ...claim, amountBand: 'none' }, end)).toBe('rules-expired');
  });

  it('is never a call-back or a cancellation', () => {
    const worst = { count: 999, totalFen: 10n ** 18n, oldestAgeMs: 1e12 };
    for (const kind of ['parked-visit', 'cancellation'] as const)
      expect(limit(worst, { kind, amountBand: 'none' }, Date.UTC(2199, 0))).toBeNull();
  });
});

it('whatever is offered in whatever order, what waits stays within count and total', () => {
  const offered = fc.record({
    kind: fc.constantFrom(...recordKinds),
    amountBand: fc.constantFrom(...amountBands),
  });
  fc.assert(
    fc.property(fc.array(offered, { maxLength: 40 }), (records) => {
      let waiting = nothing;
      for (const next of records) {
        if (limit(waiting, next) !== null) continue;
        if (next.kind === 'parked-visit' || next.kind === 'cancellation') continue;
        waiting = {
          ...waiting,
          count: waiting.count + 1,
          totalFen: waiting.totalFen + upperEndFen(next.amountBand),
        };
        expect(waiting.count).toBeLessThanOrEqual(rules.offline.count);
        expect(waiting.totalFen).toBeLessThanOrEqual(BigInt(rules.offline.totalFen));
      }
    }),
  );
});
