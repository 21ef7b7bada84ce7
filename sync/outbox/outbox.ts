import type { KioskFacts, Trust } from '../../core/contract/calls.ts';
import type { Host } from '../../core/contract/host.ts';
import type { Acceptance } from '../../core/journeys/visit.ts';
import type { Clock } from '../../core/lib/clock.ts';
import { oneAtATime } from '../../core/lib/one-at-a-time.ts';
import { err, ok, type Result } from '../../core/lib/result.ts';
import type { Chunk } from '../../core/records/envelope.ts';
import { offlineLimit } from '../../core/rules/offline-limits.ts';
import { nameOf, orderOf, type AcceptOptions, type AcceptTrouble, type Draft } from './accept.ts';
import { cancellationIn, nobodyNamed, type Canceller, type CancelTrouble } from './cancel.ts';
import { quarantined, readableHead, type Head, type OutboxDb, type Row } from './db.ts';
import { settleRows, type ReadRow, type Settlement } from './drop-rows.ts';
import { unreceipted, type Asked } from './group.ts';
import type { KioskClock } from './kiosk-clock.ts';
import { readChunks, readRows, rowReader, storedHashAt } from './reading.ts';
import { repair, type Repaired } from './repair.ts';
import { got, inTransaction } from './transaction.ts';
import { WaitingRows } from './waiting-rows.ts';
import { acceptTogether, type Writing } from './writer.ts';

/** `cause` is the code of the failed call or the name of the browser's exception. */
export type SettleTrouble = { readonly code: 'journal-failed' | 'database-failed'; readonly cause: string };

export type OutboxParts = {
  readonly db: OutboxDb;
  readonly host: Pick<Host, 'invoke'>;
  readonly facts: KioskFacts;
  readonly clock: Clock;
  readonly kioskClock: KioskClock;
  readonly newSalt: () => string;
  /** Null where the browser has none; then only one window may be open. */
  readonly locks: Pick<LockManager, 'request'> | null;
};

/** So many callers share one transaction at most: nobody waits for the seals of a whole crowd. */
const mostTogether = 50;

/**
 * The queue of sealed records of one enrolment. "Accepted" is said only after two independent durable writes (I1): a
 * strict IndexedDB commit here and a synced append to the host's journal.
 */
export class Outbox {
  readonly #parts: OutboxParts;
  readonly #inTurn = oneAtATime();
  readonly #listeners = new Set<() => void>();
  /** Callers who wait for their turn; one turn takes all of them. */
  readonly #asked: Asked[] = [];
  /** Rows that are in both stores; start-up has just seen to it. */
  readonly rows: WaitingRows;
  /** As of the last word of the database. */
  #head: Head;
  /** Every row up to here is in the journal as well. */
  #journalled: number;
  #trust: Trust;
  readonly #readRow: ReadRow;
  #isClosed = false;

  /** @param repaired as {@link repair} has left it */
  constructor(parts: OutboxParts, { head, waiting }: Repaired) {
    this.#parts = parts;
    this.#trust = parts.facts.trust;
    this.#head = head;
    this.#journalled = head.sequence;
    this.rows = new WaitingRows(waiting);
    this.#readRow = rowReader(this.rows);
  }

  /** Records that no verified receipt covers yet. */
  get pending(): number {
    return this.#head.count;
  }

  /** Where the chain ends. */
  get lastSequence(): number {
    return this.#head.sequence;
  }

  /** Keys and rules that are in force. */
  get trust(): Trust {
    return this.#trust;
  }

  get clock(): KioskClock {
    return this.#parts.kioskClock;
  }

  /** The hub's last word on how long kiosks spread their first contact; null before the first. */
  get spreadSeconds(): number | null {
    return this.#head.spreadSeconds;
  }

  /** Why an errand of this branch would not be taken just now, before its customer has answered anything; or null. */
  get closedBecause(): 'rules-expired' | 'offline-limit' | null {
    const waiting = unreceipted(this.#head, this.#oldestAgeMs());
    const next = { kind: 'claim-report', amountBand: 'none' } as const;
    const limit = offlineLimit(this.#trust.rulesPack, waiting, next, this.clock.bestNowMs());
    return limit === null || limit === 'rules-expired' ? limit : 'offline-limit';
  }

  /** New keys or rules, verified by the host; the next record goes by them. */
  useTrust(trust: Trust): void {
    this.#trust = trust;
  }

  /** Hears when something more can be sent, or something has left. */
  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  /** Safe to repeat: a transaction id is accepted once and always with the same answer. */
  async accept(draft: Draft, options: AcceptOptions = {}): Promise<Result<Acceptance, AcceptTrouble>> {
    const acceptedAt = new Date(this.#parts.clock.nowMs()).toISOString();
    const order = orderOf(draft, options, { acceptedAt, clock: this.clock.evidence() });
    if (!order.ok) return order;
    return new Promise((tell) => {
      this.#asked.push({ order: order.value, tell });
      this.#alone(() => this.#acceptAll()).catch((cause: unknown) =>
        this.#refuseAll({ code: 'database-failed', cause: nameOf(cause) }),
      );
    });
  }

  /**
   * Takes a record back that still waits, within or after its hold-back: the hub gets both, the cancellation as soon as
   * the line allows. Safe to repeat.
   */
  async cancel(
    transactionId: string,
    canceller: Canceller = nobodyNamed,
  ): Promise<Result<Acceptance, AcceptTrouble | CancelTrouble>> {
    const made = await cancellationIn(this.#parts.db, transactionId, canceller);
    if (!made.ok) return made;
    if ('slipNumber' in made.value) return ok(made.value);
    return this.accept(made.value.draft, made.value.options);
  }

  /** Rows that wait, by sequence, in the order asked; those that are gone or do not read are left out. */
  read(sequences: readonly number[]): Promise<readonly Row[]> {
    return readRows(this.#parts.db, sequences, this.#readRow);
  }

  /** Pieces of a row, ascending, from `fromIndex` on, at most `limit`; those that do not read are left out. */
  chunks(row: Row, fromIndex: number, limit: number): Promise<readonly Chunk[]> {
    return readChunks(this.#parts.db, row, fromIndex, limit);
  }

  /** Our own hash at a sequence, to hold against a receipt; null where we have none. @throws what IndexedDB throws */
  async hashAt(sequence: number): Promise<string | null> {
    return this.rows.at(sequence)?.hash ?? storedHashAt(this.#parts.db, sequence);
  }

  /**
   * Drops what a receipt covers, after the journal has it on disk (I2).
   *
   * @param settlement its receipt verified by the caller against this outbox's own {@link hashAt}
   */
  settle(settlement: Settlement): Promise<Result<void, SettleTrouble>> {
    return this.#alone(() => this.#settle(settlement, null));
  }

  /**
   * The hub has signed for more than this kiosk remembers: both stores have lost their end. The chain goes on behind
   * the receipt, before anybody is given a number that is taken. Staff hear of it first.
   *
   * @param settlement its receipt signed and of this very request; all that waits here is held by the hub
   * @param lastSequence where the chain ended when the hub was asked; nothing is done when it has moved since
   */
  takeUp(settlement: Settlement, lastSequence: number): Promise<Result<void, SettleTrouble>> {
    return this.#alone(async () => {
      if (this.lastSequence !== lastSequence) return err({ code: 'database-failed', cause: 'moved' });
      const detail = `the hub holds up to ${settlement.receipt.upToSequence}, both stores end at ${lastSequence}`;
      const told = await this.#parts.host.invoke('journal.incident', { code: 'database-shorter', detail });
      if (!told.ok) return err({ code: 'journal-failed', cause: told.error.code });
      return this.#settle(settlement, lastSequence);
    });
  }

  /**
   * Looks whether another window has accepted or settled meanwhile.
   *
   * @returns whether something can be sent now that this window did not know of
   * @throws what IndexedDB throws
   */
  refresh(): Promise<boolean> {
    return this.#alone(async () => {
      const head = readableHead(
        await inTransaction(this.#parts.db, 'readonly', (stores) => got(stores.head.get('head'))),
      );
      if (head === null) return false;
      if (head.sequence !== this.#head.sequence) return this.#repair();
      this.#head = head;
      this.rows.drop(head.receipt?.upToSequence ?? 0);
      return false;
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

  async #settle(settlement: Settlement, endsAt: number | null): Promise<Result<void, SettleTrouble>> {
    const { host, db } = this.#parts;
    const kept = await host.invoke('journal.receipt', { receipt: settlement.receipt });
    if (!kept.ok) return err({ code: 'journal-failed', cause: kept.error.code });
    try {
      const head = await settleRows(db, settlement, this.#readRow, endsAt);
      if (head === null) return err({ code: 'database-failed', cause: 'head-missing' });
      this.#head = head;
      this.#journalled = Math.max(this.#journalled, head.receipt?.upToSequence ?? 0);
      this.rows.drop(head.receipt?.upToSequence ?? 0);
      this.#tell();
      return ok(undefined);
    } catch (cause) {
      return err({ code: 'database-failed', cause: nameOf(cause) });
    }
  }

  async #acceptAll(): Promise<void> {
    while (this.#asked.length > 0) {
      if (this.#isClosed) return this.#refuseAll({ code: 'closed', cause: 'closed' });
      const group = this.#asked.splice(0, mostTogether);
      const again = await acceptTogether(this.#writing(), group);
      this.#asked.unshift(...again);
      this.#tell();
    }
  }

  #refuseAll(trouble: AcceptTrouble): void {
    for (const { tell } of this.#asked.splice(0)) tell(err(trouble));
  }

  #writing(): Writing {
    return {
      ...this.#parts,
      trust: this.#trust,
      nowMs: this.clock.bestNowMs(),
      oldestAgeMs: this.#oldestAgeMs(),
      head: this.#head,
      journalled: this.#journalled,
      stands: (head) => (this.#head = head),
      appended: (row) => {
        this.#journalled = Math.max(this.#journalled, row.sequence);
        if (this.rows.at(row.sequence) === null) this.rows.add(row);
      },
      repair: () => this.#repair(),
    };
  }

  /**
   * A store is not where we left it: a restarted host has cut its journal, or another window or profile has written.
   *
   * @returns false when the journal did not answer
   */
  async #repair(): Promise<boolean> {
    const { facts, kioskClock } = this.#parts;
    const repaired = await repair({ ...this.#parts, epoch: facts.epoch, clock: kioskClock }, null);
    if (!repaired.ok) return false;
    this.#head = repaired.value.head;
    this.#journalled = this.#head.sequence;
    this.rows.replace(repaired.value.waiting);
    return true;
  }

  #oldestAgeMs(): number {
    const { oldest } = this.rows;
    return oldest === null ? 0 : this.clock.monotonicMs() - oldest.acceptedAtMs;
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
