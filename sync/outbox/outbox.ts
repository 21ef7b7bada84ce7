import type { KioskFacts } from '../../core/contract/calls.ts';
import type { Host } from '../../core/contract/host.ts';
import type { Acceptance } from '../../core/journeys/visit.ts';
import type { Clock } from '../../core/lib/clock.ts';
import { oneAtATime } from '../../core/lib/one-at-a-time.ts';
import { err, ok, type Result } from '../../core/lib/result.ts';
import { noHash, type Envelope, type Receipt } from '../../core/records/envelope.ts';
import type { ErrandRecord } from '../../core/records/errand-record.ts';
import {
  acceptanceOf,
  commit,
  nameOf,
  nextEnvelope,
  recordOf,
  type AcceptTrouble,
  type Draft,
} from './accept.ts';
import { dropRows } from './drop-rows.ts';
import { quarantined, readableHead, readableRow, type Head, type OutboxDb, type Row } from './db.ts';
import { repair } from './repair.ts';

/** `cause` is the code of the failed call or the name of the browser's exception. */
export type SettleTrouble = { readonly code: 'journal-failed' | 'database-failed'; readonly cause: string };

export type OutboxParts = {
  readonly db: OutboxDb;
  readonly host: Pick<Host, 'invoke'>;
  readonly facts: KioskFacts;
  readonly clock: Clock;
  /** Null where the browser has none; then only one window may be open. */
  readonly locks: Pick<LockManager, 'request'> | null;
};

/**
 * The queue of sealed records of one enrolment. "Accepted" is said only after two independent durable writes (I1): a
 * strict IndexedDB commit here and a synced append to the host's journal.
 */
export class Outbox {
  readonly #parts: OutboxParts;
  readonly #inTurn = oneAtATime();
  readonly #listeners = new Set<() => void>();
  /** Every row up to here is in the journal as well; start-up has just seen to it. */
  #journalled: number;
  #pending: number;
  #isClosed = false;

  /** @param head as {@link repair} has left it */
  constructor(parts: OutboxParts, head: Head) {
    this.#parts = parts;
    this.#journalled = head.sequence;
    this.#pending = head.count;
  }

  /** Records that no verified receipt covers yet. */
  get pending(): number {
    return this.#pending;
  }

  /** Hears when something more can be sent, or something has left. */
  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  /** Safe to repeat: a transaction id is accepted once and always with the same answer. */
  accept(draft: Draft): Promise<Result<Acceptance, AcceptTrouble>> {
    return this.#alone(async () => {
      if (this.#isClosed) return err({ code: 'closed', cause: 'closed' });
      const record = recordOf(draft, new Date(this.#parts.clock.nowMs()).toISOString());
      if (!record.ok) return record;
      try {
        return await this.#accept(record.value);
      } catch (cause) {
        return err({ code: 'database-failed', cause: nameOf(cause) });
      }
    });
  }

  /** Rows to send, ascending: journalled, readable, behind `afterSequence`, at most `limit`. */
  async waiting(afterSequence: number, limit: number): Promise<readonly Row[]> {
    const { outbox } = this.#parts.db;
    const found = outbox.where('sequence').between(afterSequence, this.#journalled, false, true);
    const rows = await found.limit(limit).toArray();
    return rows.map(readableRow).filter((row) => row !== null);
  }

  /** Our own hash at a sequence, to hold against a receipt; null where we have none. */
  async hashAt(sequence: number): Promise<string | null> {
    const { db } = this.#parts;
    const head = readableHead(await db.head.get('head'));
    if (sequence === (head?.receipt?.upToSequence ?? 0)) return head?.receipt?.headHash ?? noHash;
    return readableRow(await db.outbox.get(sequence))?.envelope.hash ?? null;
  }

  /**
   * Drops what a receipt covers, after the journal has it on disk (I2).
   *
   * @param receipt verified by the caller against this outbox's own {@link hashAt}
   */
  settle(receipt: Receipt): Promise<Result<void, SettleTrouble>> {
    return this.#alone(async () => {
      const kept = await this.#parts.host.invoke('journal.receipt', { receipt });
      if (!kept.ok) return err({ code: 'journal-failed', cause: kept.error.code });
      try {
        const head = await dropCovered(this.#parts.db, receipt);
        if (head === null) return err({ code: 'database-failed', cause: 'head-missing' });
        this.#pending = head.count;
        this.#tell();
        return ok(undefined);
      } catch (cause) {
        return err({ code: 'database-failed', cause: nameOf(cause) });
      }
    });
  }

  /** @throws what IndexedDB throws */
  async isAside(row: Row, reason: string): Promise<boolean> {
    return (await this.#parts.db.quarantine.get(quarantined(row.sequence, reason, row).id)) !== undefined;
  }

  /**
   * Keeps a copy of a row aside; the row itself stays until a receipt covers it.
   *
   * @throws what IndexedDB throws
   */
  async putAside(row: Row, reason: string): Promise<void> {
    await this.#parts.db.quarantine.put(quarantined(row.sequence, reason, row));
  }

  /** Waits for what is under way. */
  async close(): Promise<void> {
    this.#isClosed = true;
    await this.#inTurn(async () => this.#parts.db.close());
  }

  async #accept(record: ErrandRecord): Promise<Result<Acceptance, AcceptTrouble>> {
    const { db, facts, host } = this.#parts;
    const known = await knownOf(db, record.transactionId);
    if (known === null) return err({ code: 'database-failed', cause: 'head-missing' });
    if (known.settled !== null) return ok(known.settled);
    const journalled = await this.#journalUpTo(known.head.sequence, record);
    if (!journalled.ok) return journalled;
    if (known.row !== null) return ok(acceptanceOf(known.row.envelope));

    const envelope = await nextEnvelope(record, known.head, facts, host);
    if (!envelope.ok) return envelope;
    const head = await commit(db, envelope.value);
    if (head === null) return this.#accept(record);
    this.#pending = head.count;
    const appended = await this.#append(envelope.value, false);
    return appended.ok ? ok(acceptanceOf(envelope.value)) : appended;
  }

  /** Brings rows that an earlier failure kept out of the journal there first: it has no gaps. */
  async #journalUpTo(sequence: number, asked: ErrandRecord): Promise<Result<void, AcceptTrouble>> {
    const { outbox } = this.#parts.db;
    for (let next = this.#journalled + 1; next <= sequence; next += 1) {
      const row = readableRow(await outbox.get(next));
      if (row === null) return err({ code: 'database-failed', cause: 'row-unreadable' });
      // Somebody else's record, or one that was given up and parked: that customer was told it had failed.
      const { transactionId, kind } = row.envelope.header;
      const isAskedFor = transactionId === asked.transactionId && kind === asked.kind;
      const recovered = row.recovered || !isAskedFor;
      await outbox.update(next, { recovered });
      const appended = await this.#append(row.envelope, recovered);
      if (!appended.ok) return appended;
    }
    return ok(undefined);
  }

  async #append(envelope: Envelope, recovered: boolean): Promise<Result<void, AcceptTrouble>> {
    const appended = await this.#parts.host.invoke('journal.append', { envelope, recovered });
    if (!appended.ok) {
      const { code } = appended.error;
      if (code === 'gap' || code === 'fork') await this.#repair();
      return err({ code: 'journal-failed', cause: code });
    }
    this.#journalled = Math.max(this.#journalled, envelope.header.sequence);
    this.#tell();
    return ok(undefined);
  }

  /** The journal is not where we left it: a restarted host has cut it, or another profile has written to it. */
  async #repair(): Promise<void> {
    const { db, host, facts } = this.#parts;
    const repaired = await repair(db, host, facts.epoch, null);
    if (!repaired.ok) return;
    this.#journalled = repaired.value.sequence;
    this.#pending = repaired.value.count;
    this.#tell();
  }

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }

  /** One writer at a time, in this window and among all windows of the kiosk. */
  #alone<T>(work: () => Promise<T>): Promise<T> {
    const { locks } = this.#parts;
    return this.#inTurn(async () => (locks === null ? work() : locks.request('outbox', work)));
  }
}

type Known = { readonly head: Head; readonly row: Row | null; readonly settled: Acceptance | null };

/** Null when the head is gone: somebody has emptied the database while it was open. */
function knownOf(db: OutboxDb, transactionId: string): Promise<Known | null> {
  return db.transaction('r', db.outbox, db.head, db.settled, async () => {
    const [stored, row, settled] = await Promise.all([
      db.head.get('head'),
      db.outbox.get({ transactionId }),
      db.settled.get(transactionId),
    ]);
    const head = readableHead(stored);
    return head && { head, row: readableRow(row), settled: settled?.acceptance ?? null };
  });
}

function dropCovered(db: OutboxDb, receipt: Receipt): Promise<Head | null> {
  return db.transaction('rw', db.outbox, db.head, db.settled, async () => {
    const head = readableHead(await db.head.get('head'));
    if (head === null || receipt.upToSequence <= (head.receipt?.upToSequence ?? 0)) return head;
    const dropped = await dropRows(db, receipt.upToSequence);
    const next: Head = { ...head, count: head.count - dropped, receipt };
    await db.head.put(next);
    return next;
  });
}
