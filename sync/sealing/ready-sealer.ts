import type { EnvelopeHeader } from '../../core/records/envelope.ts';
import type { ErrandRecord } from '../../core/records/errand-record.ts';
import { headerBytes } from '../protocol/chain.ts';
import { sealIn, sealingContext, type Sealed, type SealingContext } from './bytes.ts';
import { contentOf } from './seal.ts';
import { sealingInfo } from './suite.ts';

/**
 * Seals records in contexts that were made ahead of them: key pair, encapsulation and key schedule depend on neither
 * record nor header, and would be most of what a customer waits for. Each context seals once and is gone.
 */
export class ReadySealer {
  #publicKey = '';
  #ready: Promise<SealingContext>[] = [];

  /** Sees to it that so many contexts for this key are ready or on their way. Those for another are thrown away. */
  makeReady(sealingPublicKey: string, count: number): void {
    if (sealingPublicKey !== this.#publicKey) {
      this.#publicKey = sealingPublicKey;
      this.#ready = [];
    }
    while (this.#ready.length < count) {
      const context = sealingContext(sealingPublicKey, sealingInfo);
      // Whoever seals in it hears of it.
      context.catch(() => undefined);
      this.#ready.push(context);
    }
  }

  /**
   * As {@link seal}; makes the context itself when none is ready.
   *
   * @throws as {@link seal}
   */
  async seal(record: ErrandRecord, header: EnvelopeHeader, sealingPublicKey: string): Promise<Sealed> {
    this.makeReady(sealingPublicKey, 1);
    const context = await (this.#ready.shift() ?? sealingContext(sealingPublicKey, sealingInfo));
    return sealIn(context, contentOf(record), headerBytes(header));
  }
}
