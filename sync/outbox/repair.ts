import type { JournalMark } from '../../core/contract/calls.ts';
import type { Host } from '../../core/contract/host.ts';
import { err, ok, type Result } from '../../core/lib/result.ts';
import { compareStores, storesAgree, untoldFrom, type DbFacts, type Plan } from './compare-stores.ts';
import { readableRow, rowOf, unsignedOf, type Departed, type Head, type OutboxDb, type Row } from './db.ts';
import { storedDepartures } from './departed.ts';
import type { KioskClock } from './kiosk-clock.ts';
import { linkOf, lookThrough, type Look } from './look.ts';
import { mendChunks } from './mend-chunks.ts';
import { mendDatabase } from './mend-database.ts';
import { mendJournal, tell, type RepairTrouble } from './mend-journal.ts';
import { withSignatures } from './signatures.ts';
import { got, inTransaction } from './transaction.ts';
import type { WaitingRow } from './waiting-rows.ts';

export type { RepairTrouble } from './mend-journal.ts';

export type RepairParts = {
  readonly db: OutboxDb;
  readonly host: Pick<Host, 'invoke'>;
  readonly epoch: number;
  readonly clock: KioskClock;
  /** 32 random bytes, base64url; for a database that has no salt. */
  readonly newSalt: () => string;
};

/** Where the chain stands, what waits, and what was said of the last that have left. */
export type Repaired = {
  readonly head: Head;
  readonly waiting: readonly WaitingRow[];
  readonly departed: readonly Departed[];
};

/**
 * Compares the database with the host's journal and repairs each from the other; both hold the same afterwards. Safe
 * to repeat and to be interrupted at any point.
 *
 * @param dataLoss what the browser says it has thrown away; null when nothing
 * @throws what IndexedDB throws
 */
export async function repair(
  parts: RepairParts,
  dataLoss: string | null,
): Promise<Result<Repaired, RepairTrouble>> {
  const { db, host, epoch, clock } = parts;
  const asked = await host.invoke('journal.mark', {});
  if (!asked.ok) return err({ code: 'journal-unavailable', cause: asked.error.code });
  const mark = asked.value;
  if (mark.epoch !== epoch) return err({ code: 'epochs-differ', cause: `${mark.epoch} is not ${epoch}` });
  const look = await lookThrough(db, clock);
  if (look.head !== null && storesAgree(factsOf(look, dataLoss), mark))
    return recounted(parts, look, look.head);

  const mended = await mendBoth(parts, look, mark, dataLoss);
  return mended.ok ? recounted(parts, await lookThrough(db, clock), mended.value) : mended;
}

function factsOf({ head, links, unreadable }: Look, dataLoss: string | null): DbFacts {
  return { dataLoss, head, receipt: head?.receipt ?? null, rows: links, unreadable };
}

async function mendBoth(
  { db, host, epoch, newSalt }: RepairParts,
  look: Look,
  mark: JournalMark,
  dataLoss: string | null,
): Promise<Result<Head, RepairTrouble>> {
  const journalled = await readJournal(host, mark);
  if (!journalled.ok) return journalled;
  const links = journalled.value.map(({ envelope }) => linkOf(envelope));
  const plan = compareStores(factsOf(look, dataLoss), mark, links);
  // Before anything is touched: a repair that nobody hears of would be a loss in silence.
  for (const incident of plan.incidents) {
    const told = await tell(host, incident);
    if (!told.ok) return told;
  }
  const next = headAfter(look.head, plan, mark, epoch, newSalt);
  const covered = look.waiting.filter(({ sequence }) => sequence <= plan.receiptedSequence);
  const leaving = await withSignatures(host, covered);
  if (!leaving.ok) return err({ code: 'journal-unavailable', cause: leaving.error });
  await mendDatabase(db, plan, next, journalled.value, leaving.value);
  return mendJournal(db, host, plan, next);
}

function headAfter(
  head: Head | null,
  plan: Plan,
  mark: JournalMark,
  epoch: number,
  newSalt: () => string,
): Head {
  return {
    id: 'head',
    epoch,
    ...plan.head,
    count: 0,
    waitingFen: '0',
    groupSalt: head?.groupSalt ?? newSalt(),
    spreadSeconds: head?.spreadSeconds ?? null,
    evictionTold: head?.evictionTold ?? false,
    receipt: (plan.giveReceipt ? head?.receipt : mark.receipt) ?? head?.receipt ?? null,
  };
}

async function readJournal(
  host: Pick<Host, 'invoke'>,
  mark: JournalMark,
): Promise<Result<readonly Row[], RepairTrouble>> {
  const rows: Row[] = [];
  for (let from = mark.receiptedSequence + 1; from <= mark.sequence;) {
    const page = await host.invoke('journal.read', { fromSequence: from, limit: 100 });
    if (!page.ok) return err({ code: 'journal-unavailable', cause: page.error.code });
    const read = page.value.envelopes.map(({ envelope, recovered }) =>
      rowOf(unsignedOf(envelope), recovered || envelope.header.sequence >= untoldFrom(mark)),
    );
    rows.push(...read);
    from = (read.at(-1)?.sequence ?? mark.sequence) + 1;
  }
  return ok(rows);
}

/** Counts anew what the head counts, and completes signatures and pieces of what waits. */
async function recounted(
  { db, host }: RepairParts,
  { waiting, waitingFen }: Look,
  head: Head,
): Promise<Result<Repaired, RepairTrouble>> {
  const signed = await withSignatures(host, waiting);
  if (!signed.ok) return err({ code: 'journal-unavailable', cause: signed.error });
  const count = waiting.length;
  if (signed.value.length < count) return err({ code: 'journal-failed', cause: 'not-signed' });
  const next = { ...head, count, waitingFen: String(waitingFen) };
  if (next.count !== head.count || next.waitingFen !== head.waitingFen)
    await inTransaction(db, 'strict', ({ head: heads }) => got(heads.put(next)));
  for (const { sequence, chunkCount } of waiting) {
    if (chunkCount === 0) continue;
    const row = readableRow(await inTransaction(db, 'readonly', ({ outbox }) => got(outbox.get(sequence))));
    const mended = row === null ? ok(undefined) : await mendChunks(db, host, row.envelope);
    if (!mended.ok) return mended;
  }
  return ok({ head: next, waiting: signed.value, departed: await storedDepartures(db) });
}
