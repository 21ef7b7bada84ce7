import type { JournalMark, Output, OwnError } from '../../core/contract/calls.ts';
import type { Clock } from '../../core/lib/clock.ts';
import { oneAtATime } from '../../core/lib/one-at-a-time.ts';
import { err, ok, type Result } from '../../core/lib/result.ts';
import { unreachable } from '../../core/lib/unreachable.ts';
import type { Envelope, Receipt } from '../../core/records/envelope.ts';
import { envelopeSigningBytes, hashFits, receiptSigningBytes } from '../../sync/protocol/chain.ts';
import type { Check } from '../keys/verify.ts';
import type { PrintLedger } from '../print-desk.ts';
import { enter, type Books, type Incident } from './books.ts';
import type { Entry } from './chain-book.ts';
import { errnoOf } from '../../machine/errno.ts';
import { lineOf, recordOf, type JournalRecord } from './record.ts';
import { readAt, segmentWriter, type WriteTrouble } from './segments.ts';

export type JournalOptions = {
  /** Made with mode 0700 when it is not there. */
  readonly folder: string;
  readonly kioskId: string;
  readonly epoch: number;
  readonly clock: Clock;
  /** By this kiosk's device key. */
  readonly checkDevice: Check;
  /** By the hub's receipt key. */
  readonly checkHub: Check;
};

type Said<K extends 'append' | 'read' | 'receipt' | 'incident'> = Promise<
  Result<Output<`journal.${K}`>, { readonly code: OwnError<`journal.${K}`>; readonly detail?: string }>
>;

/** A record whose slip is certainly not on paper. */
export type OwedSlip = {
  readonly transactionId: string;
  readonly sequence: number;
  readonly recovered: boolean;
};

/**
 * The black box beside IndexedDB: append-only day files, one synced line a record. What it has said `ok` to survives a
 * power cut. Its calls are those of the contract; each is safe to repeat.
 */
export type Journal = {
  readonly mark: () => JournalMark;
  /** Refuses what is not this kiosk's, not signed by its key, or does not continue the chain. */
  readonly append: (envelope: Envelope, recovered: boolean) => Said<'append'>;
  readonly read: (fromSequence: number, limit: number) => Said<'read'>;
  /** Keeps a receipt that carries the hub's signature and names a record this journal knows, or has lost. */
  readonly receipt: (receipt: Receipt) => Said<'receipt'>;
  readonly incident: (code: Incident['code'], detail: string) => Said<'incident'>;
  readonly incidents: () => readonly Incident[];
  readonly printLedger: PrintLedger;
  readonly slipsOwed: () => readonly OwedSlip[];
  /** Waits for what is being written. */
  readonly close: () => Promise<void>;
};

/** Puts a record on disk, then into the books. */
type Keep = (record: JournalRecord) => Promise<Result<void, WriteTrouble>>;

/** @param lengths known good length of each day file, bytes; kept up to date */
export function journalOver(
  options: JournalOptions,
  books: Books,
  lengths: Map<string, number>,
  tornBytes: number,
): Journal {
  const { folder, kioskId, epoch, clock } = options;
  const inTurn = oneAtATime();
  const now = () => new Date(clock.nowMs()).toISOString();
  const writer = segmentWriter(folder, clock, lengths, () =>
    lineOf({ kind: 'opened', at: now(), version: 1, kioskId, epoch, tornBytes }),
  );
  const keep: Keep = async (record) => {
    const kept = await writer.append(lineOf(record));
    if (kept.ok) enter(books, record, kept.value);
    return kept.ok ? ok(undefined) : kept;
  };
  return {
    mark: () => books.chain.mark(tornBytes > 0),
    append: (envelope, recovered) =>
      inTurn(() => append(options, books, keep, { kind: 'envelope', at: now(), envelope, recovered })),
    read: (fromSequence, limit) => read(folder, books.chain.from(fromSequence, limit)),
    receipt: (receipt) =>
      inTurn(() => keepReceipt(options, books, keep, { kind: 'receipt', at: now(), receipt })),
    async incident(code, detail) {
      const kept = await inTurn(() => keep({ kind: 'incident', at: now(), code, detail }));
      return kept.ok ? ok({}) : kept;
    },
    incidents: () => books.incidents,
    printLedger: printLedgerOver(books, (record) => inTurn(() => keep(record)), now),
    slipsOwed: () => slipsOwed(books),
    close: () => inTurn(writer.close),
  };
}

async function append(
  options: JournalOptions,
  { chain }: Books,
  keep: Keep,
  record: Extract<JournalRecord, { kind: 'envelope' }>,
): Said<'append'> {
  const { sequence } = record.envelope.header;
  if (!isOurs(options, record.envelope)) return err({ code: 'bad-signature' });
  const fit = chain.fitOf(record.envelope);
  switch (fit) {
    case 'fork':
    case 'gap':
      return err({ code: fit });
    case 'known':
      return ok({ sequence });
    case 'next':
    case 'hole': {
      const kept = await keep(record);
      return kept.ok ? ok({ sequence }) : kept;
    }
    default:
      return unreachable(fit);
  }
}

function isOurs({ kioskId, epoch, checkDevice }: JournalOptions, envelope: Envelope): boolean {
  return (
    envelope.header.kioskId === kioskId &&
    envelope.header.epoch === epoch &&
    hashFits(envelope) &&
    checkDevice(envelopeSigningBytes(envelope.hash), envelope.signature)
  );
}

async function read(folder: string, entries: readonly Entry[]): Said<'read'> {
  try {
    const envelopes = [];
    for (const { place, recovered } of entries) {
      const record = recordOf(await readAt(folder, place));
      if (record?.kind !== 'envelope') return err({ code: 'journal-unreadable', detail: 'line damaged' });
      envelopes.push({ envelope: record.envelope, recovered });
    }
    return ok({ envelopes });
  } catch (cause) {
    return err({ code: 'journal-unreadable', detail: errnoOf(cause) });
  }
}

async function keepReceipt(
  { kioskId, epoch, checkHub }: JournalOptions,
  { chain }: Books,
  keep: Keep,
  record: Extract<JournalRecord, { kind: 'receipt' }>,
): Said<'receipt'> {
  const { receipt } = record;
  const isGenuine =
    receipt.kioskId === kioskId &&
    receipt.epoch === epoch &&
    checkHub(receiptSigningBytes(receipt), receipt.signature);
  if (!isGenuine) return err({ code: 'bad-signature' });
  const ourHash = chain.hashAt(receipt.upToSequence);
  if (ourHash !== null && ourHash !== receipt.headHash)
    return err({ code: 'bad-signature', detail: 'unknown-head' });
  if (receipt.upToSequence <= chain.receiptedSequence) return ok({});
  const kept = await keep(record);
  return kept.ok ? ok({}) : kept;
}

function printLedgerOver({ prints }: Books, keep: Keep, now: () => string): PrintLedger {
  return {
    outcomeOf: (transactionId, attempt) => prints.outcomeOf(transactionId, attempt),
    async begun(transactionId, attempt) {
      const kept = await keep({ kind: 'print-begun', at: now(), transactionId, attempt });
      return kept.ok ? kept : err(kept.error.code);
    },
    async ended(transactionId, attempt, outcome) {
      const kept = await keep({ kind: 'print-ended', at: now(), transactionId, attempt, outcome });
      return kept.ok ? kept : err(kept.error.code);
    },
  };
}

/** A parked visit has no slip: the customer was told that a person will ring. */
function slipsOwed({ chain, prints }: Books): readonly OwedSlip[] {
  return [...chain.all()]
    .filter(
      ({ header }) => header.kind !== 'parked-visit' && prints.isCertainlyNotPrinted(header.transactionId),
    )
    .map(({ header, recovered }) => ({
      transactionId: header.transactionId,
      sequence: header.sequence,
      recovered,
    }));
}
