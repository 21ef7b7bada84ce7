import { calls } from '../../core/contract/calls.ts';
import type { Acceptance } from '../../core/journeys/visit.ts';
import { err, ok, type Result } from '../../core/lib/result.ts';
import { acceptanceOf, nameOf, type AcceptTrouble } from './accept.ts';
import { readableRow, type Head, type OutboxDb, type Row } from './db.ts';
import {
  commitGroup,
  prepareGroup,
  type Asked,
  type GroupParts,
  type Prepared,
  type PreparedGroup,
} from './group.ts';
import type { KioskClock } from './kiosk-clock.ts';
import { knownOf, type Known } from './known.ts';
import { appendWithChunks } from './mend-journal.ts';
import { got, inTransaction } from './transaction.ts';
import { waitingRowOf, type WaitingRow } from './waiting-rows.ts';

/** What one turn of accepting works on, and tells of. */
export type Writing = GroupParts & {
  readonly db: OutboxDb;
  /** Null: nothing keeps another window from writing. */
  readonly locks: unknown;
  readonly kioskClock: KioskClock;
  /** Every row up to here is in the journal. Null: a write has failed, and both are to be compared first. */
  readonly journalled: number | null;
  /** What the database has just said of its head. */
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
 * @param early their envelopes, in the making while this window waits for its turn; null where it could not know the chain's end
 * @returns who has to be asked again, with nothing wrong with them
 */
export async function acceptTogether(
  writing: Writing,
  group: readonly Asked[],
  early: Promise<PreparedGroup> | null,
): Promise<readonly Asked[]> {
  try {
    if (writing.journalled === null) return await repaired(writing, group, 'not-compared');
    return await acceptInTurn(writing, writing.journalled, group, early);
  } catch (cause) {
    // Whoever has heard already does not hear this.
    return failed(group, { code: 'database-failed', cause: nameOf(cause) });
  }
}

/**
 * As a rule nobody is known and nobody else has written. What the database says of that comes before anything is
 * stored: only this window holds the lock, so it still holds at the commit.
 */
async function acceptInTurn(
  writing: Writing,
  journalled: number,
  group: readonly Asked[],
  early: Promise<PreparedGroup> | null,
): Promise<readonly Asked[]> {
  const ids = group.map(({ order }) => order.record.transactionId);
  const [found, made] = await Promise.all([knownOf(writing.db, ids), early]);
  if (found === null) return failed(group, { code: 'database-failed', cause: 'head-missing' });
  const { head, known } = found;
  // Another window has written: what it told its customers is not ours to call recovered.
  if (head.sequence !== writing.head.sequence || head.hash !== writing.head.hash)
    return repaired(writing, group, 'another-window');
  writing.stands(head);
  const caughtUp = await journalUpTo(writing, journalled, head, group);
  const unknown = group.filter(({ tell }, at) => {
    const answer = answerBefore(known[at], caughtUp);
    if (answer !== null) tell(answer);
    return answer === null;
  });
  if (unknown.length === 0) return [];
  const isAll = made !== null && unknown.length === group.length;
  const { prepared, refused } = isAll ? made : await prepareGroup(unknown, { ...writing, head });
  for (const { asked, answer } of refused) asked.tell(answer);
  return prepared.length === 0 ? [] : store({ ...writing, head }, prepared);
}

/** What somebody hears for whom no record is made; null: one is to be made. */
function answerBefore(
  known: Known | undefined,
  caughtUp: Result<void, AcceptTrouble>,
): Result<Acceptance, AcceptTrouble> | null {
  if (known?.departed) return ok(known.departed);
  if (!caughtUp.ok) return caughtUp;
  if (known?.row) return ok(acceptanceOf(known.row.envelope));
  return known?.isUnreadable ? err({ code: 'database-failed', cause: 'row-unreadable' }) : null;
}

/**
 * Database and journal side by side; "accepted" is said when both have it on disk (I1). Whoever is in one of them only
 * hears of a failure, and the row is brought to the other as recovered.
 */
async function store(writing: Writing, prepared: readonly Prepared[]): Promise<readonly Asked[]> {
  const group = prepared.map(({ asked }) => asked);
  const both = Promise.all([commit(writing, prepared), append(writing, prepared)]);
  // For the next customer, while the disk is busy.
  writing.sealer.makeReady(writing.trust.sealingKey.publicKey, 1);
  const [committed, appended] = await both;
  if (!committed.ok) return notCommitted(writing, group, committed.error, appended);
  writing.stands(committed.value);
  if (!appended.ok) {
    failed(group, { code: 'journal-failed', cause: appended.error.code });
    if (appended.error.code === 'gap' || appended.error.code === 'fork') await writing.repair();
    return [];
  }
  for (const { envelope, asked } of prepared) {
    writing.appended(waitingRowOf(envelope, writing.kioskClock));
    asked.tell(ok(acceptanceOf(envelope)));
  }
  return [];
}

/** The error is `moved`, or the name of what IndexedDB threw. */
function commit({ db, head, locks }: Writing, prepared: readonly Prepared[]): Promise<Result<Head, string>> {
  return commitGroup(db, head, prepared, locks !== null).catch((cause: unknown) => err(nameOf(cause)));
}

/** Pieces go first: an envelope in the journal is whole. */
async function append(
  { host }: Writing,
  prepared: readonly Prepared[],
): Promise<Result<unknown, { readonly code: string }>> {
  for (const chunk of prepared.flatMap(({ chunks }) => chunks)) {
    const kept = await host.invoke('journal.chunk', { chunk });
    if (!kept.ok) return kept;
  }
  const envelopes = prepared.map(({ envelope }) => envelope);
  return host.invoke('journal.append', { envelopes, recovered: false });
}

/** What the journal may have taken alone comes to the database before anybody else is accepted. */
async function notCommitted(
  writing: Writing,
  group: readonly Asked[],
  cause: string,
  appended: Result<unknown, { readonly code: string }>,
): Promise<readonly Asked[]> {
  if (cause === 'moved') return repaired(writing, group, 'another-window');
  failed(group, { code: 'database-failed', cause });
  const refusals: readonly string[] = calls['journal.append'].errors;
  if (!appended.ok && refusals.includes(appended.error.code)) return [];
  writing.unsure();
  await writing.repair();
  return [];
}

/** Compares the stores; whoever waits is asked again then. */
async function repaired(
  { repair }: Writing,
  group: readonly Asked[],
  cause: string,
): Promise<readonly Asked[]> {
  return (await repair()) ? group : failed(group, { code: 'journal-failed', cause });
}

function failed(group: readonly Asked[], trouble: AcceptTrouble): readonly Asked[] {
  for (const { tell } of group) tell(err(trouble));
  return [];
}

/** Brings rows that an earlier failure kept out of the journal there first. */
async function journalUpTo(
  writing: Writing,
  journalled: number,
  { sequence, receipt }: Head,
  group: readonly Asked[],
): Promise<Result<void, AcceptTrouble>> {
  // What another window has journalled, sent and dropped needs nothing any more.
  const done = Math.max(journalled, receipt?.upToSequence ?? 0);
  for (let next = done + 1; next <= sequence; next += 1) {
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
    appended(waitingRowOf(row.envelope, kioskClock));
    return ok(undefined);
  }
  const { code } = kept.error;
  if (code === 'gap' || code === 'fork') await repair();
  return err({ code: 'journal-failed', cause: code });
}
