import type { Host } from '../../core/contract/host.ts';
import type { UploadAnswer } from '../protocol/wire.ts';
import type { Outbox } from '../outbox/outbox.ts';

/**
 * Hands keys and rules that came with an answer to the host, which verifies them, and has the outbox go by what is
 * trusted then. The same refused document is offered once; staff hear of the first.
 */
export class TrustOffers {
  readonly #refused = new Set<string>();
  #isTold = false;

  async take(
    { keys, rules }: Pick<UploadAnswer, 'keys' | 'rules'>,
    outbox: Pick<Outbox, 'useTrust'>,
    host: Pick<Host, 'invoke'>,
  ): Promise<void> {
    const offer = { keys: this.#unlessRefused(keys), rules: this.#unlessRefused(rules) };
    if (offer.keys === null && offer.rules === null) return;
    const taken = await host.invoke('trust.offer', offer);
    if (taken.ok) return outbox.useTrust(taken.value);
    const { code } = taken.error;
    if (code !== 'bad-signature' && code !== 'unreadable') return;
    for (const document of [offer.keys, offer.rules]) if (document) this.#refused.add(document.signature);
    if (this.#isTold) return;
    const named = [offer.keys && 'keys', offer.rules && 'rules'].filter(Boolean).join(' and ');
    const told = await host.invoke('journal.incident', {
      code: 'trust-refused',
      detail: `${named}: ${code}`,
    });
    this.#isTold = told.ok;
  }

  #unlessRefused<T extends { readonly signature: string }>(document: T | null): T | null {
    return document !== null && this.#refused.has(document.signature) ? null : document;
  }
}
