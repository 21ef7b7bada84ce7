import type { Envelope, Receipt } from '../../core/records/envelope.ts';
import type { Place } from './segments.ts';

type Enrolment = { readonly kioskId: string; readonly epoch: number };
type Newest = { readonly receipt: Receipt; readonly segment: string };

/**
 * How far each enrolment of this folder is receipted, and which segment holds envelopes of which. The folder outlives
 * an enrolment, and what an earlier one has not delivered must not be removed.
 */
export class ReceiptBook {
  readonly #newest = new Map<string, Newest>();
  /** Segment → enrolment → its highest sequence there. */
  readonly #highest = new Map<string, Map<string, number>>();

  takeEnvelope({ header }: Envelope, { segment }: Place): void {
    const highest = this.#highest.get(segment) ?? new Map<string, number>();
    const enrolment = nameOf(header);
    highest.set(enrolment, Math.max(highest.get(enrolment) ?? 0, header.sequence));
    this.#highest.set(segment, highest);
  }

  takeReceipt(receipt: Receipt, segment: string): void {
    const enrolment = nameOf(receipt);
    if (receipt.upToSequence >= this.#upTo(enrolment)) this.#newest.set(enrolment, { receipt, segment });
  }

  isCovered(segment: string): boolean {
    const highest = [...(this.#highest.get(segment) ?? [])];
    return highest.every(([enrolment, sequence]) => sequence <= this.#upTo(enrolment));
  }

  newestOf(enrolment: Enrolment): Newest | null {
    return this.#newest.get(nameOf(enrolment)) ?? null;
  }

  /** The newest receipts that stand in these segments. */
  in(segments: ReadonlySet<string>): Receipt[] {
    return [...this.#newest.values()]
      .filter(({ segment }) => segments.has(segment))
      .map(({ receipt }) => receipt);
  }

  forget(segments: ReadonlySet<string>): void {
    for (const segment of segments) this.#highest.delete(segment);
    for (const [enrolment, { segment }] of this.#newest)
      if (segments.has(segment)) this.#newest.delete(enrolment);
  }

  #upTo(enrolment: string): number {
    return this.#newest.get(enrolment)?.receipt.upToSequence ?? 0;
  }
}

function nameOf({ kioskId, epoch }: Enrolment): string {
  return `${kioskId} ${epoch}`;
}
