import { err, ok, type Result } from '../../core/lib/result.ts';
import type { Chunk, Envelope } from '../../core/records/envelope.ts';
import { errnoOf } from '../../machine/errno.ts';
import type { Entry } from './chain-book.ts';
import { recordOf } from './record.ts';
import { readAt, type JournalPlace, type Place } from './segments.ts';

type ReadTrouble = { readonly code: 'journal-unreadable'; readonly detail: string };

/** Envelopes as they stand on disk. */
export async function readEnvelopes(
  at: JournalPlace,
  entries: readonly Entry[],
): Promise<Result<{ envelopes: { envelope: Envelope; recovered: boolean }[] }, ReadTrouble>> {
  try {
    const envelopes = [];
    for (const { place, recovered } of entries) {
      const record = recordOf(await readAt(at, place));
      if (record?.kind !== 'envelope') return err({ code: 'journal-unreadable', detail: 'line damaged' });
      envelopes.push({ envelope: record.envelope, recovered });
    }
    return ok({ envelopes });
  } catch (cause) {
    return err({ code: 'journal-unreadable', detail: errnoOf(cause) });
  }
}

/** So many pieces fit into one answer. */
const mostChunksAnswered = 10;

/** Sealed pieces as they stand on disk; one that no longer reads is left out, because the others are still wanted. */
export async function readChunks(
  at: JournalPlace,
  places: readonly Place[],
): Promise<Result<{ chunks: Chunk[] }, ReadTrouble>> {
  try {
    const chunks: Chunk[] = [];
    for (const place of places) {
      if (chunks.length === mostChunksAnswered) break;
      const record = recordOf(await readAt(at, place));
      if (record?.kind === 'chunk') chunks.push(record.chunk);
    }
    return ok({ chunks });
  } catch (cause) {
    return err({ code: 'journal-unreadable', detail: errnoOf(cause) });
  }
}
