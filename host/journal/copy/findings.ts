import type { Envelope, Receipt } from '../../../core/records/envelope.ts';
import type { Books } from '../books.ts';
import { isGenuine, type Enrolled } from '../genuine.ts';
import { recordOf, type JournalRecord } from '../record.ts';
import { linesIn, type JournalPlace } from '../segments.ts';

/** What other journals have that this one lacks and still needs. */
export type Findings = {
  receipt: Receipt | null;
  readonly envelopes: Map<number, { readonly envelope: Envelope; readonly recovered: boolean }>;
  /** By what makes each the same in two copies. */
  readonly others: Map<string, Other>;
  /** Sequence of each transaction whose envelope was seen, wanted or not. */
  readonly sequences: Map<string, number>;
};

export type Other = Extract<JournalRecord, { kind: 'chunk' | 'print-begun' | 'print-ended' | 'incident' }>;

export function noFindings(): Findings {
  return { receipt: null, envelopes: new Map(), others: new Map(), sequences: new Map() };
}

/**
 * Reads one segment line by line and notes what the books lack. A line counts by itself: its CRC, its shape, and its
 * signature by this enrolment's keys.
 *
 * @throws what the disk throws
 */
export async function findIn(
  at: JournalPlace,
  segment: string,
  books: Books,
  enrolled: Enrolled,
  findings: Findings,
): Promise<void> {
  for await (const { bytes, ended } of linesIn(at, segment)) {
    const record = ended ? recordOf(bytes) : null;
    if (record !== null) note(record, books, enrolled, findings);
  }
}

function note(record: JournalRecord, books: Books, enrolled: Enrolled, findings: Findings): void {
  switch (record.kind) {
    case 'envelope':
      return noteEnvelope(record, books, enrolled, findings);
    case 'receipt':
      return noteReceipt(record.receipt, books, enrolled, findings);
    case 'carried':
      for (const receipt of record.receipts) noteReceipt(receipt, books, enrolled, findings);
      return;
    case 'chunk':
      if (!books.chunks.has(record.chunk) && isGenuine(enrolled, record))
        noteOther(record.chunk.hash, record, findings);
      return;
    case 'print-begun':
    case 'print-ended': {
      const { kind, transactionId, attempt } = record;
      const known = books.prints.outcomeOf(transactionId, attempt);
      if (known === null || (known === 'begun' && kind === 'print-ended'))
        noteOther(`${kind} ${transactionId} ${attempt}`, record, findings);
      return;
    }
    case 'incident':
      if (!books.incidents.has(record))
        noteOther(`${record.at} ${record.code} ${record.detail}`, record, findings);
      return;
    default: // what a journal says of itself
  }
}

function noteEnvelope(
  record: Extract<JournalRecord, { kind: 'envelope' }>,
  { chain }: Books,
  enrolled: Enrolled,
  { envelopes, sequences }: Findings,
): void {
  const { sequence, transactionId } = record.envelope.header;
  if (!isGenuine(enrolled, record)) return;
  sequences.set(transactionId, sequence);
  // What the hub has receipted is with the hub: nobody needs it here again.
  if (sequence > chain.receiptedSequence && !chain.has(sequence) && !envelopes.has(sequence))
    envelopes.set(sequence, record);
}

function noteOther(key: string, record: Other, { others }: Findings): void {
  if (!others.has(key)) others.set(key, record);
}

function noteReceipt(receipt: Receipt, { chain }: Books, enrolled: Enrolled, findings: Findings): void {
  const best = findings.receipt?.upToSequence ?? chain.receiptedSequence;
  const record = { kind: 'receipt', at: '', receipt } as const;
  if (receipt.upToSequence > best && isGenuine(enrolled, record)) findings.receipt = receipt;
}
