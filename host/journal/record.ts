import * as v from 'valibot';
import { incidentCodes } from '../../core/contract/calls.ts';
import { chunkSchema, envelopeSchema, receiptSchema } from '../../core/records/envelope.ts';
import { printOutcomeSchema } from '../../core/slips/slip.ts';
import { readFramed } from './line.ts';

/** Kiosk wall clock, ISO 8601 UTC: evidence, never order. */
const at = v.pipe(v.string(), v.isoTimestamp());
const print = { at, transactionId: v.string(), attempt: v.number() };
const incident = { at, code: v.picklist(incidentCodes), detail: v.string() };
const serial = v.pipe(v.number(), v.integer(), v.minValue(1));

/** One line of the journal. Customers' data stands here only inside a sealed envelope or chunk (I4). */
const journalRecordSchema = v.variant('kind', [
  v.object({
    kind: v.literal('opened'),
    at,
    version: v.literal(2),
    /** Of this journal from its first line on; two journals of one kiosk have two. */
    journalId: v.pipe(v.string(), v.regex(/^[0-9a-f]{8}$/)),
    kioskId: v.string(),
    epoch: v.number(),
    /** Length of the torn last record that was cut off, 0 when there was none. */
    tornBytes: v.number(),
  }),
  v.object({
    kind: v.literal('envelope'),
    at,
    envelope: envelopeSchema,
    recovered: v.boolean(),
    /** Sequence of the first of those that were appended with it; absent: it came alone. */
    from: v.optional(serial),
  }),
  v.object({ kind: v.literal('chunk'), at, chunk: chunkSchema }),
  v.object({ kind: v.literal('receipt'), at, receipt: receiptSchema }),
  v.object({ kind: v.literal('incident'), ...incident }),
  /** Every incident of that code so far is over. */
  v.object({ kind: v.literal('resolved'), ...incident }),
  v.object({ kind: v.literal('print-begun'), ...print }),
  v.object({ kind: v.literal('print-ended'), ...print, outcome: printOutcomeSchema }),
  /** What must outlive the segments up to `serial`, which are about to be removed. */
  v.object({
    kind: v.literal('carried'),
    at,
    serial,
    /** Chain value of their last line: what the first line that stays continues. */
    chain: v.string(),
    /** Of enrolments whose envelopes stand in segments that stay. */
    receipts: v.array(receiptSchema),
    prints: v.array(
      v.object({
        transactionId: v.string(),
        attempt: v.number(),
        outcome: v.union([v.literal('begun'), printOutcomeSchema]),
      }),
    ),
    incidents: v.array(v.object(incident)),
  }),
  v.object({
    kind: v.literal('removed'),
    at,
    segments: v.array(v.string()),
    why: v.picklist(['age', 'room']),
  }),
]);
export type JournalRecord = v.InferOutput<typeof journalRecordSchema>;
export type Carried = Extract<JournalRecord, { kind: 'carried' }>;

/** Null when it is of a later version of this program. */
export function parseRecord(json: Buffer): JournalRecord | null {
  try {
    const record = v.safeParse(journalRecordSchema, JSON.parse(json.toString('utf8')));
    return record.success ? record.output : null;
  } catch {
    return null;
  }
}

/** @param line without its line feed; null when it is damaged or of a later version */
export function recordOf(line: Buffer): JournalRecord | null {
  const read = readFramed(line);
  return read && parseRecord(read.json);
}
