import type { Host } from '../../core/contract/host.ts';
import type { Clock } from '../../core/lib/clock.ts';
import { unreachable } from '../../core/lib/unreachable.ts';
import type { Row } from '../outbox/db.ts';
import type { Outbox } from '../outbox/outbox.ts';
import { uploadLimit } from '../protocol/wire.ts';
import { exchange, fitting, type ExchangeParts, type UploadTrouble } from './exchange.ts';
import { step, type Effect, type Event, type State } from './step.ts';

/** What staff see of the queue. */
export type UploaderState = {
  /** Records that no verified receipt covers yet. */
  readonly pending: number;
  /** When the last good receipt came, kiosk wall clock; null when none since the page was opened. */
  readonly lastReceiptMs: number | null;
  /** Why the last exchange changed nothing; null when it was good. */
  readonly trouble: UploadTrouble | null;
};

export type UploaderParts = Omit<ExchangeParts, 'outbox' | 'host'> & {
  readonly outbox: Outbox;
  readonly host: Host;
  readonly clock: Clock;
  readonly random: {
    /** 32 random bytes, base64url. */
    readonly nonce: () => string;
    /** Evenly in [0, 1). */
    readonly fraction: () => number;
  };
  /** Null where the browser has none; then only one window may be open. */
  readonly locks: Pick<LockManager, 'request'> | null;
};

/** A branch's kiosks come back together after a power cut; a single demo kiosk need not wait for anybody. */
const spreadMs = { site: 5_000, demo: 1_000 } as const;

export type Uploader = {
  readonly state: UploaderState;
  readonly onChange: (listener: (state: UploaderState) => void) => () => void;
  /** Begins once no other window drains. */
  readonly start: () => void;
  /** A new record waits: it goes now, unless the hub or the line asks for patience. */
  readonly nudge: () => void;
  /** Resolves when nothing is under way any more. */
  readonly stop: () => Promise<void>;
};

/** Drains the outbox to the hub: oldest first, one request at a time, one window only. */
export function createUploader(parts: UploaderParts): Uploader {
  return new DrainingUploader(parts);
}

type Failed = { readonly trouble: UploadTrouble; readonly retryAfterMs: number | null };

class DrainingUploader implements Uploader {
  readonly #parts: UploaderParts;
  readonly #listeners = new Set<(state: UploaderState) => void>();
  #state: State = { at: 'stopped' };
  #seen: Pick<UploaderState, 'lastReceiptMs' | 'trouble'> = { lastReceiptMs: null, trouble: null };
  #rows: readonly Row[] = [];
  #cancelTimer = () => {};
  /** The read or the exchange that is under way. */
  #task: Promise<void> = Promise.resolve();
  #drain: Promise<unknown> = Promise.resolve();
  #leaving: AbortController | null = null;
  #hasToldFork = false;

  constructor(parts: UploaderParts) {
    this.#parts = parts;
  }

  get state(): UploaderState {
    return { pending: this.#parts.outbox.pending, ...this.#seen };
  }

  onChange(listener: (state: UploaderState) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  start(): void {
    if (this.#leaving !== null) return;
    this.#leaving = new AbortController();
    const { signal } = this.#leaving;
    const { locks } = this.#parts;
    const drain = () => this.#drainUntil(signal);
    this.#drain = locks === null ? drain() : locks.request('outbox-drain', { signal }, drain);
  }

  nudge(): void {
    this.#take({ type: 'NUDGED' });
  }

  async stop(): Promise<void> {
    this.#take({ type: 'STOPPED' });
    this.#leaving?.abort();
    this.#leaving = null;
    // Rejects when it was stopped while another window still held the lock.
    await this.#drain.catch(() => undefined);
  }

  async #drainUntil(leaving: AbortSignal): Promise<void> {
    const { outbox, host } = this.#parts;
    const stopHearing = [
      outbox.onChange(() => {
        this.#tell();
        this.nudge();
      }),
      host.on('link', ({ online }) => online && this.#take({ type: 'ONLINE' })),
    ];
    this.#take({ type: 'STARTED' });
    await new Promise((left) => leaving.addEventListener('abort', left, { once: true }));
    for (const stop of stopHearing) stop();
    await this.#task;
  }

  #take(event: Event): void {
    const { state, effects } = step(this.#state, event, spreadMs[this.#parts.facts.mode]);
    this.#state = state;
    for (const effect of effects) this.#perform(effect);
  }

  #perform(effect: Effect): void {
    switch (effect.do) {
      case 'read':
        this.#task = this.#answerWith(() => this.#read(effect.after));
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
    const event = await task().catch(() => this.#failed({ trouble: 'store-failed', retryAfterMs: null }));
    this.#tell();
    this.#take(event);
  }

  async #read(after: number): Promise<Event> {
    const { outbox } = this.#parts;
    this.#rows = fitting(await outbox.waiting(after, uploadLimit));
    const lastSequence = this.#rows.at(-1)?.sequence ?? null;
    return { type: 'ROWS_READ', lastSequence, uncovered: outbox.pending > 0 };
  }

  async #send(): Promise<Event> {
    const exchanged = await exchange(this.#parts, this.#rows, this.#parts.random.nonce());
    if (!exchanged.ok) {
      const failed = this.#failed(exchanged.error);
      if (exchanged.error.trouble !== 'receipt-unknown-head') return failed;
      await this.#tellFork();
      // A hub restored from a backup has taken these rows all the same; what waits behind them must reach it too.
      return this.#answered();
    }
    this.#seen = { lastReceiptMs: this.#parts.clock.nowMs(), trouble: null };
    return this.#answered();
  }

  #answered(): Event {
    return { type: 'ANSWERED', lastSequence: this.#rows.at(-1)?.sequence ?? 0 };
  }

  #failed({ trouble, retryAfterMs }: Failed): Event {
    this.#seen = { ...this.#seen, trouble };
    return { type: 'FAILED', isBusy: trouble === 'hub-busy', retryAfterMs };
  }

  /** The hub signs for a chain that is not ours. It will say so at every try; staff hear it once. */
  async #tellFork(): Promise<void> {
    if (this.#hasToldFork) return;
    const detail = `the hub's receipt does not fit at or below ${this.#rows.at(-1)?.sequence ?? 0}`;
    const told = await this.#parts.host.invoke('journal.incident', { code: 'hub-fork', detail });
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
