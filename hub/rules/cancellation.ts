import { unreachable } from '../../core/lib/unreachable.ts';
import type { Case, Known } from './known.ts';
import { longestWaitMs, type Rule } from './rule.ts';

/** A record can be taken back for this long after the hub has accepted it; then it takes effect. A policy, not a fact. */
export const effectAfterMs = 24 * 3_600_000;

/** What a cancellation names: a transaction of the same kiosk. */
export function isCancelledBy(target: Known, cancellation: Known): boolean {
  return target.place.kioskId === cancellation.place.kioskId && target.transactionId === cancellation.cancels;
}

/** Whether `cancellation` takes `target` back: it names it, is of the same customer, and comes in time. */
export function takesBack(cancellation: Known, target: Known): boolean {
  return (
    isCancelledBy(target, cancellation) &&
    cancellation.person === target.person &&
    !isEffective(target, cancellation)
  );
}

/** A notice counts from the moment it leaves the kiosk; what is checked first, from the end of {@link effectAfterMs}. */
function isEffective(target: Known, cancellation: Known): boolean {
  switch (target.effect) {
    case 'finished':
      return !isWithinHold(target, cancellation);
    case 'not-yet-effective':
      return target.effectiveAtMs !== null && cancellation.receivedAtMs > target.effectiveAtMs;
    case 'parked':
      return false;
    case 'cancelled':
      return true;
    default:
      return unreachable(target.effect);
  }
}

/** By the kiosk's monotonic clock; when its machine was started anew in between, a person decides. */
function isWithinHold(target: Known, cancellation: Known): boolean {
  return (
    target.bootId === cancellation.bootId &&
    cancellation.monotonicMs - target.monotonicMs <= target.holdBackMs
  );
}

/** The customer has taken this record back, whichever of the two arrived first. */
export const withdrawal: Rule = {
  id: 'withdrawal',
  judge({ subject, others }) {
    const cancellation = others.find((other) => other.kind === 'cancellation' && takesBack(other, subject));
    return cancellation === undefined
      ? null
      : { state: 'withdrawn', reason: 'cancelled-by-customer', names: cancellation.slipNumber };
  },
};

/** 撤销: urgent, so that it often arrives before what it takes back. */
export const cancellation: Rule = {
  id: 'cancellation',
  judge(asked) {
    const { subject, others } = asked;
    if (subject.kind !== 'cancellation') return null;
    const target = others.find((other) => isCancelledBy(other, subject));
    if (target === undefined)
      return hasWaitedLong(asked)
        ? { state: 'needs-info', reason: 'cancels-unknown' }
        : { state: 'waiting', reason: 'cancelled-record-not-here' };
    const names = target.slipNumber;
    if (target.person !== subject.person) return { state: 'rejected', reason: 'not-your-record', names };
    if (!takesBack(subject, target)) return { state: 'rejected', reason: 'already-effective', names };
    // The next rules may still have something to say of a cancellation of which its customer was not told.
    return subject.recovered ? null : { state: 'accepted', reason: 'taken-back', names };
  },
};

function hasWaitedLong({ subject, nowMs }: Case): boolean {
  return nowMs - subject.receivedAtMs > longestWaitMs;
}
