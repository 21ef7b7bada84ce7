import type { StringKey } from '../strings/catalogue.ts';

/** Why a record was not accepted: the outbox's own codes, and what the journey adds. */
export const acceptFailures = [
  'record-invalid',
  'record-too-large',
  'seal-failed',
  'database-failed',
  'database-unavailable',
  'journal-failed',
  'closed',
  /** As much waits without the hub's receipt as the insurer allows: details only, staff call back. */
  'offline-limit',
  /** The insurer's rules for taking errands offline have run out. */
  'rules-expired',
  /** Nobody has answered yet; the answer may still come. */
  'accept-timed-out',
  /** A code that this version does not know. */
  'unknown',
] as const;
export type AcceptFailure = (typeof acceptFailures)[number];

export function acceptFailureOf(reason: string): AcceptFailure {
  return acceptFailures.find((known) => known === reason) ?? 'unknown';
}

/** What the customer hears: trying again, waiting, or a person. The customer need not know more; staff do. */
export const acceptWords = {
  'record-invalid': 'accept-failed.needs-staff',
  'record-too-large': 'accept-failed.needs-staff',
  'seal-failed': 'accept-failed.needs-staff',
  'database-failed': 'accept-failed.try-again',
  'database-unavailable': 'accept-failed.needs-staff',
  'journal-failed': 'accept-failed.try-again',
  closed: 'accept-failed.needs-staff',
  'offline-limit': 'accept-failed.needs-staff',
  'rules-expired': 'accept-failed.needs-staff',
  'accept-timed-out': 'accept-failed.slow',
  unknown: 'accept-failed.try-again',
} as const satisfies Readonly<Record<AcceptFailure, StringKey>>;
