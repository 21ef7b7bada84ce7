import { describe, expect, it } from 'vitest';
import type { ErrandRecord } from '../../../core/records/errand-record.ts';
import { builtInRulesPack, type RulesPack } from '../../../core/rules/rules-pack.ts';
import { holdBackSecondsOf, urgencyOf } from '../../../core/rules/urgency.ts';

const rules: RulesPack = {
  ...builtInRulesPack,
  urgency: { cancellation: 'deferrable', 'parked-visit': 'deferrable' },
  holdBackSeconds: { 'contact-change': 600, 'claim-report': 1e9, cancellation: 60 },
  severe: [{ question: 'what', option: 'death' }],
};
const about = (kind: ErrandRecord['kind'], option = 'illness') => ({
  kind,
  answers: { what: { kind: 'choice', option, by: 'customer' } } as const,
});

describe('the urgency of a record', () => {
  it('is what the pack says of its kind, and ordinary where it says nothing', () => {
    expect(urgencyOf(about('parked-visit'), rules)).toBe('deferrable');
    expect(urgencyOf(about('contact-change'), rules)).toBe('ordinary');
  });

  it('is the highest for a severe answer, whatever the kind', () => {
    expect(urgencyOf(about('claim-report', 'death'), rules)).toBe('urgent');
    expect(urgencyOf(about('parked-visit', 'death'), rules)).toBe('urgent');
  });

  it('does not mistake other answers to the same question, or of another kind, for a severe one', () => {
    const day = { kind: 'claim-report', answers: { what: { kind: 'day', day: 'death', by: 'customer' } } };
    expect(urgencyOf(day as never, rules)).toBe('ordinary');
    expect(urgencyOf({ kind: 'claim-report', answers: {} }, rules)).toBe('ordinary');
  });

  it('is the highest for a cancellation, although the pack says otherwise', () => {
    expect(urgencyOf(about('cancellation'), rules)).toBe('urgent');
  });

  it('calls a death and a stay in hospital severe before any pack has come', () => {
    for (const option of ['death', 'hospital-stay'])
      expect(urgencyOf(about('claim-report', option), builtInRulesPack)).toBe('urgent');
  });
});

describe('the hold-back of a record', () => {
  it('is that of its kind, nothing where the pack names none, and never more than a day', () => {
    expect(holdBackSecondsOf('contact-change', rules)).toBe(600);
    expect(holdBackSecondsOf('parked-visit', rules)).toBe(0);
    expect(holdBackSecondsOf('claim-report', rules)).toBe(86_400);
  });

  it('is never that of a cancellation', () => {
    expect(holdBackSecondsOf('cancellation', rules)).toBe(0);
  });
});
