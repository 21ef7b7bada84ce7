import { mostTogether, type KioskFacts, type Trust } from '../../core/contract/calls.ts';
import type { Host } from '../../core/contract/host.ts';
import type { Acceptance } from '../../core/journeys/visit.ts';
import type { Clock } from '../../core/lib/clock.ts';
import { oneAtATime } from '../../core/lib/one-at-a-time.ts';
import { err, ok, type Result } from '../../core/lib/result.ts';
import type { Chunk, Envelope, Receipt } from '../../core/records/envelope.ts';
import { offlineLimit } from '../../core/rules/offline-limits.ts';
import { nameOf, orderOf, type AcceptOptions, type AcceptTrouble, type Draft } from './accept.ts';
import { storedChunks } from './attachments.ts';
import { cancellationIn, nobodyNamed, type Canceller, type CancelTrouble } from './cancel.ts';
import { quarantined, quarantineId, type Head, type OutboxDb, type Row, type SignedRow } from './db.ts';
import { DepartedRecords } from './departed.ts';
import { headWithout, settleRows, type Settlement } from './drop-rows.ts';
import { unreceipted, type Asked } from './group.ts';
import type { KioskClock } from './kiosk-clock.ts';
import { readChunks, rowReader, storedAt, storedHashAt } from './reading.ts';
import { repair, type Repaired } from './repair.ts';
import { ReadySealer } from '../sealing/ready-sealer.ts';
import { acceptanceOf, WaitingRows, type Outgoing, type WaitingRow } from './waiting-rows.ts';
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
  /** From now on another window may write. */
  readonly letGo: () => void;
};

/**
 * The queue of sealed records of one enrolment. "Accepted" is said only after two independent durable writes (I1): a
 * strict IndexedDB commit here and a synced append to the host's journal. This window is the only one that writes, from
 * the opening to the close, so what the stores hold is known without being read.
 */
export class Outbox {
  readonly #parts: OutboxParts;
  readonly #inTurn = oneAtATime();
  readonly #listeners = new Set<() => void>();
  /** Callers who wait for their turn; one turn takes all of them. */
  readonly #asked: Asked[] = [];
  /** Rows that are in both stores; start-up has just seen to it. */
  readonly rows: WaitingRows;
  /** Where the database stands. */
  #head: Head;
  /** Every row up to here is in the journal as well. Null: a write has failed, and both are to be compared first. */
  #journalled: number | null;
  readonly #sealer = new ReadySealer();
  #trust: Trust;
  readonly #departed: DepartedRecords;
  #isClosed = false;

  /** @param repaired as {@link repair} has left it */
  constructor(parts: OutboxParts, { head, waiting, departed }: Repaired) {
    this.#parts = parts;
    this.#trust = parts.facts.trust;
    this.#head = head;
    this.#journalled = head.sequence;
    this.rows = new WaitingRows(waiting);
    this.#departed = new DepartedRecords(departed);
    this.useTrust(parts.facts.trust);
  }

  /** Records that no verified receipt covers yet. */
  get pending(): number {
    return this.#head.count;
  }

  /** Where the chain ends. */
  get lastSequence(): number {
    return this.#head.sequence;
  }

  /** Up to where the hub's receipts have reached. */
  get settledUpTo(): number {
    return this.#head.receipt?.upToSequence ?? 0;
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
    this.#sealer.makeReady(trust.sealingKey.publicKey, 1);
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
      this.#inTurn(() => this.#acceptAsked()).catch((cause: unknown) =>
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
    const made = await cancellationIn(
      { rows: this.rows, departed: this.#departed, read: (sequences) => this.read(sequences) },
      transactionId,
      canceller,
    );
    if (!made.ok) return made;
    if ('slipNumber' in made.value) return ok(made.value);
    return this.accept(made.value.draft, made.value.options);
  }

  /** Rows that wait, by sequence, in the order asked; those that are gone or do not read are left out. */
  async read(sequences: readonly number[]): Promise<readonly SignedRow[]> {
    const stored = await storedAt(this.#parts.db, sequences);
    return stored.map(rowReader(this.rows)).filter((row) => row !== null);
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
   * Drops what a receipt covers, after the journal has it on disk (I2). The answer comes with the journal's: what the
   * database still has to drop holds up nobody, and what it cannot drop is found when the stores are compared.
   *
   * @param settlement its receipt verified by the caller against this outbox's own {@link hashAt}
   */
  settle(settlement: Settlement): Promise<Result<void, SettleTrouble>> {
    return new Promise((tell) => {
      this.#inTurn(async () => {
        const kept = await this.#keepReceipt(settlement);
        if (!kept.ok) return tell(kept);
        const leaving = this.#forget(settlement.receipt);
        tell(kept);
        await this.#drop(settlement, leaving, null);
      }).catch((cause: unknown) => tell(err({ code: 'database-failed', cause: nameOf(cause) })));
    });
  }

  /**
   * The hub has signed for more than this kiosk remembers: both stores have lost their end. The chain goes on behind
   * the receipt, before anybody is given a number that is taken. Staff hear of it first.
   *
   * @param settlement its receipt signed and of this very request; all that waits here is held by the hub
   * @param lastSequence where the chain ended when the hub was asked; nothing is done when it has moved since
   */
  takeUp(settlement: Settlement, lastSequence: number): Promise<Result<void, SettleTrouble>> {
    return this.#inTurn(async () => {
      if (this.lastSequence !== lastSequence) return err({ code: 'database-failed', cause: 'moved' });
      const detail = `the hub holds up to ${settlement.receipt.upToSequence}, both stores end at ${lastSequence}`;
      const told = await this.#parts.host.invoke('journal.incident', { code: 'database-shorter', detail });
      if (!told.ok) return err({ code: 'journal-failed', cause: told.error.code });
      // The journal may go on behind the receipt without our hearing of it.
      this.#journalled = null;
      const kept = await this.#keepReceipt(settlement);
      if (!kept.ok) return kept;
      const leaving = this.rows.upTo(settlement.receipt.upToSequence);
      this.#departed.left(leaving);
      const dropped = await this.#drop(settlement, leaving, lastSequence);
      if (dropped.ok) this.#journalled = this.lastSequence;
      return dropped;
    });
  }

  /**
   * Compares the stores when a write to one of them has failed since the last time.
   *
   * @returns whether something can be sent now that was not known of before
   * @throws what IndexedDB throws
   */
  mend(): Promise<boolean> {
    return this.#inTurn(async () => this.#journalled === null && this.#repair());
  }

  /**
   * The host has found that the journal lacks what it is to send: the stores are compared.
   *
   * @throws what IndexedDB throws
   */
  doubt(): Promise<boolean> {
    return this.#inTurn(() => this.#repair());
  }

  /** @throws what IndexedDB throws */
  async isAside({ sequence, hash }: Outgoing, reason: string): Promise<boolean> {
    const id = quarantineId(sequence, reason, hash);
    return (await this.#parts.db.quarantine.get(id)) !== undefined;
  }

  /**
   * Keeps a copy of a row and its pieces aside; the row itself stays until a receipt covers it.
   *
   * @throws what IndexedDB throws
   */
  async putAside({ sequence, hash }: Outgoing, reason: string): Promise<void> {
    const { db, host } = this.#parts;
    const [row = await journalled(host, sequence)] = await storedAt(db, [sequence]);
    const pieces = await storedChunks(db, sequence);
    await db.quarantine.bulkPut([
      ...pieces.map((content) => ({
        id: `${sequence} ${content.index} ${reason}`,
        sequence,
        reason,
        content,
      })),
      quarantined(sequence, reason, row, hash),
    ]);
  }

  /** Waits for what is under way; another window may write then. */
  async close(): Promise<void> {
    this.#isClosed = true;
    await this.#inTurn(async () => this.#parts.db.close());
    this.#parts.letGo();
  }

  async #keepReceipt({ receipt }: Settlement): Promise<Result<void, SettleTrouble>> {
    const kept = await this.#parts.host.invoke('journal.receipt', { receipt });
    return kept.ok ? ok(undefined) : err({ code: 'journal-failed', cause: kept.error.code });
  }

  /** What a receipt covers is no longer this kiosk's to send. */
  #forget(receipt: Receipt): readonly WaitingRow[] {
    const leaving = this.rows.upTo(receipt.upToSequence);
    this.rows.drop(receipt.upToSequence);
    this.#departed.left(leaving);
    if (receipt.upToSequence > this.settledUpTo) this.#head = headWithout(this.#head, receipt, leaving);
    return leaving;
  }

  /** A failure leaves the stores to be compared, before the next record is accepted. */
  async #drop(
    settlement: Settlement,
    leaving: readonly WaitingRow[],
    endsAt: number | null,
  ): Promise<Result<void, SettleTrouble>> {
    try {
      const head = await settleRows(this.#parts.db, settlement, leaving, endsAt);
      if (head === null) return this.#notDropped('head-missing');
      this.#head = head;
      this.#journalledUpTo(this.settledUpTo);
      this.rows.drop(this.settledUpTo);
      return ok(undefined);
    } catch (cause) {
      return this.#notDropped(nameOf(cause));
    } finally {
      this.#tell();
    }
  }

  #notDropped(cause: string): Result<never, SettleTrouble> {
    this.#journalled = null;
    return err({ code: 'database-failed', cause });
  }

  #journalledUpTo(sequence: number): void {
    if (this.#journalled !== null) this.#journalled = Math.max(this.#journalled, sequence);
  }

  /** Whoever came with those who were taken before has nothing left to do. */
  async #acceptAsked(): Promise<void> {
    while (this.#asked.length > 0) {
      if (this.#isClosed) return this.#refuseAll({ code: 'closed', cause: 'closed' });
      const again = await acceptTogether(this.#writing(), this.#nextGroup());
      this.#asked.unshift(...again);
      this.#tell();
    }
  }

  /** Who asks a second time for the same transaction is answered in a later turn, when it is known. */
  #nextGroup(): readonly Asked[] {
    const group = new Map<string, Asked>();
    const later: Asked[] = [];
    for (const asked of this.#asked.splice(0)) {
      const { transactionId } = asked.order.record;
      if (group.size < mostTogether && !group.has(transactionId)) group.set(transactionId, asked);
      else later.push(asked);
    }
    this.#asked.push(...later);
    return [...group.values()];
  }

  #refuseAll(trouble: AcceptTrouble): void {
    for (const { tell } of this.#asked.splice(0)) tell(err(trouble));
  }

  #writing(): Writing {
    return {
      ...this.#parts,
      trust: this.#trust,
      sealer: this.#sealer,
      nowMs: this.clock.bestNowMs(),
      oldestAgeMs: this.#oldestAgeMs(),
      head: this.#head,
      journalled: this.#journalled,
      told: (transactionId) => this.#told(transactionId),
      stands: (head) => (this.#head = head),
      appended: (row) => {
        this.#journalledUpTo(row.sequence);
        if (this.rows.at(row.sequence) === null) this.rows.add(row);
      },
      unsure: () => (this.#journalled = null),
      repair: () => this.#repair(),
    };
  }

  #told(transactionId: string): Acceptance | null {
    const waiting = this.rows.of(transactionId);
    return waiting === null ? this.#departed.of(transactionId) : acceptanceOf(waiting);
  }

  /**
   * A store is not where we left it: a write has failed, or a restarted host has cut its journal.
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
    this.#departed.replace(repaired.value.departed);
    return true;
  }

  #oldestAgeMs(): number {
    const { oldest } = this.rows;
    return oldest === null ? 0 : this.clock.monotonicMs() - oldest.acceptedAtMs;
  }

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }
}

/** A record that only the journal still has; null when it does not say. */
async function journalled(host: Pick<Host, 'invoke'>, sequence: number): Promise<Envelope | null> {
  const read = await host.invoke('journal.read', { fromSequence: sequence, limit: 1 });
  const [first] = read.ok ? read.value.envelopes : [];
  return first?.envelope.header.sequence === sequence ? first.envelope : null;
}
