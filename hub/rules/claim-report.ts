import { dayIn } from './day-in-china.ts';
import { isBefore } from './order.ts';
import type { Rule } from './rule.ts';

/** The same customer has reported the same loss before; the first report counts. */
export const alreadyReported: Rule = {
  id: 'already-reported',
  judge({ subject, others }) {
    if (subject.claimKey === null) return null;
    const first = others
      .filter(({ person, claimKey }) => person === subject.person && claimKey === subject.claimKey)
      .filter(({ state }) => state === 'delivered' || state === 'accepted' || state === 'needs-info')
      .filter((other) => isBefore(other, subject) && other.slipNumber !== subject.supersedes)
      .reduce<(typeof others)[number] | null>(
        (found, next) => (found === null || isBefore(next, found) ? next : found),
        null,
      );
    return first === null ? null : { state: 'rejected', reason: 'already-reported', names: first.slipNumber };
  },
};

/** Later than the latest day on which it can have been reported, whatever the kiosk's clock showed. */
export const dayOfLossInFuture: Rule = {
  id: 'day-of-loss-in-future',
  judge({ subject: { dayOfLoss, notAfterMs } }) {
    const isInFuture = dayOfLoss !== null && dayOfLoss > dayIn(notAfterMs);
    return isInFuture ? { state: 'needs-info', reason: 'day-of-loss-in-future' } : null;
  },
};
