import PouchDB from 'pouchdb-browser';
import { sendErrands, type Contender, type Errand, type Place } from './contender.ts';

/** PouchDB's own adapter has no word for durability: `durability.ts` forces it from outside. */
export async function openPouchdb(place: Place): Promise<Contender> {
  const db = new PouchDB<Errand>(place.database, { auto_compaction: true });
  return {
    async enqueue(errand) {
      await db.put(documentOf(errand));
    },
    async fill(errands) {
      refuse(await db.bulkDocs(errands.map(documentOf)));
    },
    async drain() {
      for (;;) {
        const { rows } = await db.allDocs({ include_docs: true, limit: place.batchRows });
        if (rows.length === 0) return;
        const documents = rows.map(({ doc }) => doc);
        await sendErrands(place, documents);
        refuse(await db.bulkDocs(documents.map(({ _id, _rev }) => ({ _id, _rev, _deleted: true as const }))));
      }
    },
    waiting: async () => (await db.info()).doc_count,
    close: () => db.destroy(),
  };
}

function documentOf(errand: Errand) {
  return { _id: errand.id, ...errand };
}

function refuse(results: readonly { readonly error?: unknown }[]): void {
  const failed = results.filter(({ error }) => error !== undefined).length;
  if (failed > 0) throw new Error(`PouchDB did not take ${failed} rows`);
}
