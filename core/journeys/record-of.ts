import { addressOn } from '../identity/id-card.ts';
import { can, effectOf } from '../rules/can.ts';
import { errandOf } from './errands/all.ts';
import { chosenOption } from './errands/errand.ts';
import type { Effect, Work } from './visit.ts';

export type NewRecord = Extract<Effect, { do: 'accept' }>['record'];

/** What an errand does when it is accepted; null where the rules keep it from being accepted here. */
export function effectOfWork(work: Work): 'finished' | 'not-yet-effective' | null {
  const item = errandOf(work).item(work.answers);
  return item === null ? null : effectOf(can(item));
}

/** The record to accept. Only an errand that the rules let through gets here, so anything else is a bug. */
export function recordOf(work: Work): NewRecord {
  const effect = effectOfWork(work);
  if (effect === null) throw new Error(`${work.errand} may not be accepted here`);
  return { ...common(work), kind: work.errand, effect };
}

/**
 * What was answered so far, for staff to call back. It keeps the transaction id: should an `accept` of the same work
 * still be on its way, only one of the two can ever be stored.
 */
export function parkedRecordOf(work: Work): NewRecord {
  return { ...common(work), kind: 'parked-visit', effect: 'parked' };
}

function common(work: Work) {
  const { name, number } = work.card;
  const wantsCardAddress = chosenOption(work.answers['address-source']) === 'same-as-card';
  const address = wantsCardAddress ? addressOn(work.card) : null;
  return {
    version: 1,
    transactionId: work.transactionId,
    errand: work.errand,
    person: { name, number, ...(address === null ? {} : { address }) },
    answers: { ...work.answers },
  } as const;
}
