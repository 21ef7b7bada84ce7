import type { JournalMark } from '../../core/contract/calls.ts';
import { unreachable } from '../../core/lib/unreachable.ts';
import type { Receipt } from '../../core/records/envelope.ts';
import { ChainBook } from './chain-book.ts';
import { ChunkBook } from './chunk-book.ts';
import { IncidentBook } from './incident-book.ts';
import { PrintBook } from './print-book.ts';
import { ReceiptBook } from './receipt-book.ts';
import type { Carried, JournalRecord } from './record.ts';
import type { Place } from './segments.ts';

/** What is known of a journal without reading it again. */
export type Books = {
  readonly chain: ChainBook;
  readonly chunks: ChunkBook;
  readonly prints: PrintBook;
  readonly incidents: IncidentBook;
  readonly receipts: ReceiptBook;
  /** Of this journal from its first line on; null before it. */
  journalId: string | null;
  /** What stood before the oldest segment, once one has been removed. */
  removedUpTo: Pick<Carried, 'serial' | 'chain'> | null;
};

export function emptyBooks(kioskId: string, epoch: number): Books {
  return {
    chain: new ChainBook(kioskId, epoch),
    chunks: new ChunkBook(),
    prints: new PrintBook(),
    incidents: new IncidentBook(),
    receipts: new ReceiptBook(),
    journalId: null,
    removedUpTo: null,
  };
}

export function enter(books: Books, record: JournalRecord, place: Place): void {
  const { segment } = place;
  switch (record.kind) {
    case 'opened':
      books.journalId ??= record.journalId;
      return;
    case 'envelope':
      books.receipts.takeEnvelope(record.envelope, place);
      return books.chain.takeEnvelope(record, place);
    case 'chunk':
      return books.chunks.take(record.chunk, place);
    case 'receipt':
      return enterReceipt(books, record.receipt, segment);
    case 'incident':
      return books.incidents.take(record, segment);
    case 'resolved':
      return books.incidents.takeResolved(record, segment);
    case 'print-begun':
      return books.prints.take(record.transactionId, record.attempt, 'begun', segment);
    case 'print-ended':
      return books.prints.take(record.transactionId, record.attempt, record.outcome, segment);
    case 'carried':
      return enterCarried(books, record, segment);
    case 'removed':
      return;
    default:
      return unreachable(record);
  }
}

function enterReceipt(books: Books, receipt: Receipt, segment: string): void {
  books.receipts.takeReceipt(receipt, segment);
  books.chain.takeReceipt(receipt);
}

function enterCarried(books: Books, carried: Carried, segment: string): void {
  books.removedUpTo = { serial: carried.serial, chain: carried.chain };
  for (const receipt of carried.receipts) enterReceipt(books, receipt, segment);
  for (const { transactionId, attempt, outcome } of carried.prints)
    books.prints.take(transactionId, attempt, outcome, segment);
  for (const incident of carried.incidents) books.incidents.take(incident, segment);
}

export function markOf({ chain, chunks }: Books, tornTail: boolean): JournalMark {
  return chain.mark(tornTail, (entry) => chunks.hasAll(entry));
}

export function forget(books: Books, segments: ReadonlySet<string>): void {
  for (const book of [books.chain, books.chunks, books.prints, books.incidents, books.receipts])
    book.forget(segments);
}
