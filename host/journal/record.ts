import { createHash } from 'node:crypto';
import * as v from 'valibot';
import { incidentCodes } from '../../core/contract/calls.ts';
import { envelopeSchema, receiptSchema } from '../../core/records/envelope.ts';
import { printOutcomeSchema } from '../../core/slips/slip.ts';

/** Kiosk wall clock, ISO 8601 UTC: evidence, never order. */
const at = v.pipe(v.string(), v.isoTimestamp());
const print = { at, transactionId: v.string(), attempt: v.number() };

/** One line of the journal. Customers' data stands here only inside a sealed envelope (I4). */
export const journalRecordSchema = v.variant('kind', [
  v.object({
    kind: v.literal('opened'),
    at,
    version: v.literal(1),
    kioskId: v.string(),
    epoch: v.number(),
    /** Length of the torn last record that was cut off, 0 when there was none. */
    tornBytes: v.number(),
  }),
  v.object({ kind: v.literal('envelope'), at, envelope: envelopeSchema, recovered: v.boolean() }),
  v.object({ kind: v.literal('receipt'), at, receipt: receiptSchema }),
  v.object({ kind: v.literal('incident'), at, code: v.picklist(incidentCodes), detail: v.string() }),
  v.object({ kind: v.literal('print-begun'), ...print }),
  v.object({ kind: v.literal('print-ended'), ...print, outcome: printOutcomeSchema }),
]);
export type JournalRecord = v.InferOutput<typeof journalRecordSchema>;

/** First 16 hex digits of the SHA-256 of the JSON, a blank, the JSON, a line feed. */
export function lineOf(record: JournalRecord): Buffer {
  const json = Buffer.from(JSON.stringify(record));
  return Buffer.concat([Buffer.from(`${digestOf(json)} `), json, Buffer.from('\n')]);
}

/** @param line without its line feed; null when it is damaged or of a later version */
export function recordOf(line: Buffer): JournalRecord | null {
  const json = line.subarray(digestLength + 1);
  if (line.subarray(0, digestLength).toString('latin1') !== digestOf(json)) return null;
  try {
    const record = v.safeParse(journalRecordSchema, JSON.parse(json.toString('utf8')));
    return record.success ? record.output : null;
  } catch {
    return null;
  }
}

const digestLength = 16;

function digestOf(json: Buffer): string {
  return createHash('sha256').update(json).digest('hex').slice(0, digestLength);
}
