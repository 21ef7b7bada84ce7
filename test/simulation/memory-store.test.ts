import { expect, test } from 'vitest';
import { noHash } from '../../core/records/envelope.ts';
import { memoryStore } from '../../tools/simulate/branch/memory-store.ts';
import { ingestStoreSuite } from '../contract/ingest-store.suite.ts';

ingestStoreSuite('the memory of the simulation', async () => {
  const memory = memoryStore();
  return {
    store: memory.store,
    enrol: async (kiosk, deviceKey) => memory.enrol(kiosk, deviceKey),
    incidents: async (kiosk) =>
      (memory.shelfOf(kiosk)?.incidents ?? []).map(({ kind, place, detail = '', isResolved }) => ({
        kind,
        sequence: place.sequence,
        detail,
        isResolved,
      })),
    refusals: async (kiosk) => ({ ...memory.shelfOf(kiosk)?.refusals }),
    close: async () => {},
  };
});

const kiosk = { kioskId: 'K01', epoch: 1 };
const nothingHeld = { kiosk, sequences: [], chunkHashes: [] };

test('a backup that is put back forgets what came after it', async () => {
  const memory = memoryStore();
  memory.enrol(kiosk, noHash);
  const change = {
    kiosk,
    revision: 0,
    receivedAtMs: 0,
    offers: [],
    chunks: [],
    looseChunks: 0,
    prefix: { sequence: 0, hash: noHash },
    highest: 0,
    incidents: [],
    refusals: { 'bad-hash': 1 },
    report: null,
  };
  await memory.store.commit(change);
  const backup = memory.backup();
  await memory.store.commit(change);
  memory.restore(backup);
  expect(memory.shelfOf(kiosk)!.refusals).toEqual({ 'bad-hash': 1 });
});

test('a commit is refused while the server would lose it, and one reads why', async () => {
  const memory = memoryStore();
  memory.enrol(kiosk, noHash);
  memory.mood.unsafe = ['fsync'];
  expect(await memory.store.read(nothingHeld)).toMatchObject({ unsafe: ['fsync'] });
});
