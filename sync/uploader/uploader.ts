import type { KioskFacts } from '../../core/contract/calls.ts';
import type { Host } from '../../core/contract/host.ts';
import type { Clock } from '../../core/lib/clock.ts';
import { unreachable } from '../../core/lib/unreachable.ts';
import type { Outbox } from '../outbox/outbox.ts';
import { slipNumber } from '../protocol/chain.ts';
import type { KioskReport, Tier } from '../protocol/wire.ts';
import { nextBatch, type Batch } from './batch.ts';
import { exchange, type ExchangeParts, type Failed, type UploadTrouble } from './exchange.ts';
import { Recovery } from './recovery.ts';
import { kioskReport, reportEveryMs } from './report.ts';
import { SendQueue, sweepMs } from './send-queue.ts';
import { Settling } from './settling.ts';
import { firstContactMs } from './spread.ts';
import { step, type Effect, type Event, type State } from './step.ts';
import { TrustOffers } from './trust-offers.ts';

/** What staff see of the queue. */
export type UploaderState = {
  /** Records that no verified receipt covers yet. */
  readonly pending: number;
  /** When the last good receipt came, kiosk wall clock; null when none since the page was opened. */
  readonly lastReceiptMs: number | null;
  /** How far the hub's word reached at the last contact; `alone`: no hub can be reached. */
  readonly tier: Tier | 'alone';
  /** Why the last exchange changed nothing; null when it was good. */
  readonly trouble: UploadTrouble | null;
};

export type UploaderParts = Pick<ExchangeParts, 'verify' | 'random'> & {
  readonly outbox: Outbox;
  readonly host: Host;
  readonly facts: Pick<KioskFacts, 'kioskId' | 'epoch' | 'mode'>;
  readonly clock: Clock;
};

export type Uploader = {
  readonly state: UploaderState;
  readonly onChange: (listener: (state: UploaderState) => void) => () => void;
  readonly start: () => void;
  /** A new record waits: it goes now, unless the hub or the line asks for patience. */
  readonly nudge: () => void;
  /** Resolves when nothing is under way any more. */
  readonly stop: () => Promise<void>;
};

/** Drains the outbox to the hub: most urgent first, one request at a time. Only one window of a kiosk has an outbox. */
export function createUploader(parts: UploaderParts): Uploader {
  return new DrainingUploader(parts);
}

const nothing: Batch = { from: 'outbox', rows: [], chunks: [], pieces: new Map(), unread: [] };

const storeFailed: Failed = { trouble: 'store-failed', retryAfterMs: null };

class DrainingUploader implements Uploader {
  readonly #parts: UploaderParts;
  readonly #queue: SendQueue;
  readonly #offers = new TrustOffers();
  readonly #recovery = new Recovery();
  readonly #settling: Settling;
  readonly #listeners = new Set<(state: UploaderState) => void>();
  #state: State = { at: 'stopped' };
  #seen: Omit<UploaderState, 'pending'> = { lastReceiptMs: null, tier: 'alone', trouble: null };
  #batch: Batch = nothing;
  #reportedAtMs = -Infinity;
  /** When the hub hears of this kiosk again although nothing waits, monotonic. */
  #contactDueMs = -Infinity;
  #cancelTimer = () => {};
  /** The read or the exchange that is under way. */
  #task: Promise<void> = Promise.resolve();
  #stopsHearing: readonly (() => void)[] = [];
  #hasToldFork = false;
  #isRecovering = false;

  constructor(parts: UploaderParts) {
    this.#parts = parts;
    this.#queue = new SendQueue(parts.outbox.rows);
    this.#settling = new Settling(parts.outbox);
  }

  get state(): UploaderState {
    return { pending: this.#parts.outbox.pending, ...this.#seen };
  }

  onChange(listener: (state: UploaderState) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  start(): void {
    if (this.#stopsHearing.length > 0) return;
    const { outbox, host } = this.#parts;
    this.#stopsHearing = [
      outbox.onChange(() => {
        this.#tell();
        this.nudge();
      }),
      host.on('link', ({ online }) => online && this.#take({ type: 'ONLINE' })),
    ];
    this.#take({ type: 'STARTED' });
  }

  nudge(): void {
    this.#take({ type: 'NUDGED' });
  }

  async stop(): Promise<void> {
    this.#take({ type: 'STOPPED' });
    for (const stopHearing of this.#stopsHearing) stopHearing();
    this.#stopsHearing = [];
    await this.#task;
    await this.#settling.finish();
  }

  #take(event: Event): void {
    const { facts, outbox } = this.#parts;
    const { state, effects } = step(this.#state, event, firstContactMs(facts, outbox.spreadSeconds));
    this.#state = state;
    for (const effect of effects) this.#perform(effect);
  }

  #perform(effect: Effect): void {
    switch (effect.do) {
      case 'read':
        this.#task = this.#answerWith(() => this.#read());
        return;
      case 'send':
        this.#task = this.#answerWith(() => this.#send());
        return;
      case 'wait':
        return this.#wait(effect.fromMs, effect.toMs);
      case 'stopWaiting':
        return this.#cancelTimer();
      default:
        return unreachable(effect);
    }
  }

  /** IndexedDB may throw at any time; for the queue that is one more failure to wait out. */
  async #answerWith(task: () => Promise<Event>): Promise<void> {
    const event = await task().catch(() => this.#failed(storeFailed));
    // What was said before is not left lying for as long as the pause takes.
    if (event.type === 'FAILED' && !(await this.#settling.finish())) this.#failed(storeFailed);
    this.#tell();
    this.#take(event);
  }

  async #read(): Promise<Event> {
    const { outbox } = this.#parts;
    const nowMs = outbox.clock.monotonicMs();
    await this.#readBatch(nowMs);
    if (this.#isEmpty() && !(await this.#settling.finish())) return this.#failed(storeFailed);
    // What only one of the stores has taken is brought to the other.
    if (this.#isEmpty() && (await outbox.mend())) await this.#readBatch(nowMs);
    if (this.#isEmpty()) await this.#readJournal();
    // A kiosk that nobody visits hears of new keys and rules all the same, and of a hub that has another chain.
    const contactInMs = Math.max(0, this.#contactDueMs - nowMs);
    const dueInMs = Math.min(this.#queue.dueInMs(nowMs) ?? contactInMs, contactInMs);
    return { type: 'ROWS_READ', found: !this.#isEmpty() || contactInMs === 0, dueInMs };
  }

  /** @throws when the journal does not answer */
  async #readJournal(): Promise<void> {
    const recovering = await this.#recovery.next(this.#parts.host);
    if (!recovering.ok) throw new Error(recovering.error);
    this.#batch = recovering.value ?? nothing;
    const hasBegun = recovering.value !== null && !this.#isRecovering;
    // The hub tells its own staff that it was put back once signed rows and a report come together.
    if (hasBegun) this.#reportedAtMs = -Infinity;
    this.#isRecovering = recovering.value !== null;
  }

  /** What cannot be read holds up nothing that can. */
  async #readBatch(nowMs: number): Promise<void> {
    const { outbox } = this.#parts;
    for (;;) {
      this.#batch = await nextBatch(outbox, this.#queue, nowMs);
      const { unread, pieces } = this.#batch;
      for (const sequence of unread) this.#queue.rest(sequence, nowMs + sweepMs);
      if (!this.#isEmpty() || (unread.length === 0 && pieces.size === 0)) return;
      this.#queue.passed(pieces);
    }
  }

  #isEmpty(): boolean {
    return this.#batch.rows.length === 0 && this.#batch.chunks.length === 0;
  }

  async #send(): Promise<Event> {
    const report = await this.#report();
    const parts = {
      ...this.#parts,
      queue: this.#queue,
      offers: this.#offers,
      recovery: this.#recovery,
      settling: this.#settling,
    };
    const exchanged = await exchange(parts, this.#batch, report);
    if (!exchanged.ok && !isHubsWord(exchanged.error)) return this.#failed(exchanged.error);
    this.#contactDueMs = this.#parts.outbox.clock.monotonicMs() + reportEveryMs;
    if (!exchanged.ok) {
      this.#failed(exchanged.error);
      if (exchanged.error.trouble === 'hub-fork') await this.#tellFork();
      // The rows have their verdicts; what waits behind them must reach the hub too.
      return { type: 'ANSWERED' };
    }
    const { tier } = exchanged.value;
    this.#seen = { lastReceiptMs: this.#parts.clock.nowMs(), tier, trouble: null };
    return { type: 'ANSWERED' };
  }

  /** Now and then, not with every request of a long drain. */
  async #report(): Promise<KioskReport | null> {
    const { outbox, host } = this.#parts;
    const nowMs = outbox.clock.monotonicMs();
    if (nowMs < this.#reportedAtMs + reportEveryMs) return null;
    this.#reportedAtMs = nowMs;
    return kioskReport(outbox, host);
  }

  #failed({ trouble, retryAfterMs }: Failed): Event {
    const isAlone = trouble === 'hub-unreachable' || trouble === 'host-unavailable';
    this.#seen = { ...this.#seen, ...(isAlone ? { tier: 'alone' } : {}), trouble };
    // The receipt that our disks did not take is asked for again.
    if (trouble === 'store-failed') this.#contactDueMs = -Infinity;
    return { type: 'FAILED', isBusy: trouble === 'hub-busy', retryAfterMs };
  }

  /** It will show at every try; staff hear it once, and the host takes no errands from then on. */
  async #tellFork(): Promise<void> {
    if (this.#hasToldFork) return;
    const { facts, host, outbox } = this.#parts;
    const slip = slipNumber({ ...facts, sequence: outbox.lastSequence });
    const detail = `${slip} the hub's receipt is of another chain`;
    const told = await host.invoke('journal.incident', { code: 'hub-fork', detail });
    this.#hasToldFork = told.ok;
  }

  #wait(fromMs: number, toMs: number): void {
    const { clock, random } = this.#parts;
    this.#cancelTimer();
    this.#cancelTimer = clock.after(fromMs + random.fraction() * (toMs - fromMs), () =>
      this.#take({ type: 'TIMED_OUT' }),
    );
  }

  #tell(): void {
    for (const listener of this.#listeners) listener(this.state);
  }
}

/** The line and the hub are well; it is what the hub says. */
function isHubsWord({ trouble }: Failed): boolean {
  return trouble === 'hub-fork' || trouble === 'receipt-unknown-head';
}
