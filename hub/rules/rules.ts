import { attachments, parkedVisit, recovered } from './by-a-person.ts';
import { cancellation, withdrawal } from './cancellation.ts';
import { alreadyReported, dayOfLossInFuture } from './claim-report.ts';
import { phoneShared, phoneUnchanged } from './contact-change.ts';
import type { Case } from './known.ts';
import type { Outcome } from './outcome.ts';
import { resubmission } from './resubmission.ts';
import type { Rule } from './rule.ts';

/** The first that has something to say decides. */
const rules: readonly Rule[] = [
  withdrawal,
  cancellation,
  attachments,
  resubmission,
  alreadyReported,
  recovered,
  parkedVisit,
  dayOfLossInFuture,
  phoneUnchanged,
  phoneShared,
];

export type Ruling = { readonly rule: string; readonly outcome: Outcome };

/** Decides a case. Pure: the same case is decided the same way on every hub and on every day. */
export function judgeCase(asked: Case): Ruling {
  for (const { id, judge } of rules) {
    const outcome = judge(asked);
    if (outcome !== null) return { rule: id, outcome };
  }
  return { rule: 'default', outcome: { state: 'accepted', reason: 'nothing-against-it' } };
}
