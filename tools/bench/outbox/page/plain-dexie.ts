import { Dexie, type Table } from 'dexie';
import { sendErrands, type Contender, type Errand, type Place } from './contender.ts';

type Row = Errand & { readonly sequence: number };

class PlainDb extends Dexie {
  declare readonly errands: Table<Row, number, Errand>;

  constructor({ database, durability }: Place) {
    super(database, durability === 'strict' ? { chromeTransactionDurability: 'strict' } : {});
    this.version(1).stores({ errands: '++sequence' });
  }
}

/** One `add` an errand: no head, no chain, no seal, no journal. */
export async function openPlainDexie(place: Place): Promise<Contender> {
  const db = new PlainDb(place);
  await db.open();
  return {
    async enqueue(errand) {
      await db.errands.add(errand);
    },
    async fill(errands) {
      await db.errands.bulkAdd(errands);
    },
    async drain() {
      for (;;) {
        const rows = await db.errands.orderBy('sequence').limit(place.batchRows).toArray();
        if (rows.length === 0) return;
        await sendErrands(place, rows);
        await db.errands.bulkDelete(rows.map(({ sequence }) => sequence));
      }
    },
    waiting: () => db.errands.count(),
    close: () => db.delete(),
  };
}
