import { ok, type Result } from '../../core/lib/result.ts';
import { enter, type Books } from './books.ts';
import type { JournalRecord } from './record.ts';
import type { Writer, WriteTrouble } from './writer.ts';

/** Puts records on disk together, then into the books. */
export type Keep = (...records: readonly JournalRecord[]) => Promise<Result<void, WriteTrouble>>;

/** How a write went: the length of its lines, or why none is on disk. */
export type JournalWrite = Result<number, WriteTrouble>;

/** @param onWrite hears how each write went */
export function keepWith(writer: Writer, books: Books, onWrite: (write: JournalWrite) => void): Keep {
  return async (...records) => {
    const written = await writer.append(...records);
    if (!written.ok) {
      onWrite(written);
      return written;
    }
    let lengthBytes = 0;
    for (const [at, place] of written.value.entries()) {
      const record = records[at];
      if (record !== undefined) enter(books, record, place);
      lengthBytes += place.length;
    }
    onWrite(ok(lengthBytes));
    return ok(undefined);
  };
}
