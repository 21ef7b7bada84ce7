import type { Input } from '../../core/contract/calls.ts';
import type { Host } from '../../core/contract/host.ts';
import type { SignedText } from '../../core/records/signed-text.ts';
import type { Outbox } from '../outbox/outbox.ts';

type Parts = { readonly outbox: Pick<Outbox, 'clock' | 'useTrust'>; readonly host: Pick<Host, 'invoke'> };

/**
 * Hands keys and rules that came with an answer to the host, which verifies each by itself, and has the outbox go by
 * what is trusted then. The same refused document is offered once, until other keys are trusted; staff hear of the
 * first.
 */
export class TrustOffers {
  readonly #refused = new Set<string>();
  #isTold = false;

  /** Before the receipt beside them is verified: it may be signed with one of these. */
  async takeKeys(document: SignedText | null, parts: Parts): Promise<void> {
    if (document === null) return;
    const isTaken = await this.#offer({ kind: 'keys', document }, parts);
    if (isTaken) this.#refused.clear();
  }

  /** After the receipt beside them is verified: they are judged by the hub's time. */
  async takeRules(document: SignedText | null, parts: Parts): Promise<void> {
    if (document === null) return;
    await this.#offer({ kind: 'rules', document, nowMs: parts.outbox.clock.bestNowMs() }, parts);
  }

  async #offer(offer: Input<'trust.offer'>, { outbox, host }: Parts): Promise<boolean> {
    const { signature } = offer.document;
    if (this.#refused.has(signature)) return false;
    const taken = await host.invoke('trust.offer', offer);
    if (taken.ok) {
      outbox.useTrust(taken.value);
      return true;
    }
    const { code } = taken.error;
    if (code !== 'bad-signature' && code !== 'unreadable') return false;
    this.#refused.add(signature);
    if (this.#isTold) return false;
    const told = await host.invoke('journal.incident', {
      code: 'trust-refused',
      detail: `${offer.kind}: ${code}`,
    });
    this.#isTold = told.ok;
    return false;
  }
}
