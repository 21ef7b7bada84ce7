import type { Chunk } from '../../core/records/envelope.ts';
import type { Outbox } from '../outbox/outbox.ts';
import type { Outgoing, WaitingRow } from '../outbox/waiting-rows.ts';
import { aroundRow, largestBody } from '../protocol/upload-size.ts';
import { uploadLimit } from '../protocol/wire.ts';
import type { SendQueue } from './send-queue.ts';

/** What one request carries. */
export type Batch = {
  /** `journal`: what an earlier receipt had let go, see recovery.ts. */
  readonly from: 'outbox' | 'journal';
  readonly rows: readonly Outgoing[];
  readonly chunks: readonly Chunk[];
  /** Of a row whose pieces go before it: how many have gone with this request. */
  readonly pieces: ReadonlyMap<number, number>;
  /** Rows whose pieces were to go and cannot be read. */
  readonly unread: readonly number[];
};

/** A piece with all that stands around it. */
const largestChunk = 24_400;

type Planned = {
  readonly row: WaitingRow;
  readonly from: number;
  readonly to: number;
  readonly goes: boolean;
};

/**
 * The next request: rows in their order with their pieces in front of them, as much as one body holds. A row whose
 * pieces do not all fit goes with the last of them, and nothing overtakes it.
 *
 * @throws what IndexedDB throws
 */
export async function nextBatch(
  outbox: Pick<Outbox, 'read' | 'chunks'>,
  queue: Pick<SendQueue, 'next' | 'piecesSent'>,
  nowMs: number,
  limit = uploadLimit,
): Promise<Batch> {
  const planned = fitting(queue.next(nowMs, limit), queue);
  const rows: Outgoing[] = [];
  const chunks: Chunk[] = [];
  const unread: number[] = [];
  for (const { row, from, to, goes } of planned) {
    const [stored] = to > from ? await outbox.read([row.sequence]) : [];
    if (stored !== undefined) chunks.push(...(await outbox.chunks(stored, from, to - from)));
    if (to > from && stored === undefined) unread.push(row.sequence);
    else if (goes) rows.push(row);
  }
  return {
    from: 'outbox',
    rows,
    chunks,
    pieces: new Map(planned.filter(({ to }) => to > 0).map(({ row, to }) => [row.sequence, to])),
    unread,
  };
}

function fitting(rows: readonly WaitingRow[], queue: Pick<SendQueue, 'piecesSent'>): readonly Planned[] {
  const planned: Planned[] = [];
  let room = largestBody;
  let chunkCount = 0;
  for (const row of rows) {
    const from = Math.min(queue.piecesSent(row.sequence), row.chunkCount);
    const most = Math.min(uploadLimit - chunkCount, Math.floor(room / largestChunk));
    const to = Math.min(row.chunkCount, from + most);
    room -= (to - from) * largestChunk;
    chunkCount += to - from;
    const goes = to === row.chunkCount && row.characters + aroundRow <= room;
    if (goes || to > from) planned.push({ row, from, to, goes });
    if (!goes) break;
    room -= row.characters + aroundRow;
  }
  return planned;
}
