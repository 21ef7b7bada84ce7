import { isCancelledBy, takesBack } from './cancellation.ts';
import { newPhone, sharesPhone } from './contact-change.ts';
import type { Case, Known } from './known.ts';
import { isBefore } from './order.ts';

/**
 * Which of the others are to be decided again, now that the subject is here or in another state. It makes the outcome
 * independent of who arrived first: a rule never has to guess what is still to come.
 *
 * It ends: a later record of the same customer is touched by a change only, and everything else by the mere existence
 * of the subject, which then no longer changes it.
 */
export function touchedBy({ subject, others, nowMs }: Case, hasChanged: boolean): readonly Known[] {
  return others.filter((other) => !isFinal(other) && isTouched(subject, other, { nowMs, hasChanged }));
}

function isFinal({ state, isSettled }: Known): boolean {
  return isSettled || state === 'withdrawn' || state === 'superseded';
}

function isTouched(
  subject: Known,
  other: Known,
  { nowMs, hasChanged }: { readonly nowMs: number; readonly hasChanged: boolean },
): boolean {
  // What has taken effect cannot be held back any more.
  const isOpen = other.effectiveAtMs === null || other.effectiveAtMs > nowMs;
  if (other.state === 'accepted' && isOpen && newPhone(other) !== null && sharesPhone(subject, other))
    return true;
  if (subject.kind === 'cancellation' && takesBack(subject, other)) return true;
  if (other.kind === 'cancellation' && isCancelledBy(subject, other) && other.state !== 'accepted')
    return hasChanged;
  if (other.supersedes === subject.slipNumber && other.state === 'needs-info') return hasChanged;
  return hasChanged && isOpen && isLaterOfSameMatter(subject, other);
}

function isLaterOfSameMatter(subject: Known, other: Known): boolean {
  if (other.person !== subject.person || !isBefore(subject, other)) return false;
  const isSameClaim = subject.claimKey !== null && other.claimKey === subject.claimKey;
  return isSameClaim || (newPhone(subject) !== null && newPhone(other) !== null);
}
