import type { Chunk, EnvelopeHeader } from '../../core/records/envelope.ts';
import type { Place } from './segments.ts';

type Piece = { readonly hash: string; readonly place: Place };

/** Which sealed pieces of attachments stand in the journal. */
export class ChunkBook {
  readonly #byTransaction = new Map<string, Map<number, Piece>>();

  /** Of a piece that was sealed anew the later one counts. */
  take({ transactionId, index, hash }: Chunk, place: Place): void {
    const pieces = this.#byTransaction.get(transactionId) ?? new Map<number, Piece>();
    pieces.set(index, { hash, place });
    this.#byTransaction.set(transactionId, pieces);
  }

  has({ transactionId, index, hash }: Pick<Chunk, 'transactionId' | 'index' | 'hash'>): boolean {
    return this.#byTransaction.get(transactionId)?.get(index)?.hash === hash;
  }

  hasAll({ transactionId, chunkHashes }: Pick<EnvelopeHeader, 'transactionId' | 'chunkHashes'>): boolean {
    return chunkHashes.every((hash, index) => this.has({ transactionId, index, hash }));
  }

  /** Places of the pieces from index `from` on, ascending. */
  from(transactionId: string, from: number): readonly Place[] {
    const pieces = [...(this.#byTransaction.get(transactionId) ?? [])];
    return pieces
      .filter(([index]) => index >= from)
      .toSorted(([a], [b]) => a - b)
      .map(([, { place }]) => place);
  }

  /** Transactions with a piece in that segment. */
  transactionsIn(segment: string): readonly string[] {
    return [...this.#byTransaction]
      .filter(([, pieces]) => [...pieces.values()].some(({ place }) => place.segment === segment))
      .map(([transactionId]) => transactionId);
  }

  forget(segments: ReadonlySet<string>): void {
    for (const [transactionId, pieces] of this.#byTransaction) {
      for (const [index, { place }] of pieces) if (segments.has(place.segment)) pieces.delete(index);
      if (pieces.size === 0) this.#byTransaction.delete(transactionId);
    }
  }
}
