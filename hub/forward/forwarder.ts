import type { Tier } from '../../sync/protocol/wire.ts';
import { fitting, forward, introduce, type ForwardParts, type ForwardTrouble } from './forward-kiosk.ts';
import { keepTrouble, kiosksBehind, nextEnvelopes, type Behind } from './forward-store.ts';
import { forwardPauseMs } from './pause.ts';

export type ForwarderParts = ForwardParts & {
  /** Evenly in [0, 1). */
  readonly fraction: () => number;
  readonly onTrouble: (trouble: ForwardTrouble) => void;
};

export type Forwarder = {
  /** Something may be waiting. Cheap. */
  readonly wake: () => void;
  readonly tier: () => Tier;
  /** Lets the request in hand be finished and begins no other. */
  readonly stop: () => Promise<void>;
};

/** Rows are a few kilobytes each. */
const rowsAtOnce = 100;

/** What was sent without being signed for is sent again: the head office may have been mended. */
const sweepMs = 10 * 60_000;

/**
 * Brings what this hub holds to its head office, envelope by envelope as the kiosks signed them. Two hub processes on one
 * database may both do it: the head office takes each record once.
 */
export function startForwarder(parts: ForwarderParts): Forwarder {
  const forwarder = new RunningForwarder(parts);
  forwarder.begin();
  return forwarder;
}

class RunningForwarder implements Forwarder {
  readonly #parts: ForwarderParts;
  /** By kiosk and epoch: everything up to here was sent since the last sweep. */
  #sent = new Map<string, number>();
  #sweptMs: number;
  #failures = 0;
  #tier: Tier = 'branch';
  #isStopped = false;
  /** The head office has set a pause, which nothing shortens. */
  #isTold = false;
  #isWanted = false;
  #cancelTimer = () => {};
  #pass: Promise<void> | null = null;

  constructor(parts: ForwarderParts) {
    this.#parts = parts;
    this.#sweptMs = parts.clock.monotonicMs();
  }

  readonly tier = (): Tier => this.#tier;

  readonly wake = (): void => {
    // While the line is down, or the head office has asked for patience, the timer decides when to try again.
    if (this.#failures === 0 && !this.#isTold) this.begin();
  };

  begin(): void {
    this.#isWanted = true;
    if (!this.#isStopped) this.#pass ??= this.#run();
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    this.#cancelTimer();
    await this.#pass;
  }

  async #run(): Promise<void> {
    while (this.#isWanted && !this.#isStopped) {
      this.#isWanted = false;
      const trouble = await this.#forwardAll().catch((): ForwardTrouble => ({ code: 'refused' }));
      if (!this.#isStopped) this.#settle(trouble);
    }
    this.#pass = null;
  }

  async #forwardAll(): Promise<ForwardTrouble | null> {
    const { pool, office, onTrouble } = this.#parts;
    this.#sweep();
    const behind = await kiosksBehind(pool);
    for (const kiosk of behind) {
      const trouble = await this.#forwardOne(kiosk);
      if (trouble?.code === 'stuck') {
        // The other kiosks may get on all the same.
        await keepTrouble(pool, kiosk, trouble.why);
        onTrouble(trouble);
      } else if (trouble !== null) return trouble;
    }
    return behind.length > 0 || (await office.isReachable()) ? null : { code: 'unreachable' };
  }

  async #forwardOne(kiosk: Behind): Promise<ForwardTrouble | null> {
    const name = `${kiosk.kioskId} ${kiosk.epoch}`;
    if (!kiosk.isIntroduced) {
      const introduced = await introduce(this.#parts, kiosk);
      if (!introduced.ok) return introduced.error;
    }
    while (!this.#isStopped) {
      const after = Math.max(kiosk.upTo, this.#sent.get(name) ?? 0);
      const rows = fitting(await nextEnvelopes(this.#parts.pool, kiosk, after, rowsAtOnce));
      const last = rows.at(-1);
      if (last === undefined) return null;
      const forwarded = await forward(this.#parts, kiosk, rows);
      if (!forwarded.ok) return forwarded.error;
      this.#tier = 'head-office';
      this.#sent.set(name, last.envelope.header.sequence);
    }
    return null;
  }

  #sweep(): void {
    const nowMs = this.#parts.clock.monotonicMs();
    if (nowMs - this.#sweptMs < sweepMs) return;
    this.#sent = new Map();
    this.#sweptMs = nowMs;
  }

  #settle(trouble: ForwardTrouble | null): void {
    const { clock, fraction, onTrouble } = this.#parts;
    if (trouble !== null) onTrouble(trouble);
    this.#failures = trouble === null || trouble.code === 'busy' ? 0 : this.#failures + 1;
    this.#tier = trouble?.code === 'unreachable' ? 'branch' : 'head-office';
    this.#isTold = trouble?.code === 'busy';
    this.#cancelTimer();
    this.#cancelTimer = clock.after(forwardPauseMs(trouble, this.#failures, fraction()), () => {
      this.#isTold = false;
      this.begin();
    });
  }
}
