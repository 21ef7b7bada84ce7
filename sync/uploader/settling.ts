import type { Outbox } from '../outbox/outbox.ts';
import type { Settlement } from '../outbox/drop-rows.ts';

/** A receipt covers what those before it did: of a long drain's, one now and then goes to the disks. */
const settleEveryMs = 250;

/**
 * Brings receipts to our own disks, beside the next request; at most one is under way. What a power cut keeps from them
 * goes to the hub once more, which has it already.
 */
export class Settling {
  readonly #outbox: Pick<Outbox, 'settle' | 'clock'>;
  #newest: Settlement | null = null;
  #begunAtMs = -Infinity;
  #underWay: Promise<boolean> = Promise.resolve(true);

  constructor(outbox: Pick<Outbox, 'settle' | 'clock'>) {
    this.#outbox = outbox;
  }

  /** The hub's newest word, in place of those not begun; null: nothing may be dropped by any of them. */
  take(settlement: Settlement | null): void {
    this.#newest = settlement;
    const isTime = this.#outbox.clock.monotonicMs() >= this.#begunAtMs + settleEveryMs;
    if (settlement !== null && isTime) this.#begin(settlement);
  }

  /** False, once, when our disks did not take what was begun. */
  async isKept(): Promise<boolean> {
    const isKept = await this.#underWay;
    this.#underWay = Promise.resolve(true);
    return isKept;
  }

  /** Everything that was taken is on the disks; false as above. */
  async finish(): Promise<boolean> {
    const isKept = await this.isKept();
    if (this.#newest !== null) this.#begin(this.#newest);
    return isKept && (await this.isKept());
  }

  #begin(settlement: Settlement): void {
    this.#newest = null;
    this.#begunAtMs = this.#outbox.clock.monotonicMs();
    this.#underWay = this.#outbox.settle(settlement).then(({ ok }) => ok);
  }
}
