import type { Acceptance } from '../../core/journeys/visit.ts';
import { err, ok, type Result } from '../../core/lib/result.ts';
import { acceptanceOf, nameOf, type AcceptTrouble } from './accept.ts';
import { readableRow, rowOf, type Head, type OutboxDb } from './db.ts';
import {
  commitGroup,
  prepareGroup,
  type Asked,
  type GroupParts,
  type Prepared,
  type Refused,
} from './group.ts';
import type { KioskClock } from './kiosk-clock.ts';
import { knownOf, type Known } from './known.ts';
import { appendWithChunks } from './mend-journal.ts';
import { got, inTransaction } from './transaction.ts';
import { waitingRowOf, type WaitingRow } from './waiting-rows.ts';

/** What one turn of accepting works on, and tells of. */
export type Writing = GroupParts & {
  readonly db: OutboxDb;
  readonly kioskClock: KioskClock;
  /** Every row up to here is in the journal. */
  readonly journalled: number;
  /** What the database has just said of its head. */
  readonly stands: (head: Head) => void;
  /** A row is in both stores now. */
  readonly appended: (row: WaitingRow) => void;
  /** A store is not where we left it. False when that could not be mended. */
  readonly repair: () => Promise<boolean>;
};

/**
 * Accepts what several callers have asked in one strict transaction, in their order; each hears its own outcome.
 *
 * @returns who has to be asked again, with nothing wrong with them
 */
export async function acceptTogether(writing: Writing, group: readonly Asked[]): Promise<readonly Asked[]> {
  const tellAll = (trouble: AcceptTrouble) => group.forEach(({ tell }) => tell(err(trouble)));
  try {
    return await acceptInTurn(writing, group);
  } catch (cause) {
    // Whoever has heard already does not hear this.
    tellAll({ code: 'database-failed', cause: nameOf(cause) });
    return [];
  }
}

async function acceptInTurn(writing: Writing, group: readonly Asked[]): Promise<readonly Asked[]> {
  const { first, twice } = withoutTwice(group);
  // As a rule nobody is known and nobody else has written; the commit itself makes sure of both.
  const isLevel = writing.journalled === writing.head.sequence;
  const outcome = isLevel ? await acceptFresh(writing, first) : err('unsure');
  return [...(outcome.ok ? outcome.value : await acceptKnown(writing, first)), ...twice];
}

/** Accepts those who are not known. The error: another window was faster, or somebody is known; nothing has happened. */
async function acceptFresh(
  writing: Writing,
  group: readonly Asked[],
): Promise<Result<readonly Asked[], 'moved' | 'known'>> {
  const { prepared, refused, again } = await prepareGroup(group, writing);
  if (prepared.length > 0) {
    const committed = await commitGroup(writing.db, prepared);
    if (!committed.ok) return committed;
    writing.stands(committed.value);
    await journalAll(writing, prepared);
  }
  await tellRefused(writing, refused);
  return ok(again);
}

/** Whoever is accepted already hears so again, whatever a second record would meet with. */
async function tellRefused({ db }: Writing, refused: readonly Refused[]): Promise<void> {
  if (refused.length === 0) return;
  const ids = refused.map(({ asked }) => asked.order.record.transactionId);
  const found = await knownOf(db, ids);
  for (const [at, { asked, answer }] of refused.entries())
    asked.tell(acceptedBefore(found?.known[at]) ?? answer);
}

function acceptedBefore(known: Known | undefined): Result<Acceptance, never> | null {
  if (known?.departed) return ok(known.departed);
  return known?.row ? ok(acceptanceOf(known.row.envelope)) : null;
}

/** Looks first who is known, and brings the journal up to the database. */
async function acceptKnown(writing: Writing, group: readonly Asked[]): Promise<readonly Asked[]> {
  const ids = group.map(({ order }) => order.record.transactionId);
  const found = await knownOf(writing.db, ids);
  if (found === null) return failed(group, { code: 'database-failed', cause: 'head-missing' });
  const { head, known } = found;
  // Another window has written: what it told its customers is not ours to call recovered.
  if (head.sequence !== writing.head.sequence)
    return (await writing.repair())
      ? group
      : failed(group, { code: 'journal-failed', cause: 'another-window' });
  writing.stands(head);
  const caughtUp = await journalUpTo(writing, head, group);
  if (!caughtUp.ok) {
    for (const [at, { tell }] of group.entries()) {
      const departed = known[at]?.departed;
      tell(departed ? ok(departed) : caughtUp);
    }
    return [];
  }
  const unknown = group.filter((asked, at) => {
    const answer = acceptedBefore(known[at]);
    if (answer !== null) asked.tell(answer);
    return answer === null;
  });
  const accepted = await acceptFresh({ ...writing, head }, unknown);
  if (accepted.ok) return accepted.value;
  // Stored, and yet not to be read: the next start-up sees to it.
  if (accepted.error === 'known')
    return failed(unknown, { code: 'database-failed', cause: 'row-unreadable' });
  return unknown;
}

/** Who asks a second time for the same transaction is answered in the next turn, when it is known. */
function withoutTwice(group: readonly Asked[]): { first: readonly Asked[]; twice: readonly Asked[] } {
  const ids = group.map(({ order }) => order.record.transactionId);
  const isFirst = (_: Asked, at: number) => ids.indexOf(ids[at] ?? '') === at;
  return { first: group.filter(isFirst), twice: group.filter((asked, at) => !isFirst(asked, at)) };
}

function failed(group: readonly Asked[], trouble: AcceptTrouble): readonly Asked[] {
  for (const { tell } of group) tell(err(trouble));
  return [];
}

/** In order, and none behind one that failed: the journal has no gaps. What it lacks goes there with the next turn. */
async function journalAll(writing: Writing, prepared: readonly Prepared[]): Promise<void> {
  let outcome: Result<void, AcceptTrouble> = ok(undefined);
  for (const { asked, envelope } of prepared) {
    if (outcome.ok) outcome = await journal(writing, rowOf(envelope, false), false);
    asked.tell(outcome.ok ? ok(acceptanceOf(envelope)) : outcome);
  }
}

/** Brings rows that an earlier failure kept out of the journal there first. */
async function journalUpTo(
  writing: Writing,
  { sequence, receipt }: Head,
  group: readonly Asked[],
): Promise<Result<void, AcceptTrouble>> {
  // What another window has journalled, sent and dropped needs nothing any more.
  const done = Math.max(writing.journalled, receipt?.upToSequence ?? 0);
  for (let next = done + 1; next <= sequence; next += 1) {
    const row = readableRow(
      await inTransaction(writing.db, 'readonly', ({ outbox }) => got<unknown>(outbox.get(next))),
    );
    if (row === null) return err({ code: 'database-failed', cause: 'row-unreadable' });
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
  row: ReturnType<typeof rowOf>,
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
