import { describe, expect, test } from 'vitest';
import type { Case } from '../../../hub/rules/known.ts';
import { judgeCase } from '../../../hub/rules/rules.ts';
import { cancellationOf, caseOf, claimReport, hourMs, known, noonMs } from './records.ts';

const dayMs = 24 * hourMs;
const judged = (asked: Case) => {
  const { state, reason } = judgeCase(asked).outcome;
  return [state, reason];
};
const plain = ['accepted', 'nothing-against-it'];

describe('a contact change', () => {
  test('counts when nothing speaks against it', () => {
    expect(judged(caseOf(known(1)))).toEqual(plain);
  });

  test('with the phone that was accepted last for this customer counts as it is', () => {
    const before = known(1, { state: 'accepted' });
    expect(judgeCase(caseOf(known(2), before))).toEqual({
      rule: 'phone-unchanged',
      outcome: { state: 'accepted', reason: 'phone-unchanged', names: 'K01-1-000001' },
    });
  });

  test('is not unchanged when that phone was given before another one, later, or not accepted', () => {
    const first = known(1, { state: 'accepted' });
    const other = known(2, { state: 'accepted', phones: ['13900000000'] });
    expect(judged(caseOf(known(3), first, other))).toEqual(plain);
    expect(judged(caseOf(known(3), known(4, { state: 'accepted' })))).toEqual(plain);
    expect(judged(caseOf(known(3), known(1, { state: 'needs-info' })))).toEqual(plain);
    expect(judged(caseOf(known(3), known(1, { state: 'accepted', person: 'B' })))[0]).toBe('needs-info');
  });

  test('with a phone that another customer of this kiosk gave within a day goes to a person', () => {
    const other = known(1, { person: 'B' });
    expect(judgeCase(caseOf(known(2), other)).outcome).toEqual({
      state: 'needs-info',
      reason: 'phone-shared',
      names: 'K01-1-000001',
    });
    expect(judged(caseOf(known(1), known(2, { person: 'B' })))[1]).toBe('phone-shared');
    expect(judged(caseOf(known(2), claimReport(1, { person: 'B' })))[1]).toBe('phone-shared');
  });

  test('does not mind a phone that was given at another kiosk, on another day, or by oneself', () => {
    expect(judged(caseOf(known(2), known(1, { person: 'B', kioskId: 'K02' })))).toEqual(plain);
    expect(judged(caseOf(known(2), known(1, { person: 'B', phones: ['13900000000'] })))).toEqual(plain);
    expect(judged(caseOf(known(2), claimReport(1)))).toEqual(plain);
    const subject = known(2);
    const lateBy = (ms: number) => {
      const atMs = subject.notAfterMs + ms;
      return known(3, { person: 'B', notBeforeMs: atMs, notAfterMs: atMs, acceptedAtMs: atMs });
    };
    expect(judged(caseOf(subject, lateBy(dayMs)))[1]).toBe('phone-shared');
    expect(judged(caseOf(subject, lateBy(dayMs + 1)))).toEqual(plain);
  });

  test('goes by the kiosk’s own clock only where nothing better bounds the time, and a person looks where nothing does', () => {
    const at = (acceptedAtMs: number | null) => known(1, { person: 'B', notBeforeMs: null, acceptedAtMs });
    expect(judged(caseOf(known(2), at(noonMs)))[1]).toBe('phone-shared');
    expect(judged(caseOf(known(2), at(noonMs - 3 * dayMs)))).toEqual(plain);
    expect(judged(caseOf(known(2), at(null)))[1]).toBe('phone-shared');
  });
});

describe('a claim report', () => {
  test('of a loss that the same customer has reported is rejected and names the first slip', () => {
    const first = claimReport(1, { state: 'accepted' });
    const second = claimReport(2, { state: 'delivered' });
    expect(judgeCase(caseOf(claimReport(3), second, first)).outcome).toEqual({
      state: 'rejected',
      reason: 'already-reported',
      names: 'K01-1-000001',
    });
  });

  test('counts when the other report is another customer’s, another loss, later, taken back, or what it replaces', () => {
    for (const other of [
      claimReport(1, { person: 'B' }),
      claimReport(1, { dayOfLoss: '2026-10-31' }),
      claimReport(3),
      claimReport(1, { state: 'withdrawn' }),
      claimReport(1, { state: 'rejected' }),
      claimReport(1, { state: 'superseded' }),
    ]) {
      expect(judged(caseOf(claimReport(2), other))).toEqual(plain);
    }
    const replaced = claimReport(1, { state: 'needs-info' });
    expect(judged(caseOf(claimReport(2, { supersedes: 'K01-1-000001' }), replaced))).toEqual(plain);
  });

  test('of tomorrow goes to a person, whatever the kiosk’s clock showed; of today it counts', () => {
    const tomorrow = { dayOfLoss: '2026-11-03', claimKey: null } as const;
    expect(judged(caseOf(claimReport(1, { ...tomorrow, acceptedAtMs: noonMs + 365 * dayMs })))).toEqual([
      'needs-info',
      'day-of-loss-in-future',
    ]);
    expect(judged(caseOf(claimReport(1, { dayOfLoss: '2026-11-02' })))).toEqual(plain);
    // A quarter past midnight in China, still the day before in Greenwich.
    const afterMidnight = Date.parse('2026-11-02T16:15:00Z');
    expect(judged(caseOf(claimReport(1, { ...tomorrow, notAfterMs: afterMidnight })))).toEqual(plain);
  });
});

describe('a cancellation', () => {
  test('takes back what is not effective yet, and both sides say so', () => {
    const target = known(1, { state: 'accepted', effectiveAtMs: noonMs + dayMs });
    const cancellation = cancellationOf(target, 2);
    expect(judged(caseOf(cancellation, target))).toEqual(['accepted', 'taken-back']);
    expect(judgeCase(caseOf(target, cancellation)).outcome).toEqual({
      state: 'withdrawn',
      reason: 'cancelled-by-customer',
      names: 'K01-1-000002',
    });
  });

  test('that arrives after the effect is rejected, and the record stays', () => {
    const target = known(1, { state: 'accepted', effectiveAtMs: noonMs + dayMs });
    const inTime = cancellationOf(target, 2, { receivedAtMs: noonMs + dayMs });
    const late = cancellationOf(target, 2, { receivedAtMs: noonMs + dayMs + 1 });
    expect(judged(caseOf(inTime, target))).toEqual(['accepted', 'taken-back']);
    expect(judged(caseOf(late, target))).toEqual(['rejected', 'already-effective']);
    expect(judged(caseOf(target, late))).toEqual(plain);
  });

  test('of a notice is in time only while the kiosk held it back, by one run of its machine', () => {
    const held = claimReport(1, { holdBackMs: 300_000 });
    const after = (ms: number, bootId = held.bootId) =>
      cancellationOf(held, 6, { monotonicMs: held.monotonicMs + ms, bootId });
    expect(judged(caseOf(after(300_000), held))).toEqual(['accepted', 'taken-back']);
    expect(judged(caseOf(held, after(300_000)))[0]).toBe('withdrawn');
    for (const tooLate of [after(300_001), after(1_000, 'another-boot')]) {
      expect(judged(caseOf(tooLate, held))).toEqual(['rejected', 'already-effective']);
      expect(judged(caseOf(held, tooLate))).toEqual(plain);
    }
  });

  test('waits for a record that is not here yet, and after a day for a person', () => {
    const missing = cancellationOf(known(1), 2);
    expect(judged(caseOf(missing))).toEqual(['waiting', 'cancelled-record-not-here']);
    const nowMs = missing.receivedAtMs + dayMs;
    expect(judged({ ...caseOf(missing), nowMs })[0]).toBe('waiting');
    expect(judged({ ...caseOf(missing), nowMs: nowMs + 1 })).toEqual(['needs-info', 'cancels-unknown']);
  });

  test('takes back nothing of another customer, of another kiosk, and no other cancellation', () => {
    const target = known(1);
    const strangers = cancellationOf(target, 2, { person: 'B' });
    expect(judged(caseOf(strangers, target))).toEqual(['rejected', 'not-your-record']);
    expect(judged(caseOf(target, strangers))).toEqual(plain);
    const elsewhere = cancellationOf(target, 2, { kioskId: 'K02' });
    expect(judged(caseOf(elsewhere, target))[0]).toBe('waiting');
    expect(judged(caseOf(target, elsewhere))).toEqual(plain);
    const cancellation = cancellationOf(target, 2);
    const ofCancellation = cancellationOf(cancellation, 3);
    expect(judged(caseOf(ofCancellation, cancellation))).toEqual(['rejected', 'already-effective']);
  });

  test('takes back a parked visit at any time', () => {
    const parked = known(1, { kind: 'parked-visit', effect: 'parked', state: 'needs-info' });
    expect(judged(caseOf(parked, cancellationOf(parked, 2)))[0]).toBe('withdrawn');
  });
});

describe('what only a person can settle', () => {
  test('is a parked visit', () => {
    expect(judged(caseOf(known(1, { kind: 'parked-visit', effect: 'parked' })))).toEqual([
      'needs-info',
      'call-back',
    ]);
  });

  test('is a record that was recovered, also a cancellation, which is carried out all the same', () => {
    expect(judged(caseOf(known(1, { recovered: true })))).toEqual(['needs-info', 'customer-may-not-know']);
    const target = known(1);
    const cancellation = cancellationOf(target, 2, { recovered: true });
    expect(judged(caseOf(cancellation, target))).toEqual(['needs-info', 'customer-may-not-know']);
    expect(judged(caseOf(target, cancellation))[0]).toBe('withdrawn');
  });

  test('is a record without its attachments, after a day', () => {
    const asked = { ...caseOf(known(1)), missingChunks: 1 };
    expect(judged(asked)).toEqual(['waiting', 'attachments-not-here']);
    expect(judged({ ...asked, nowMs: asked.nowMs + dayMs + 1 })).toEqual([
      'needs-info',
      'attachments-missing',
    ]);
    expect(judged({ ...asked, missingChunks: 0, nowMs: asked.nowMs + dayMs + 1 })).toEqual(plain);
  });

  test('is a record with a piece of an attachment that does not open, at once', () => {
    const asked = { ...caseOf(known(1)), missingChunks: 1, unreadableChunks: 1 };
    expect(judged(asked)).toEqual(['needs-info', 'attachments-unreadable']);
  });
});

describe('a resubmission', () => {
  const again = known(2, { supersedes: 'K01-1-000001' });

  test('counts when what it replaces was sent back, also when it is decided a second time', () => {
    for (const state of ['rejected', 'needs-info', 'superseded'] as const)
      expect(judged(caseOf(again, known(1, { state })))).toEqual(plain);
  });

  test('of a record that was not sent back, is unknown or is another customer’s goes to a person', () => {
    for (const state of ['delivered', 'accepted', 'withdrawn'] as const)
      expect(judged(caseOf(again, known(1, { state, phones: [] })))).toEqual([
        'needs-info',
        'supersedes-not-sent-back',
      ]);
    expect(judged(caseOf(again))).toEqual(['needs-info', 'supersedes-unknown']);
    const strangers = known(1, { state: 'rejected', person: 'B', phones: [] });
    expect(judged(caseOf(again, strangers))).toEqual(['needs-info', 'supersedes-unknown']);
  });
});
