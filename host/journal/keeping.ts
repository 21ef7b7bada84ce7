import type { Input, JournalMark, Output, OwnError } from '../../core/contract/calls.ts';
import type { Clock } from '../../core/lib/clock.ts';
import { oneAtATime } from '../../core/lib/one-at-a-time.ts';
import { err, ok, type Result } from '../../core/lib/result.ts';
import type { Chunk, Envelope, Receipt } from '../../core/records/envelope.ts';
import type { DiskTrouble } from '../disk-trouble.ts';
import type { PrintLedger } from '../print-desk.ts';
import { markOf, type Books } from './books.ts';
import { chunkFits, isOurEnvelope, isOurReceipt, type Enrolled } from './genuine.ts';
import type { Incident } from './incident-book.ts';
import type { JournalDisk } from './journal-disk.ts';
import { keepWith, type JournalWrite, type Keep } from './keep.ts';
import { textsOf, type Outgoing } from './outgoing.ts';
import { printLedgerOver, slipsOwed, type OwedSlip } from './print-ledger.ts';
import { readChunks, readEnvelopes } from './read-back.ts';
import type { ReadThrough } from './read-through.ts';
import type { Undelivered } from './receipt-book.ts';
import type { JournalRecord } from './record.ts';
import { isForked, removalOf, remove, usualRetention, type Retention } from './retention.ts';
import { segmentWriter, type JournalEnd, type WriteTrouble } from './writer.ts';

export type JournalOptions = Enrolled & {
  /** Made with mode 0700 when it is not there. */
  readonly folder: string;
  readonly clock: Clock;
  /** This machine's without it. */
  readonly disk?: JournalDisk;
  /** How long what the hub has receipted stays; {@link usualRetention} without it. */
  readonly retention?: Retention;
  /** A second copy; its folder must be there. None without it. */
  readonly copy?: { readonly folder: string; readonly disk?: JournalDisk };
  /** Makes the name of a journal that is begun; random without it. The first 8 characters count, hexadecimal. */
  readonly newId?: () => string;
  /** Hears of each write, how it went. */
  readonly onWrite?: (write: JournalWrite) => void;
};

type JournalCall = 'read' | 'chunk' | 'chunks' | 'receipt' | 'incident';
type Said<K extends JournalCall> = Promise<
  Result<Output<`journal.${K}`>, { readonly code: OwnError<`journal.${K}`>; readonly detail?: string }>
>;

type Appended<Judged = never> = Result<
  { readonly sequence: number },
  { readonly code: Judged | 'fork' | 'gap' } | { readonly code: DiskTrouble; readonly detail: string }
>;

/**
 * The black box beside IndexedDB: append-only segments, one synced line a record. What it has said `ok` to survives a
 * power cut. Its calls are those of the contract; each is safe to repeat.
 */
export type Journal = {
  readonly mark: () => JournalMark;
  /** All of them or none. Refuses what is not this kiosk's, not signed by its key, or does not continue the chain. */
  readonly append: (envelopes: readonly Envelope[], recovered: boolean) => Promise<Appended<'bad-signature'>>;
  /** The same for what the caller has itself just found whole and signed: only its place in the chain is judged. */
  readonly appendOwn: (envelopes: readonly Envelope[], recovered: boolean) => Promise<Appended>;
  /** Ascending, at most `limit`. */
  readonly signatures: (fromSequence: number, limit: number) => Output<'journal.signatures'>['signatures'];
  readonly read: (fromSequence: number, limit: number) => Said<'read'>;
  /** Records as an upload carries them, JSON texts in the order asked. What does not read is `missing` from then on. */
  readonly outgoing: (
    asked: Input<'hub.upload'>['records'],
  ) => Promise<Result<readonly string[], 'journal-lacks'>>;
  /** Keeps a sealed piece of an attachment; it stands on disk before the envelope that names it. */
  readonly chunk: (chunk: Chunk) => Said<'chunk'>;
  readonly chunks: (transactionId: string, from: number) => Said<'chunks'>;
  /** Keeps a receipt that carries the hub's signature and names a record this journal knows, or has lost. */
  readonly receipt: (receipt: Receipt) => Said<'receipt'>;
  readonly incident: (code: Incident['code'], detail: string) => Said<'incident'>;
  /** Nothing is written while one of that code is open. */
  readonly incidentOnce: (code: Incident['code'], detail: string) => Said<'incident'>;
  /** Every open incident of that code is over. Writes nothing when none is open. */
  readonly resolved: (code: Incident['code'], detail: string) => Said<'incident'>;
  readonly incidents: () => readonly Incident[];
  /** Whether the hub holds another chain than this enrolment. */
  readonly isForked: () => boolean;
  /** What former enrolments have left here without a receipt. */
  readonly undelivered: () => readonly Undelivered[];
  readonly printLedger: PrintLedger;
  readonly slipsOwed: () => readonly OwedSlip[];
  /** Writes a line that says nothing new: whether the disk takes lines again. */
  readonly probe: () => Promise<Result<void, WriteTrouble>>;
  /** Removes what nobody needs any more, oldest first. Answers how many segments have gone. */
  readonly tidy: () => Promise<Result<number, WriteTrouble>>;
  /** Waits for what is being written. */
  readonly close: () => Promise<void>;
};

export type OnPlace = Required<Pick<JournalOptions, 'disk'>> & { readonly journalId: string };

/** The calls of a journal that has been read through, and the way to its lines. */
export function journalOver(
  options: JournalOptions & OnPlace,
  books: Books,
  { end, tornBytes }: Pick<ReadThrough, 'end' | 'tornBytes'>,
): { readonly journal: Journal; readonly keep: Keep } {
  const { kioskId, epoch, journalId, clock } = options;
  const inTurn = oneAtATime();
  const now = () => new Date(clock.nowMs()).toISOString();
  const opening = (): JournalRecord => {
    const run = { journalId, kioskId, epoch, tornBytes };
    return { kind: 'opened', at: now(), version: 2, ...run };
  };
  const writer = segmentWriter(options, clock, end, opening);
  const keep = keepWith(writer, books, options.onWrite ?? (() => {}));
  const keepInTurn: Keep = (record) => inTurn(() => keep(record));

  const incidentLine = (code: Incident['code'], detail: string) =>
    ({ kind: 'incident', at: now(), code, detail: detail.slice(0, 300) }) as const;
  const journal: Journal = {
    mark: () => markOf(books, tornBytes > 0),
    append: (envelopes, recovered) =>
      envelopes.every((envelope) => isOurEnvelope(options, envelope))
        ? journal.appendOwn(envelopes, recovered)
        : Promise.resolve(err({ code: 'bad-signature' })),
    appendOwn: (envelopes, recovered) =>
      inTurn(() => append(books, keep, { at: now(), envelopes, recovered })),
    signatures: (fromSequence, limit) =>
      books.chain
        .from(fromSequence, limit)
        .map(({ sequence, hash, signature }) => ({ sequence, hash, signature })),
    read: (fromSequence, limit) => readEnvelopes(options, books.chain.from(fromSequence, limit)),
    outgoing: (asked) =>
      outgoing(options, books, asked, (detail) => journal.incident('journal-damaged', detail)),
    chunk: (chunk) => inTurn(() => keepChunk(books, keep, { kind: 'chunk', at: now(), chunk })),
    chunks: (transactionId, from) => readChunks(options, books.chunks.from(transactionId, from)),
    receipt: (receipt) =>
      inTurn(() => keepReceipt(options, books, keep, { kind: 'receipt', at: now(), receipt })),
    incident: (code, detail) => inTurn(async () => empty(await keep(incidentLine(code, detail)))),
    incidentOnce: (code, detail) =>
      inTurn(async () =>
        books.incidents.isOpen(code) ? ok({}) : empty(await keep(incidentLine(code, detail))),
      ),
    resolved: (code, detail) =>
      inTurn(async () =>
        books.incidents.isOpen(code)
          ? empty(await keep({ kind: 'resolved', at: now(), code, detail }))
          : ok({}),
      ),
    incidents: () => books.incidents.all(),
    isForked: () => isForked(books),
    undelivered: () => books.receipts.undelivered(options),
    printLedger: printLedgerOver(books, keepInTurn, now),
    slipsOwed: () => slipsOwed(books),
    probe: () => keepInTurn(opening()),
    tidy: () => inTurn(() => tidy(options, books, end, keep)),
    close: () => inTurn(writer.close),
  };
  return { journal, keep: keepInTurn };
}

async function tidy(
  options: JournalOptions & OnPlace,
  books: Books,
  end: JournalEnd,
  keep: Keep,
): Promise<Result<number, WriteTrouble>> {
  const { retention = usualRetention, clock } = options;
  const removal = removalOf(books, end, retention, clock.nowMs());
  if (removal === null) return ok(0);
  const removed = await remove(options, books, end, keep, removal);
  return removed.ok ? ok(removal.segments.length) : removed;
}

type Line<K extends JournalRecord['kind']> = Extract<JournalRecord, { kind: K }>;

function empty(kept: Result<void, WriteTrouble>): Result<Record<string, never>, WriteTrouble> {
  return kept.ok ? ok({}) : kept;
}

type Appending = {
  readonly at: string;
  readonly envelopes: readonly Envelope[];
  readonly recovered: boolean;
};

async function append({ chain }: Books, keep: Keep, { envelopes, ...how }: Appending): Promise<Appended> {
  const fresh = freshOf(chain, envelopes);
  if (!fresh.ok) return fresh;
  const sequence = envelopes.at(-1)?.header.sequence ?? 0;
  const [first, ...others] = fresh.value;
  if (first === undefined) return ok({ sequence });
  const together = others.length === 0 ? {} : { from: first.header.sequence };
  const lines = fresh.value.map((envelope) => ({ kind: 'envelope', envelope, ...how, ...together }) as const);
  const kept = await keep(...lines);
  return kept.ok ? ok({ sequence }) : kept;
}

/** Those that do not stand there yet. The error is why none is taken. */
function freshOf(
  chain: Books['chain'],
  envelopes: readonly Envelope[],
): Result<readonly Envelope[], { readonly code: 'fork' | 'gap' }> {
  const fresh: Envelope[] = [];
  let before: Envelope | undefined;
  for (const envelope of envelopes) {
    const { sequence } = envelope.header;
    if (before !== undefined && sequence !== before.header.sequence + 1) return err({ code: 'gap' });
    const last = fresh.at(-1);
    const fit = chain.fitOf(envelope, last && { sequence: last.header.sequence, hash: last.hash });
    if (fit === 'fork' || fit === 'gap') return err({ code: fit });
    if (fit !== 'known') fresh.push(envelope);
    before = envelope;
  }
  return ok(fresh);
}

async function outgoing(
  at: OnPlace & JournalOptions,
  { chain }: Books,
  asked: Input<'hub.upload'>['records'],
  tellDamage: (detail: string) => Promise<unknown>,
): Promise<Result<readonly string[], 'journal-lacks'>> {
  const found: Outgoing[] = [];
  for (const { sequence, recovered } of asked) {
    const entry = chain.at(sequence);
    if (entry === null) return err('journal-lacks');
    found.push({ entry, recovered });
  }
  const texts = await textsOf(at, found).catch(() => err<readonly number[]>([]));
  if (texts.ok) return texts;
  for (const sequence of texts.error) chain.lose(sequence);
  if (texts.error.length > 0) await tellDamage(`does not read any more: ${texts.error.join(' ')}`);
  return err('journal-lacks');
}

async function keepChunk({ chunks }: Books, keep: Keep, record: Line<'chunk'>): Said<'chunk'> {
  if (!chunkFits(record.chunk)) return err({ code: 'bad-hash' });
  return chunks.has(record.chunk) ? ok({}) : empty(await keep(record));
}

async function keepReceipt(
  enrolled: Enrolled,
  books: Books,
  keep: Keep,
  record: Line<'receipt'>,
): Said<'receipt'> {
  const { receipt } = record;
  const { chain, receipts } = books;
  if (!isOurReceipt(enrolled, receipt)) {
    chain.hearUnproved(receipt);
    return err({ code: 'bad-signature' });
  }
  const ourHash = chain.hashAt(receipt.upToSequence);
  if (ourHash !== null && ourHash !== receipt.headHash) return err({ code: 'unknown-head' });
  if (receipt.upToSequence === receipts.wordOf(enrolled)) return ok({});
  const told = await keepStanding(books, keep, record);
  return told.ok ? empty(await keep(record)) : told;
}

/** A hub that says less than before was put back to an older state; staff hear once that it is, and that it was. */
async function keepStanding(
  { chain, incidents }: Books,
  keep: Keep,
  { at, receipt: { upToSequence } }: Line<'receipt'>,
): Promise<Result<void, WriteTrouble>> {
  const code = 'hub-behind';
  const detail = `the hub holds up to ${upToSequence}, it had signed for ${chain.receiptedSequence}`;
  const isBehind = upToSequence < chain.receiptedSequence;
  if (isBehind === incidents.isOpen(code)) return ok(undefined);
  return keep({ kind: isBehind ? 'incident' : 'resolved', at, code, detail });
}
