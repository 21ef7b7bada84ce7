import type { JournalMark } from '../../core/contract/calls.ts';
import type { Host } from '../../core/contract/host.ts';
import { err, ok, type Result } from '../../core/lib/result.ts';
import type { Envelope } from '../../core/records/envelope.ts';
import { compareStores, storesAgree, type DbFacts, type Link, type Plan } from './compare-stores.ts';
import { dropRows } from './drop-rows.ts';
import { quarantined, readableHead, readableRow, rowOf, type Head, type OutboxDb, type Row } from './db.ts';

/** `cause` is the code of the call that failed. */
export type RepairTrouble = {
  readonly code: 'journal-unavailable' | 'journal-failed' | 'epochs-differ';
  readonly cause: string;
};

/**
 * Compares the database with the host's journal and repairs each from the other; both hold the same afterwards. Safe
 * to repeat and to be interrupted at any point.
 *
 * @returns where the chain stands
 * @throws what IndexedDB throws
 */
export async function repair(
  db: OutboxDb,
  host: Pick<Host, 'invoke'>,
  epoch: number,
  dataLoss: string | null,
): Promise<Result<Head, RepairTrouble>> {
  const asked = await host.invoke('journal.mark', {});
  if (!asked.ok) return err({ code: 'journal-unavailable', cause: asked.error.code });
  const mark = asked.value;
  if (mark.epoch !== epoch) return err({ code: 'epochs-differ', cause: `${mark.epoch} is not ${epoch}` });
  const { facts, head } = await factsOf(db, dataLoss);
  if (head !== null && storesAgree(facts, mark)) return ok(head);

  const journalled = await readJournal(host, mark);
  if (!journalled.ok) return journalled;
  const plan = compareStores(
    facts,
    mark,
    journalled.value.map(({ envelope }) => linkOf(envelope)),
  );
  const told = await tellIncidents(host, plan);
  if (!told.ok) return told;
  const receipt = (plan.giveReceipt ? head?.receipt : mark.receipt) ?? head?.receipt ?? null;
  const next: Head = { id: 'head', epoch, ...plan.head, count: 0, receipt };
  const mended = await mendDatabase(db, plan, next, journalled.value);
  return mendJournal(db, host, plan, mended);
}

async function factsOf(
  db: OutboxDb,
  dataLoss: string | null,
): Promise<{ facts: DbFacts; head: Head | null }> {
  const rows: Link[] = [];
  const unreadable: number[] = [];
  await db.outbox.orderBy('sequence').each((stored) => {
    const row = readableRow(stored);
    if (row === null) unreadable.push(stored.sequence);
    else rows.push(linkOf(row.envelope));
  });
  const head = readableHead(await db.head.get('head'));
  return { facts: { dataLoss, head, receipt: head?.receipt ?? null, rows, unreadable }, head };
}

function linkOf({ header, hash }: Envelope): Link {
  return { sequence: header.sequence, hash, previousHash: header.previousHash };
}

async function readJournal(
  host: Pick<Host, 'invoke'>,
  mark: JournalMark,
): Promise<Result<readonly Row[], RepairTrouble>> {
  const rows: Row[] = [];
  for (let from = mark.receiptedSequence + 1; from <= mark.sequence;) {
    const page = await host.invoke('journal.read', { fromSequence: from, limit: 100 });
    if (!page.ok) return err({ code: 'journal-unavailable', cause: page.error.code });
    const read = page.value.envelopes.map(({ envelope, recovered }) => rowOf(envelope, recovered));
    rows.push(...read);
    from = (read.at(-1)?.sequence ?? mark.sequence) + 1;
  }
  return ok(rows);
}

/** Before anything is touched: a repair that nobody hears of would be a loss in silence. */
async function tellIncidents(host: Pick<Host, 'invoke'>, plan: Plan): Promise<Result<void, RepairTrouble>> {
  for (const incident of plan.incidents) {
    const told = await host.invoke('journal.incident', incident);
    if (!told.ok) return err({ code: 'journal-failed', cause: told.error.code });
  }
  return ok(undefined);
}

async function mendDatabase(db: OutboxDb, plan: Plan, next: Head, journalled: readonly Row[]): Promise<Head> {
  const restored = journalled.filter(({ sequence }) => plan.restore.includes(sequence));
  return db.transaction('rw', db.outbox, db.head, db.quarantine, db.settled, async () => {
    for (const { sequence, reason } of plan.quarantine) {
      await db.quarantine.put(quarantined(sequence, reason, await db.outbox.get(sequence)));
      await db.outbox.delete(sequence);
    }
    await dropRows(db, plan.receiptedSequence);
    await db.outbox
      .where('sequence')
      .anyOf([...plan.append])
      .modify({ recovered: true });
    await db.outbox.bulkPut(restored);
    const head = { ...next, count: await db.outbox.count() };
    await db.head.put(head);
    return head;
  });
}

async function mendJournal(
  db: OutboxDb,
  host: Pick<Host, 'invoke'>,
  plan: Plan,
  mended: Head,
): Promise<Result<Head, RepairTrouble>> {
  if (plan.giveReceipt && mended.receipt !== null) {
    const given = await host.invoke('journal.receipt', { receipt: mended.receipt });
    if (!given.ok) return err({ code: 'journal-failed', cause: given.error.code });
  }
  let head = mended;
  for (const row of await db.outbox
    .where('sequence')
    .anyOf([...plan.append])
    .sortBy('sequence')) {
    // Nothing stands behind a row that has been put aside.
    if (row.sequence > head.sequence) break;
    const appended = await host.invoke('journal.append', { envelope: row.envelope, recovered: true });
    if (appended.ok) continue;
    const { code } = appended.error;
    if (!isRefusal(code)) return err({ code: 'journal-failed', cause: code });
    const detail = `journal refuses ${row.sequence}: ${code}`;
    const told = await host.invoke('journal.incident', { code: 'stores-disagree', detail });
    if (!told.ok) return err({ code: 'journal-failed', cause: told.error.code });
    head = await putAsideFrom(db, row, plan.journalSequence, head);
  }
  return ok(head);
}

/** The journal will never take this record, such as one that was tampered with; trying again would not help. */
function isRefusal(code: string): boolean {
  return code === 'bad-signature' || code === 'fork' || code === 'gap';
}

/** A refused row in the middle leaves alone; one behind the journal's end takes with it what is chained to it. */
function putAsideFrom(db: OutboxDb, refused: Row, journalSequence: number, head: Head): Promise<Head> {
  return db.transaction('rw', db.outbox, db.head, db.quarantine, async () => {
    const isTail = refused.sequence > journalSequence;
    const last = isTail ? head.sequence : refused.sequence;
    const rows = await db.outbox.where('sequence').between(refused.sequence, last, true, true).toArray();
    await db.quarantine.bulkPut(rows.map((row) => quarantined(row.sequence, 'journal-refused', row)));
    await db.outbox.bulkDelete(rows.map(({ sequence }) => sequence));
    const end = isTail
      ? { sequence: refused.sequence - 1, hash: refused.envelope.header.previousHash }
      : { sequence: head.sequence, hash: head.hash };
    const next: Head = { ...head, ...end, count: head.count - rows.length };
    await db.head.put(next);
    return next;
  });
}
