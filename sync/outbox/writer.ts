import type { Host } from '../../core/contract/host.ts';
import type { Acceptance } from '../../core/journeys/visit.ts';
import { err, ok, type Result } from '../../core/lib/result.ts';
import { nameOf, type AcceptTrouble } from './accept.ts';
import { readableRow, type Head, type OutboxDb, type Row } from './db.ts';
import { commitGroup, sealGroup, type Asked, type GroupParts, type Ready } from './group.ts';
import type { KioskClock } from './kiosk-clock.ts';
import { appendWithChunks } from './mend-journal.ts';
import { signedInJournal } from './signatures.ts';
import { got, inTransaction } from './transaction.ts';
import { acceptanceOf, waitingRowOf, type WaitingRow } from './waiting-rows.ts';

/** What one turn of accepting works on, and tells of. */
export type Writing = GroupParts & {
  readonly db: OutboxDb;
  readonly host: Pick<Host, 'invoke'>;
  readonly kioskClock: KioskClock;
  /** Every row up to here is in the journal. Null: a write has failed, and both are to be compared first. */
  readonly journalled: number | null;
  /** What the customer of a record that is in both stores, or was, has been told. */
  readonly told: (transactionId: string) => Acceptance | null;
  /** Where the database stands now. */
  readonly stands: (head: Head) => void;
  /** A row is in both stores now. */
  readonly appended: (row: WaitingRow) => void;
  /** From now on `journalled` is null, until a repair. */
  readonly unsure: () => void;
  /** A store is not where we left it. False when that could not be mended. */
  readonly repair: () => Promise<boolean>;
};

/**
 * Accepts what several callers have asked in one strict transaction, in their order; each hears its own outcome.
 *
 * @returns who has to be asked again, with nothing wrong with them
 */
export async function acceptTogether(writing: Writing, group: readonly Asked[]): Promise<readonly Asked[]> {
  try {
    if (writing.journalled === null) return await repaired(writing, group);
    return await acceptInTurn(writing, writing.journalled, group);
  } catch (cause) {
    // Whoever has heard already does not hear this.
    return failed(group, { code: 'database-failed', cause: nameOf(cause) });
  }
}

/** As a rule nobody is known and nothing is left to catch up with: then nothing is read before the stores are written. */
async function acceptInTurn(
  writing: Writing,
  journalled: number,
  group: readonly Asked[],
): Promise<readonly Asked[]> {
  const isLevel = journalled >= writing.head.sequence;
  const caughtUp = isLevel ? ok(undefined) : await journalUpTo(writing, journalled, group);
  const unknown = group.filter(({ order, tell }) => {
    const told = writing.told(order.record.transactionId);
    if (told !== null) tell(ok(told));
    else if (!caughtUp.ok) tell(caughtUp);
    return told === null && caughtUp.ok;
  });
  if (unknown.length === 0) return [];
  const { ready, refused } = await sealGroup(unknown, writing);
  for (const { asked, answer } of refused) asked.tell(answer);
  if (ready.length > 0) await store(writing, ready);
  return [];
}

/**
 * Database and journal side by side; "accepted" is said when both have it on disk (I1). Whoever is in one of them only
 * hears of a failure, and the row is brought to the other as recovered.
 */
async function store(writing: Writing, ready: readonly Ready[]): Promise<void> {
  const group = ready.map(({ asked }) => asked);
  const both = Promise.all([append(writing, ready), commit(writing, ready)]);
  // For the next customer, while the disks are busy.
  writing.sealer.makeReady(writing.trust.sealingKey.publicKey, 1);
  const [appended, committed] = await both;
  if (!committed.ok) {
    // What the journal may have taken alone comes to the database before anybody else is accepted.
    writing.unsure();
    failed(group, { code: 'database-failed', cause: committed.error });
    return;
  }
  writing.stands(committed.value);
  if (!appended.ok) {
    failed(group, { code: 'journal-failed', cause: appended.error.code });
    if (isElsewhere(appended.error.code)) await writing.repair();
    return;
  }
  for (const { envelope, asked, signature } of appended.value) {
    const row = { ...waitingRowOf({ envelope, recovered: false }, writing.kioskClock), signature };
    writing.appended(row);
    asked.tell(ok(acceptanceOf(row)));
  }
}

/** The error is the name of what IndexedDB threw. */
async function commit({ db, head }: Writing, ready: readonly Ready[]): Promise<Result<Head, string>> {
  try {
    return ok(await commitGroup(db, head, ready));
  } catch (cause) {
    return err(nameOf(cause));
  }
}

/** Pieces go first: an envelope in the journal is whole. */
async function append({ host }: Writing, ready: readonly Ready[]) {
  for (const chunk of ready.flatMap(({ chunks }) => chunks)) {
    const kept = await host.invoke('journal.chunk', { chunk });
    if (!kept.ok) return kept;
  }
  return signedInJournal(host, ready, false);
}

/** Compares the stores; whoever waits is asked again then. */
async function repaired({ repair }: Writing, group: readonly Asked[]): Promise<readonly Asked[]> {
  return (await repair()) ? group : failed(group, { code: 'journal-failed', cause: 'not-compared' });
}

function failed(group: readonly Asked[], trouble: AcceptTrouble): readonly Asked[] {
  for (const { tell } of group) tell(err(trouble));
  return [];
}

/** The journal does not end where this page left it: a restarted host has cut it. */
function isElsewhere(code: string): boolean {
  return code === 'gap' || code === 'fork';
}

/** Brings rows that an earlier failure kept out of the journal there first. */
async function journalUpTo(
  writing: Writing,
  journalled: number,
  group: readonly Asked[],
): Promise<Result<void, AcceptTrouble>> {
  for (let next = journalled + 1; next <= writing.head.sequence; next += 1) {
    const row = readableRow(
      await inTransaction(writing.db, 'readonly', ({ outbox }) => got<unknown>(outbox.get(next))),
    );
    if (row === null) {
      // It is kept aside, or it would keep everybody behind it out of the journal.
      await writing.repair();
      return err({ code: 'database-failed', cause: 'row-unreadable' });
    }
    // Somebody else's record, or one that was given up and parked: that customer was told it had failed.
    const { transactionId, kind } = row.envelope.header;
    const isAskedFor = group.some(
      ({ order: { record } }) => record.transactionId === transactionId && record.kind === kind,
    );
    const recovered = row.recovered || !isAskedFor;
    if (recovered !== row.recovered)
      await inTransaction(writing.db, 'strict', ({ outbox }) => got(outbox.put({ ...row, recovered })));
    const appended = await journal(writing, row, recovered);
    if (!appended.ok) return appended;
  }
  return ok(undefined);
}

async function journal(
  { db, host, kioskClock, appended, repair }: Writing,
  row: Row,
  recovered: boolean,
): Promise<Result<void, AcceptTrouble>> {
  const kept = await appendWithChunks(db, host, row, recovered);
  if (kept.ok) {
    for (const { signature } of kept.value)
      appended({ ...waitingRowOf({ ...row, recovered }, kioskClock), signature });
    return ok(undefined);
  }
  const { code } = kept.error;
  if (isElsewhere(code)) await repair();
  return err({ code: 'journal-failed', cause: code });
}
