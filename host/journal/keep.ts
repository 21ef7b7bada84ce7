import { ok, type Result } from '../../core/lib/result.ts';
import { enter, type Books } from './books.ts';
import type { JournalRecord } from './record.ts';
import type { Writer, WriteTrouble } from './writer.ts';

/** Puts a record on disk, then into the books. */
export type Keep = (record: JournalRecord) => Promise<Result<void, WriteTrouble>>;

/** How a write went: the length of the line, or why it is not on disk. */
export type JournalWrite = Result<number, WriteTrouble>;

/** @param onWrite hears how each write went */
export function keepWith(writer: Writer, books: Books, onWrite: (write: JournalWrite) => void): Keep {
  return async (record) => {
    const written = await writer.append(record);
    if (written.ok) enter(books, record, written.value);
    onWrite(written.ok ? ok(written.value.length) : written);
    return written.ok ? ok(undefined) : written;
  };
}
