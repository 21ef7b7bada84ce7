import type { Envelope, Receipt } from '../../core/records/envelope.ts';
import type { Place } from './segments.ts';

type Enrolment = { readonly kioskId: string; readonly epoch: number };
type Newest = { readonly receipt: Receipt; readonly segment: string };

/** Sequences of an enrolment that is over, both included. */
export type Undelivered = Enrolment & { readonly from: number; readonly to: number };

/**
 * How far each enrolment of this folder is receipted, and which segment holds envelopes of which. The folder outlives
 * an enrolment, and what an earlier one has not delivered must not be removed.
 */
export class ReceiptBook {
  readonly #newest = new Map<string, Newest>();
  /** The hub's last word, which is less than the furthest once the hub was put back to an older state. */
  readonly #words = new Map<string, Newest>();
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
    const furthest = this.#newest.get(enrolment)?.receipt.upToSequence ?? 0;
    if (receipt.upToSequence >= furthest) this.#newest.set(enrolment, { receipt, segment });
    this.#words.set(enrolment, { receipt, segment });
  }

  isCovered(segment: string): boolean {
    const highest = [...(this.#highest.get(segment) ?? [])];
    return highest.every(([enrolment, sequence]) => sequence <= (this.#wordOf(enrolment) ?? 0));
  }

  /** Up to where the hub says that it holds everything; null before its first word. */
  wordOf(enrolment: Enrolment): number | null {
    return this.#wordOf(nameOf(enrolment));
  }

  /** What enrolments other than this one have left here without a receipt. */
  undelivered(besides: Enrolment | null): readonly Undelivered[] {
    const ends = new Map<string, number>();
    for (const segment of this.#highest.values())
      for (const [name, sequence] of segment) ends.set(name, Math.max(ends.get(name) ?? 0, sequence));
    return [...ends].flatMap(([name, to]) => {
      const from = (this.#wordOf(name) ?? 0) + 1;
      const isAsked = besides === null || name !== nameOf(besides);
      return isAsked && from <= to ? [{ ...enrolmentOf(name), from, to }] : [];
    });
  }

  newestOf(enrolment: Enrolment): Newest | null {
    return this.#newest.get(nameOf(enrolment)) ?? null;
  }

  /** The furthest receipts and then the last words that stand in these segments: what is read last is the last word. */
  in(segments: ReadonlySet<string>): Receipt[] {
    const kept = [...this.#newest.values(), ...this.#words.values()];
    const going = kept.filter(({ segment }) => segments.has(segment)).map(({ receipt }) => receipt);
    return [...new Set(going)];
  }

  forget(segments: ReadonlySet<string>): void {
    for (const segment of segments) this.#highest.delete(segment);
    for (const kept of [this.#newest, this.#words])
      for (const [enrolment, { segment }] of kept) if (segments.has(segment)) kept.delete(enrolment);
  }

  #wordOf(enrolment: string): number | null {
    return this.#words.get(enrolment)?.receipt.upToSequence ?? null;
  }
}

function nameOf({ kioskId, epoch }: Enrolment): string {
  return `${kioskId} ${epoch}`;
}

function enrolmentOf(name: string): Enrolment {
  const [kioskId = '', epoch = ''] = name.split(' ');
  return { kioskId, epoch: Number(epoch) };
}
