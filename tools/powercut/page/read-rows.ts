import { readableHead, readableRow } from '../../../sync/outbox/db.ts';
import { probeDatabase } from '../../../sync/outbox/probe.ts';
import type { RowsFound } from '../losses.ts';

/** `trouble`: the browser does not open it at all; the name of its exception. */
export type DatabaseFound = RowsFound & { readonly dataLoss: string | null; readonly trouble: string | null };

/** What stands in a database, read as it is: without Dexie, and before anybody repairs it. */
export async function readDatabase(indexedDB: IDBFactory, name: string): Promise<DatabaseFound> {
  const nothing = { rows: [], damaged: 0, headSequence: null };
  const probe = await probeDatabase(indexedDB, name);
  if (!probe.ok) return { ...nothing, dataLoss: null, trouble: probe.error };
  const { existed, dataLoss } = probe.value;
  return { ...(existed ? await readRows(indexedDB, name) : nothing), dataLoss, trouble: null };
}

async function readRows(indexedDB: IDBFactory, name: string): Promise<RowsFound> {
  const database = await answerTo(indexedDB.open(name));
  try {
    const stores = database.transaction(['outbox', 'head']);
    const [stored, head] = await Promise.all([
      answerTo(stores.objectStore('outbox').getAll()),
      answerTo(stores.objectStore('head').get('head')),
    ]);
    const rows = stored.map(readableRow).filter((row) => row !== null);
    return {
      rows: rows.map(({ sequence, envelope }) => ({ sequence, hash: envelope.hash })),
      damaged: stored.length - rows.length,
      headSequence: readableHead(head)?.sequence ?? null,
    };
  } finally {
    database.close();
  }
}

function answerTo<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((settle, fail) => {
    request.addEventListener('success', () => settle(request.result));
    request.addEventListener('error', () => fail(request.error));
  });
}
