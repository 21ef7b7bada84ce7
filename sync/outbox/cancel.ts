import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { err, ok, type Result } from '../../core/lib/result.ts';
import type { EnvelopeHeader } from '../../core/records/envelope.ts';
import { errandIds, type ErrandRecord } from '../../core/records/errand-record.ts';
import type { Acceptance } from '../../core/journeys/visit.ts';
import { nameOf, type AcceptOptions, type AcceptTrouble, type Draft } from './accept.ts';
import type { Row } from './db.ts';
import type { DepartedRecords } from './departed.ts';
import type { WaitingRows } from './waiting-rows.ts';

/** Who takes the record back; the hub holds it against the person in the record, which only the hub can read. */
export type Canceller = Pick<ErrandRecord, 'person' | 'language'>;

/** For a kiosk that knows only the slip. */
export const nobodyNamed: Canceller = { person: { name: '', number: '' }, language: 'zh-CN' };

/** `not-cancellable`: details for a call-back promise nothing, and a cancellation is not taken back. */
export type CancelTrouble = { readonly code: 'not-waiting' | 'not-cancellable'; readonly cause: string };

/** Always the same for one record: asking twice makes one cancellation. RFC 9562 version 8, from a hash. */
export function cancellationIdOf(transactionId: string): string {
  const hex = bytesToHex(sha256(utf8ToBytes(`care-kiosk cancellation 1\n${transactionId}`)));
  const parts = [hex.slice(0, 8), hex.slice(8, 12), `8${hex.slice(13, 16)}`, `a${hex.slice(17, 20)}`];
  return [...parts, hex.slice(20, 32)].join('-');
}

type Cancellation = { readonly draft: Draft; readonly options: AcceptOptions };

/** What is known of the records that wait, and of those that have left. */
export type Records = {
  readonly rows: Pick<WaitingRows, 'of'>;
  readonly departed: Pick<DepartedRecords, 'of'>;
  readonly read: (sequences: readonly number[]) => Promise<readonly Row[]>;
};

/** What is to be accepted so that a record that still waits is taken back, or the answer when that has left already. */
export async function cancellationIn(
  { rows, departed, read }: Records,
  transactionId: string,
  canceller: Canceller,
): Promise<Result<Cancellation | Acceptance, AcceptTrouble | CancelTrouble>> {
  const left = departed.of(cancellationIdOf(transactionId));
  if (left !== null) return ok(left);
  const waiting = rows.of(transactionId);
  if (waiting === null) {
    const cause = departed.of(transactionId) === null ? 'unknown' : 'with-the-hub';
    return err({ code: 'not-waiting', cause });
  }
  try {
    const [row] = await read([waiting.sequence]);
    if (row === undefined) return err({ code: 'database-failed', cause: 'row-unreadable' });
    return cancellationOf(row.envelope.header, canceller);
  } catch (cause) {
    return err({ code: 'database-failed', cause: nameOf(cause) });
  }
}

/** The record that takes another back. It stands in the other's order group, whoever is named. */
function cancellationOf(
  cancelled: EnvelopeHeader,
  canceller: Canceller,
): Result<Cancellation, CancelTrouble> {
  const errand = errandIds.find((id) => id === cancelled.kind);
  if (errand === undefined) return err({ code: 'not-cancellable', cause: cancelled.kind });
  const draft: Draft = {
    version: 1,
    transactionId: cancellationIdOf(cancelled.transactionId),
    kind: 'cancellation',
    errand,
    effect: 'cancelled',
    ...canceller,
    answers: {},
    cancels: cancelled.transactionId,
  };
  return ok({ draft, options: { orderGroup: cancelled.orderGroup } });
}
