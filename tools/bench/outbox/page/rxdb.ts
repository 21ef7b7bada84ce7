import { createRxDatabase, type RxCollection } from 'rxdb/plugins/core';
import { getRxStorageDexie } from 'rxdb/plugins/storage-dexie';
import { sendErrands, type Contender, type Errand, type Place } from './contender.ts';

const schema = {
  version: 0,
  primaryKey: 'id',
  type: 'object',
  properties: {
    id: { type: 'string', maxLength: 36 },
    payload: { type: 'string' },
  },
  required: ['id', 'payload'],
} as const;

/** RxDB on its Dexie storage, which is the free one for browsers; one window, so no channel between windows. */
export async function openRxdb(place: Place): Promise<Contender> {
  const options = place.durability === 'strict' ? ({ chromeTransactionDurability: 'strict' } as const) : {};
  const db = await createRxDatabase<{ errands: RxCollection<Errand> }>({
    name: place.database,
    storage: getRxStorageDexie(options),
    multiInstance: false,
  });
  const { errands } = await db.addCollections({ errands: { schema } });
  return {
    async enqueue(errand) {
      await errands.insert(errand);
    },
    async fill(many) {
      const { error } = await errands.bulkInsert([...many]);
      if (error.length > 0) throw new Error(`RxDB did not take ${error.length} rows`);
    },
    async drain() {
      for (;;) {
        const found = await errands.find({ limit: place.batchRows }).exec();
        if (found.length === 0) return;
        await sendErrands(place, found);
        const { error } = await errands.bulkRemove(found);
        if (error.length > 0) throw new Error(`RxDB did not remove ${error.length} rows`);
      }
    },
    waiting: () => errands.count().exec(),
    async close() {
      await db.remove();
    },
  };
}
