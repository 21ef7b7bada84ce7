import type { incidentCodes } from '../../core/contract/calls.ts';
import { unreachable } from '../../core/lib/unreachable.ts';
import { ChainBook } from './chain-book.ts';
import { PrintBook } from './print-book.ts';
import type { JournalRecord } from './record.ts';
import type { Place } from './segments.ts';

export type Incident = {
  /** Kiosk wall clock, ISO 8601 UTC. */
  readonly at: string;
  readonly code: (typeof incidentCodes)[number];
  readonly detail: string;
};

/** What is known of a journal without reading it again. */
export type Books = {
  readonly chain: ChainBook;
  readonly prints: PrintBook;
  readonly incidents: Incident[];
};

export function emptyBooks(kioskId: string, epoch: number): Books {
  return { chain: new ChainBook(kioskId, epoch), prints: new PrintBook(), incidents: [] };
}

export function enter(books: Books, record: JournalRecord, place: Place): void {
  switch (record.kind) {
    case 'opened':
      return;
    case 'envelope':
      return books.chain.takeEnvelope(record.envelope, record.recovered, place);
    case 'receipt':
      return books.chain.takeReceipt(record.receipt);
    case 'incident':
      books.incidents.push({ at: record.at, code: record.code, detail: record.detail });
      return;
    case 'print-begun':
      return books.prints.takeBegun(record.transactionId, record.attempt);
    case 'print-ended':
      return books.prints.takeEnded(record.transactionId, record.attempt, record.outcome);
    default:
      return unreachable(record);
  }
}
