import { fitOneUpload } from '../../sync/protocol/upload-size.ts';
import type { Tier } from '../../sync/protocol/wire.ts';
import type { KioskName } from '../ingest/ingest-store.ts';
import { payableDebts, tellOldDebts, type Debt } from './debts.ts';
import { forward, introduce, type ForwardParts, type ForwardTrouble } from './forward-kiosk.ts';
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

/**
 * So often every kiosk's receipt is asked for anew, because a head office may have been restored from an older dump; and
 * what was sent without being signed for is sent again, because it may have been mended.
 */
export const sweepMs = 60 * 60_000;

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
  readonly #sent = new Map<string, number>();
  /** Debts that were sent since the last sweep. */
  readonly #paid = new Set<string>();
  /** The first pass is a sweep. */
  #sweptMs = -Infinity;
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
    const { pool, clock, office } = this.#parts;
    const nowMs = clock.monotonicMs();
    const isSweep = nowMs - this.#sweptMs >= sweepMs;
    if (isSweep) {
      this.#sent.clear();
      this.#paid.clear();
      await tellOldDebts(pool, clock.nowMs());
    }
    const behind = await kiosksBehind(pool, isSweep);
    for (const kiosk of behind) {
      const trouble = await this.#othersGoOn(kiosk, await this.#forwardOne(kiosk, isSweep));
      if (trouble !== null) return trouble;
    }
    if (isSweep && !this.#isStopped) this.#sweptMs = nowMs;
    const debts = (await payableDebts(pool)).filter((debt) => !this.#paid.has(placeName(debt)));
    for (const debt of debts) {
      const trouble = await this.#othersGoOn(debt, await this.#pay(debt));
      if (trouble !== null) return trouble;
    }
    return behind.length + debts.length > 0 || (await office.isReachable()) ? null : { code: 'unreachable' };
  }

  /** Where only this kiosk is stuck, the others may get on all the same. */
  async #othersGoOn(kiosk: KioskName, trouble: ForwardTrouble | null): Promise<ForwardTrouble | null> {
    if (trouble?.code !== 'stuck') return trouble;
    await keepTrouble(this.#parts.pool, kiosk, trouble.why);
    this.#parts.onTrouble(trouble);
    return null;
  }

  async #forwardOne(kiosk: Behind, isSweep: boolean): Promise<ForwardTrouble | null> {
    const name = kioskName(kiosk);
    let { upTo } = kiosk;
    if (!kiosk.isIntroduced) {
      const introduced = await introduce(this.#parts, kiosk);
      if (!introduced.ok) return introduced.error;
    }
    if (upTo > 0 && (isSweep || !kiosk.isIntroduced)) {
      const asked = await forward(this.#parts, kiosk, []);
      if (!asked.ok) return asked.error;
      upTo = asked.value.upToSequence;
    }
    while (!this.#isStopped) {
      const after = Math.max(upTo, this.#sent.get(name) ?? 0);
      const rows = fitOneUpload(await nextEnvelopes(this.#parts.pool, kiosk, after, rowsAtOnce));
      const last = rows.at(-1);
      if (last === undefined) return null;
      const forwarded = await forward(this.#parts, kiosk, rows);
      if (!forwarded.ok) return forwarded.error;
      this.#tier = 'head-office';
      const { upToSequence } = forwarded.value;
      // Signed for less than before: it was restored, and lacks what was sent as well.
      if (upToSequence < upTo) this.#sent.delete(name);
      else this.#sent.set(name, last.envelope.header.sequence);
      upTo = upToSequence;
    }
    return null;
  }

  /** The pieces of one record that are here by now. */
  async #pay(debt: Debt): Promise<ForwardTrouble | null> {
    const paid = await forward(this.#parts, debt, [debt]);
    if (!paid.ok) return paid.error;
    this.#paid.add(placeName(debt));
    return null;
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

function kioskName({ kioskId, epoch }: KioskName): string {
  return `${kioskId} ${epoch}`;
}

function placeName(debt: Debt): string {
  return `${kioskName(debt)} ${debt.envelope.header.sequence}`;
}
