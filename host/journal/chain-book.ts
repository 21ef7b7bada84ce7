import type { JournalMark } from '../../core/contract/calls.ts';
import { noHash, type Envelope, type EnvelopeHeader, type Receipt } from '../../core/records/envelope.ts';
import type { JournalRecord } from './record.ts';
import type { Place } from './segments.ts';

/** What is kept in memory of an envelope: a few hundred bytes, never its ciphertext. */
export type Entry = Pick<
  EnvelopeHeader,
  'sequence' | 'transactionId' | 'kind' | 'previousHash' | 'chunkHashes'
> & {
  readonly hash: string;
  readonly signature: string;
  readonly recovered: boolean;
  readonly place: Place;
};

type ChainEnd = { readonly sequence: number; readonly hash: string };

type EnvelopeLine = Pick<Extract<JournalRecord, { kind: 'envelope' }>, 'envelope' | 'recovered' | 'from'>;

/**
 * How an envelope fits: `next` and `hole` are written, `known` stands there already, the others are refused. A number that
 * the hub has signed for is given to nothing but what it was signed for.
 */
export type Fit = 'next' | 'hole' | 'known' | 'fork' | 'gap';

/** Which envelopes and receipts of one enrolment stand in the journal. The order in which it hears of them does not matter. */
export class ChainBook {
  readonly #kioskId: string;
  readonly #epoch: number;
  readonly #entries = new Map<number, Entry>();
  #head: ChainEnd = { sequence: 0, hash: noHash };
  #unproved: ChainEnd = { sequence: 0, hash: noHash };
  #lastAppendFrom = 0;
  #receipt: Receipt | null = null;

  constructor(kioskId: string, epoch: number) {
    this.#kioskId = kioskId;
    this.#epoch = epoch;
  }

  takeEnvelope({ envelope: { header, hash, signature }, recovered, from }: EnvelopeLine, place: Place): void {
    const { sequence, transactionId, kind, previousHash, chunkHashes } = header;
    if (!this.#isOurs(header) || this.#entries.has(sequence)) return;
    this.#entries.set(sequence, {
      sequence,
      transactionId,
      kind,
      previousHash,
      chunkHashes,
      hash,
      signature,
      recovered,
      place,
    });
    if (sequence <= this.#head.sequence) return;
    this.#head = { sequence, hash };
    this.#lastAppendFrom = from ?? sequence;
  }

  /** The hub's signed word also stands in for envelopes that this journal has lost: the chain goes on behind it. */
  takeReceipt(receipt: Receipt): void {
    const { upToSequence, headHash } = receipt;
    if (!this.#isOurs(receipt) || upToSequence <= this.receiptedSequence) return;
    this.#receipt = receipt;
    if (upToSequence > this.#head.sequence) this.#head = { sequence: upToSequence, hash: headHash };
  }

  /**
   * A receipt that cannot be verified here and that the page goes by. Nothing is receipted by it; yet what comes behind
   * it is still kept, and what lies between is `missing`.
   */
  hearUnproved(receipt: Receipt): void {
    if (this.#isOurs(receipt)) this.#unproved = { sequence: receipt.upToSequence, hash: receipt.headHash };
  }

  /** How a slip number of this enrolment begins. */
  get slipPrefix(): string {
    return `${this.#kioskId}-${this.#epoch}-`;
  }

  /** The newest of this enrolment. */
  get receipt(): Receipt | null {
    return this.#receipt;
  }

  get receiptedSequence(): number {
    return this.#receipt?.upToSequence ?? 0;
  }

  /** @param isWhole whether all that belongs to an envelope stands in the journal as well */
  mark(tornTail: boolean, isWhole: (entry: Entry) => boolean): JournalMark {
    return {
      epoch: this.#epoch,
      sequence: this.#head.sequence,
      headHash: this.#head.hash,
      receiptedSequence: this.receiptedSequence,
      lastAppendFrom: this.#lastAppendFrom,
      tornTail,
      missing: this.#missing(isWhole),
      receipt: this.#receipt,
    };
  }

  /** @param end where the chain will end when the envelope comes; where it ends now without it */
  fitOf({ header, hash }: Envelope, end: ChainEnd = this.#end()): Fit {
    if (header.sequence > end.sequence + 1) return 'gap';
    if (header.sequence > end.sequence) return header.previousHash === end.hash ? 'next' : 'fork';
    const before = this.hashAt(header.sequence - 1);
    const known = this.hashAt(header.sequence);
    if (known !== hash && (known !== null || header.sequence <= this.receiptedSequence)) return 'fork';
    if (this.#entries.has(header.sequence)) return 'known';
    return before === null || before === header.previousHash ? 'hole' : 'fork';
  }

  #end(): ChainEnd {
    return this.#unproved.sequence > this.#head.sequence ? this.#unproved : this.#head;
  }

  at(sequence: number): Entry | null {
    return this.#entries.get(sequence) ?? null;
  }

  /** Its line does not read any more: from now on it is `missing`, and whoever has it still may append it again. */
  lose(sequence: number): void {
    this.#entries.delete(sequence);
  }

  has(sequence: number): boolean {
    return this.#entries.has(sequence);
  }

  /** Null when neither the envelope, the one behind it nor a receipt tells. */
  hashAt(sequence: number): string | null {
    if (sequence === 0) return noHash;
    if (sequence === this.#head.sequence) return this.#head.hash;
    if (sequence === this.#receipt?.upToSequence) return this.#receipt.headHash;
    const behind = this.#entries.get(sequence + 1);
    return this.#entries.get(sequence)?.hash ?? behind?.previousHash ?? null;
  }

  /** Ascending, at most `limit`. */
  from(fromSequence: number, limit: number): readonly Entry[] {
    const found: Entry[] = [];
    for (let at = fromSequence; at <= this.#head.sequence && found.length < limit; at += 1) {
      const entry = this.#entries.get(at);
      if (entry !== undefined) found.push(entry);
    }
    return found;
  }

  all(): Iterable<Entry> {
    return this.#entries.values();
  }

  forget(segments: ReadonlySet<string>): void {
    for (const [sequence, { place }] of this.#entries)
      if (segments.has(place.segment)) this.#entries.delete(sequence);
  }

  /** The folder outlives an enrolment: an earlier kiosk's lines stay, and count for nothing here. */
  #isOurs({ kioskId, epoch }: { readonly kioskId: string; readonly epoch: number }): boolean {
    return kioskId === this.#kioskId && epoch === this.#epoch;
  }

  #missing(isWhole: (entry: Entry) => boolean): number[] {
    const found: number[] = [];
    for (let at = this.receiptedSequence + 1; at <= this.#head.sequence; at += 1) {
      const entry = this.#entries.get(at);
      if (entry === undefined || !isWhole(entry)) found.push(at);
    }
    return found;
  }
}
