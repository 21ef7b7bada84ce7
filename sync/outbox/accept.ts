import * as v from 'valibot';
import { err, ok, type Result } from '../../core/lib/result.ts';
import type { ClockEvidence } from '../../core/records/envelope.ts';
import { errandRecordSchema, type ErrandRecord } from '../../core/records/errand-record.ts';
import { cutIntoPieces, type Attachment } from './attachments.ts';

/**
 * Why a record is not accepted; the customer may try again with the same transaction id. `cause` is a code or the
 * name of an exception, never personal.
 */
export type AcceptTrouble = {
  readonly code:
    | 'record-invalid'
    | 'record-too-large'
    | 'seal-failed'
    | 'database-failed'
    | 'journal-failed'
    | 'closed'
    /** As much waits without a receipt as the rules pack allows; `cause` is the bound. */
    | 'offline-limit'
    /** The rules pack itself has run out. */
    | 'rules-expired';
  readonly cause: string;
};

/** The person at the screen gave it; the outbox adds the time, and the attachments their places. */
export type Draft = Omit<ErrandRecord, 'acceptedAt' | 'attachments'>;

export type AcceptOptions = {
  /** Slip number of the record that was sent back and that this one takes the place of. */
  readonly supersedes?: string;
  readonly attachments?: readonly Attachment[];
  /** Order group of the record that this one takes back; absent: that of its own person. */
  readonly orderGroup?: number;
};

/** A record on its way into the queue. */
export type Order = {
  readonly record: ErrandRecord;
  /** As of the record's `acceptedAt`. */
  readonly clock: ClockEvidence;
  readonly pieces: readonly Uint8Array[];
  readonly supersedes: string | null;
  /** Of the record that this one takes back; null: that of its own person. */
  readonly orderGroup: number | null;
};

/** The record as it will be sealed. Only places are named in an error: what stood there may be personal. */
export function orderOf(
  draft: Draft,
  options: AcceptOptions,
  now: { readonly acceptedAt: string; readonly clock: ClockEvidence },
): Result<Order, AcceptTrouble> {
  const cut = cutIntoPieces(options.attachments ?? []);
  if (!cut.ok) return err({ code: 'record-too-large', cause: `${cut.error} pieces` });
  const attachments = cut.value.list.length === 0 ? {} : { attachments: cut.value.list };
  const record = recordOf({ ...draft, ...attachments }, now.acceptedAt);
  if (!record.ok) return record;
  const { supersedes = null, orderGroup = null } = options;
  return ok({ record: record.value, clock: now.clock, pieces: cut.value.pieces, supersedes, orderGroup });
}

function recordOf(
  draft: Omit<ErrandRecord, 'acceptedAt'>,
  acceptedAt: string,
): Result<ErrandRecord, AcceptTrouble> {
  const record = v.safeParse(errandRecordSchema, { ...draft, acceptedAt });
  if (record.success) return ok(record.output);
  const paths = record.issues.map((issue) => v.getDotPath(issue) ?? issue.type);
  return err({ code: 'record-invalid', cause: paths.join(' ') });
}

/** The class of an error; its message may quote what it failed on. */
export function nameOf(cause: unknown): string {
  return cause instanceof Error ? cause.name : typeof cause;
}
