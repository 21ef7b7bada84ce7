import type { Verdict } from '../protocol/wire.ts';
import type { WaitingRow, WaitingRows } from '../outbox/waiting-rows.ts';
import { sendOrder, type SendOrder } from './send-order.ts';

/** How long a refused record rests before it is sent again: the hub may have been mended. */
export const sweepMs = 5 * 60_000;

type Plan = SendOrder & { readonly additions: number; readonly atMs: number; next: number };

/**
 * Remembers what has had its verdict, so that nothing goes twice while its receipt is on its way: urgent records leave
 * holes behind them, and a receipt covers only what has none. Of what the hub holds, only the row that it took last goes
 * again now and then: a hub that has it no more, or lacks its pieces, was put back to an older state, and everything is in
 * doubt. The order is worked out anew only when something has come or its time is up.
 */
export class SendQueue {
  readonly #rows: WaitingRows;
  /** Until when an answered row rests, monotonic. */
  readonly #resting = new Map<number, number>();
  /** How many pieces of a row have gone. */
  readonly #pieces = new Map<number, number>();
  /** Rows that the hub has said to hold, to the byte; the one that it took last stands last. */
  readonly #held = new Set<number>();
  /** Rows of which the hub lacks pieces. */
  readonly #owing = new Set<number>();
  /** Rows of which the hub has said something since all was last in doubt, or that cannot be sent. */
  readonly #answered = new Set<number>();
  /** Places up to here that have no row have been wondered about. */
  #wonderedUpTo = 0;
  #plan: Plan | null = null;

  constructor(rows: WaitingRows) {
    this.#rows = rows;
  }

  /** The next rows to go, at most `limit`. */
  next(nowMs: number, limit: number): readonly WaitingRow[] {
    const plan = this.#planAt(nowMs);
    const rows: WaitingRow[] = [];
    while (plan.next < plan.due.length && !this.#isUnsent(plan.due[plan.next])) plan.next += 1;
    for (let at = plan.next; at < plan.due.length && rows.length < limit; at += 1) {
      const row = this.#unsentAt(plan.due[at]);
      if (row !== null) rows.push(row);
    }
    return rows;
  }

  /** How long until something that may not go now may go; null when there is no such thing. */
  dueInMs(nowMs: number): number | null {
    const { nextDueMs } = this.#planAt(nowMs);
    // Whole and never zero: a timer that comes a fraction too early would look again, and again.
    return nextDueMs === null ? null : Math.max(1, Math.ceil(nextDueMs - nowMs));
  }

  /** How many pieces of a row have gone already. */
  piecesSent(sequence: number): number {
    return this.#pieces.get(sequence) ?? 0;
  }

  /**
   * The hub has answered.
   *
   * @param pieces of rows whose pieces went with this request: how many have gone now
   * @param restMs how long a row without a receipt now rests
   */
  heard(
    { pieces }: { readonly pieces: ReadonlyMap<number, number> },
    verdicts: readonly Verdict[],
    nowMs: number,
    restMs: number,
  ): void {
    this.passed(pieces);
    const isOlder = verdicts.some(
      ({ sequence, verdict }) => verdict !== 'duplicate' && this.#held.has(sequence),
    );
    if (isOlder) this.#doubtAll();
    for (const { sequence, verdict } of verdicts) {
      this.#answered.add(sequence);
      if (verdict === 'accepted' || verdict === 'duplicate') this.#held.add(sequence);
      // Asked for once more than sent: then it is the hub's turn, and the next try comes with the sweep.
      if (verdict === 'needs-info' && !this.#owing.has(sequence)) {
        this.#owing.add(sequence);
        this.#pieces.delete(sequence);
        this.#plan = null;
        continue;
      }
      this.#owing.delete(sequence);
      this.#resting.set(sequence, nowMs + restMs);
    }
  }

  /** The hub's receipt ends here: the row behind it is not there, whatever was said before. */
  endsAt(upToSequence: number): void {
    if (this.#held.has(upToSequence + 1)) this.#doubtAll();
  }

  /** Whether the hub has said of everything that waits that it holds it. */
  get isAllHeld(): boolean {
    for (const { sequence } of this.#rows) if (!this.#held.has(sequence)) return false;
    return true;
  }

  /** So many pieces of these rows have gone, or are nowhere to be read. */
  passed(pieces: ReadonlyMap<number, number>): void {
    for (const [sequence, count] of pieces) this.#pieces.set(sequence, count);
  }

  /** A row that cannot be read just now holds nothing up. */
  rest(sequence: number, untilMs: number): void {
    this.#answered.add(sequence);
    this.#resting.set(sequence, untilMs);
  }

  /** Whether the hub has asked for the pieces of this row. */
  owes(sequence: number): boolean {
    return this.#owing.has(sequence);
  }

  /**
   * Whether what a receipt covers may leave: the hub has spoken of every row of it, and lacks no piece. A place without a
   * row was given up by staff, and with it perhaps others behind it that a hub put back to an older state had lost, and we
   * still have: then everything goes once more before.
   *
   * @param settledUpTo where the receipt before it ended
   */
  mayLeave(settledUpTo: number, upToSequence: number): boolean {
    const covered = this.#rows.upTo(upToSequence);
    const from = Math.max(settledUpTo, this.#wonderedUpTo);
    const isWhole = covered.filter(({ sequence }) => sequence > from).length >= upToSequence - from;
    if (!isWhole) {
      this.#wonderedUpTo = upToSequence;
      this.#doubtAll();
      this.#resting.clear();
    }
    return covered.every(({ sequence }) => this.#answered.has(sequence) && !this.#owing.has(sequence));
  }

  #doubtAll(): void {
    this.#held.clear();
    this.#answered.clear();
    this.#plan = null;
  }

  #planAt(nowMs: number): Plan {
    const old = this.#plan;
    const isGood =
      old !== null &&
      old.additions === this.#rows.additions &&
      nowMs >= old.atMs &&
      (old.nextDueMs === null || nowMs < old.nextDueMs);
    if (isGood && (old.next < old.due.length || this.#resting.size === 0)) return old;
    this.#forgetGone();
    const { unsent, restUntilMs } = this.#split(nowMs);
    const order = sendOrder(unsent, nowMs);
    const nextDueMs = earlier(order.nextDueMs, restUntilMs);
    this.#plan = { ...order, nextDueMs, additions: this.#rows.additions, atMs: nowMs, next: 0 };
    return this.#plan;
  }

  #split(nowMs: number): { unsent: WaitingRow[]; restUntilMs: number | null } {
    const unsent: WaitingRow[] = [];
    const takenLast = [...this.#held].at(-1);
    let restUntilMs: number | null = null;
    for (const row of this.#rows) {
      const untilMs = this.#resting.get(row.sequence) ?? -Infinity;
      if (this.#held.has(row.sequence) && row.sequence !== takenLast) continue;
      if (untilMs <= nowMs) unsent.push(row);
      else restUntilMs = earlier(restUntilMs, untilMs);
    }
    return { unsent, restUntilMs };
  }

  #unsentAt(sequence: number | undefined): WaitingRow | null {
    return sequence === undefined || !this.#isUnsent(sequence) ? null : this.#rows.at(sequence);
  }

  #isUnsent(sequence: number | undefined): boolean {
    if (sequence === undefined || this.#rows.at(sequence) === null) return false;
    const untilMs = this.#resting.get(sequence);
    return untilMs === undefined || untilMs <= (this.#plan?.atMs ?? 0);
  }

  #forgetGone(): void {
    for (const kept of [this.#resting, this.#pieces, this.#owing, this.#held, this.#answered])
      for (const sequence of kept.keys()) if (this.#rows.at(sequence) === null) kept.delete(sequence);
  }
}

function earlier(one: number | null, other: number | null): number | null {
  if (one === null || other === null) return one ?? other;
  return Math.min(one, other);
}
