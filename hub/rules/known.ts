import type { ErrandRecord } from '../../core/records/errand-record.ts';
import type { Day } from '../../core/lib/clock.ts';
import type { Place } from '../incidents/incidents.ts';

/** `delivered`: nothing decided yet. `superseded`: sent back, and another record took its place. */
export const recordStates = [
  'delivered',
  'accepted',
  'rejected',
  'needs-info',
  'withdrawn',
  'superseded',
] as const;
export type RecordState = (typeof recordStates)[number];

/** An opened record with what rules ask of it. Times are milliseconds since 1970. */
export type Known = {
  readonly place: Place;
  readonly slipNumber: string;
  readonly transactionId: string;
  readonly kind: ErrandRecord['kind'];
  readonly effect: ErrandRecord['effect'];
  /** The number on the card. */
  readonly person: string;
  readonly phones: readonly string[];
  /** Two claim reports with the same one are about the same loss; null for anything else. */
  readonly claimKey: string | null;
  readonly dayOfLoss: Day | null;
  /** Transaction that a cancellation takes back. */
  readonly cancels: string | null;
  /** Slip number of the record whose place it takes. */
  readonly supersedes: string | null;
  readonly recovered: boolean;
  readonly bootId: string;
  readonly monotonicMs: number;
  readonly holdBackMs: number;
  /** The kiosk's own clock; null when it names no day that there is. */
  readonly acceptedAtMs: number | null;
  /** It was accepted between the two, by the hub's clock; `notBeforeMs` null when nothing bounds it. */
  readonly notBeforeMs: number | null;
  readonly notAfterMs: number;
  readonly receivedAtMs: number;
  readonly state: RecordState;
  readonly isSettled: boolean;
  readonly effectiveAtMs: number | null;
};

/** One question to the rules. */
export type Case = {
  readonly subject: Known;
  /** Everything that has to do with it, and possibly more, in no order. The subject itself is not among it. */
  readonly others: readonly Known[];
  /** Of the attachments that its header names. */
  readonly missingChunks: number;
  /** Of those that are here. */
  readonly unreadableChunks: number;
  readonly nowMs: number;
};
