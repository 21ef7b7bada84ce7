import type { Host } from '../../core/contract/host.ts';
import { err, ok, type Result } from '../../core/lib/result.ts';
import type { Chunk, Envelope } from '../../core/records/envelope.ts';
import type { Outgoing } from '../outbox/waiting-rows.ts';
import { slipNumber } from '../protocol/chain.ts';
import { fitOneUpload } from '../protocol/upload-size.ts';
import type { Batch } from './batch.ts';

type Journalled = { readonly envelope: Envelope; readonly recovered: boolean };

/** One way through what the hub has lost. */
type Pass = {
  /** The sequence that goes next. */
  next: number;
  /** How many of its pieces have gone. */
  piecesSent: number;
};

/** Envelopes are a few thousand characters each; more of them than this would not fit into one request. */
const readAtOnce = 50;

/**
 * Brings a hub that was put back to an older state what its receipts had let go: the queue has dropped it, the journal
 * has not. One pass goes from the hub's last word up to where its furthest receipt reached; another begins when that
 * word has changed since. What the journal has removed, or the hub refuses, is passed over: it becomes a gap at the hub.
 */
export class Recovery {
  #settledUpTo = 0;
  /** The hub's last word; none yet: Infinity. */
  #heardUpTo = Infinity;
  #pass: Pass | null = null;
  /** The hub's word at the end of a pass that has brought all there is. */
  #doneAt: number | null = null;

  /** The hub holds everything up to `upToSequence`; its furthest receipt covered `settledUpTo`. */
  hear(upToSequence: number, settledUpTo: number): void {
    const hasFallenBack = upToSequence < this.#heardUpTo;
    this.#heardUpTo = upToSequence;
    this.#settledUpTo = settledUpTo;
    if (upToSequence >= settledUpTo) {
      this.#pass = null;
      this.#doneAt = null;
    } else if (hasFallenBack || (this.#pass === null && upToSequence !== this.#doneAt)) {
      this.#pass = { next: upToSequence + 1, piecesSent: 0 };
    }
  }

  /**
   * The next request of the pass; null when there is none.
   *
   * @returns the error code of the journal when it does not answer
   */
  async next(host: Pick<Host, 'invoke'>): Promise<Result<Batch | null, string>> {
    if (this.#pass === null) return ok(null);
    const fromSequence = this.#pass.next;
    const read = await host.invoke('journal.read', { fromSequence, limit: readAtOnce });
    if (!read.ok) return err(read.error.code);
    const rows = read.value.envelopes.filter(({ envelope }) => envelope.header.sequence <= this.#settledUpTo);
    const [first] = rows;
    if (first === undefined) return ok(this.#end());
    const pieces = await this.#pieces(host, first.envelope);
    if (!pieces.ok) return pieces;
    return ok(pieces.value ?? batchOf(fitOneUpload(upToPieces(rows)).map(outgoingOf)));
  }

  /** A request of the pass was answered. */
  answered({ rows, pieces }: Batch): void {
    if (this.#pass === null) return;
    const last = rows.at(-1);
    if (last !== undefined) this.#pass = { next: last.sequence + 1, piecesSent: 0 };
    else for (const [next, piecesSent] of pieces) this.#pass = { next, piecesSent };
    if (this.#pass.next > this.#settledUpTo) this.#end();
  }

  /** Pieces go before the record that names them; null when none is left. */
  async #pieces(host: Pick<Host, 'invoke'>, { header }: Envelope): Promise<Result<Batch | null, string>> {
    const { sequence, transactionId, chunkHashes } = header;
    const from = this.#pass?.next === sequence ? this.#pass.piecesSent : 0;
    if (from >= chunkHashes.length) return ok(null);
    const read = await host.invoke('journal.chunks', { transactionId, from });
    if (!read.ok) return err(read.error.code);
    const { chunks } = read.value;
    const last = chunks.at(-1);
    return ok(last === undefined ? null : batchOf([], chunks, new Map([[sequence, last.index + 1]])));
  }

  #end(): null {
    this.#doneAt = this.#heardUpTo;
    this.#pass = null;
    return null;
  }
}

/** The first, whose pieces have gone, and those behind it that have none. */
function upToPieces(rows: readonly Journalled[]): readonly Journalled[] {
  const past = rows.findIndex(({ envelope }, at) => at > 0 && envelope.header.chunkHashes.length > 0);
  return past < 0 ? rows : rows.slice(0, past);
}

function outgoingOf({ envelope: { header, hash }, recovered }: Journalled): Outgoing {
  return { sequence: header.sequence, slipNumber: slipNumber(header), hash, recovered };
}

function batchOf(
  rows: readonly Outgoing[],
  chunks: readonly Chunk[] = [],
  pieces: Batch['pieces'] = new Map(),
): Batch {
  return { from: 'journal', rows, chunks, pieces, unread: [] };
}
