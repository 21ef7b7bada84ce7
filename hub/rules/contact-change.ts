import type { Known } from './known.ts';
import { isBefore } from './order.ts';
import type { Rule } from './rule.ts';

const dayMs = 24 * 3_600_000;

/** The customer gives the number that was accepted for them last: nothing changes, so nothing is to be checked. */
export const phoneUnchanged: Rule = {
  id: 'phone-unchanged',
  judge({ subject, others }) {
    const phone = newPhone(subject);
    if (phone === null) return null;
    const recorded = others
      .filter((other) => other.person === subject.person && newPhone(other) !== null)
      .filter((other) => other.state === 'accepted' && isBefore(other, subject))
      .reduce<Known | null>((last, next) => (last === null || isBefore(last, next) ? next : last), null);
    return recorded !== null && newPhone(recorded) === phone
      ? { state: 'accepted', reason: 'phone-unchanged', names: recorded.slipNumber }
      : null;
  },
};

/** Several customers of one kiosk gave the same number within a day: perhaps a helper's, perhaps a swindler's. */
export const phoneShared: Rule = {
  id: 'phone-shared',
  judge({ subject, others }) {
    if (newPhone(subject) === null) return null;
    const sharers = others
      .filter((other) => sharesPhone(subject, other))
      .map(({ slipNumber }) => slipNumber)
      .toSorted();
    const [names] = sharers;
    return names === undefined ? null : { state: 'needs-info', reason: 'phone-shared', names };
  },
};

/** Whether two customers at one kiosk gave a same number within a day of each other. Does not ask who came first. */
export function sharesPhone(a: Known, b: Known): boolean {
  return (
    a.place.kioskId === b.place.kioskId &&
    a.person !== b.person &&
    a.phones.some((phone) => b.phones.includes(phone)) &&
    mayBeWithinADay(a, b)
  );
}

/** The number that a contact change would put on record; null where it changes something else. */
export function newPhone({ kind, phones }: Known): string | null {
  return kind === 'contact-change' ? (phones[0] ?? null) : null;
}

/** By the bounds where both have them; else by the kiosk's own clock, which then is all there is. */
function mayBeWithinADay(a: Known, b: Known): boolean {
  if (a.notBeforeMs !== null && b.notBeforeMs !== null)
    return a.notBeforeMs - b.notAfterMs <= dayMs && b.notBeforeMs - a.notAfterMs <= dayMs;
  return (
    a.acceptedAtMs === null || b.acceptedAtMs === null || Math.abs(a.acceptedAtMs - b.acceptedAtMs) <= dayMs
  );
}
