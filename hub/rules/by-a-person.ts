import { longestWaitMs, type Rule } from './rule.ts';

/** The customer left or was interrupted; nothing takes effect before somebody has rung. */
export const parkedVisit: Rule = {
  id: 'parked-visit',
  judge: ({ subject }) =>
    subject.kind === 'parked-visit' ? { state: 'needs-info', reason: 'call-back' } : null,
};

/** Found after a crash in one of the kiosk's two stores: nobody knows whether its customer was told "accepted". */
export const recovered: Rule = {
  id: 'recovered',
  judge: ({ subject }) =>
    subject.recovered ? { state: 'needs-info', reason: 'customer-may-not-know' } : null,
};

/** It names pieces of attachments that are not here, or that nobody can read. */
export const attachments: Rule = {
  id: 'attachments',
  judge({ subject, missingChunks, unreadableChunks, nowMs }) {
    if (unreadableChunks > 0) return { state: 'needs-info', reason: 'attachments-unreadable' };
    if (missingChunks === 0) return null;
    return nowMs - subject.receivedAtMs > longestWaitMs
      ? { state: 'needs-info', reason: 'attachments-missing' }
      : { state: 'waiting', reason: 'attachments-not-here' };
  },
};
