import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest';
import { startTestPostgres, type TestPostgres } from './postgres.ts';
import { startTestHub, type TestHub } from './test-hub.ts';

/** The cluster of the running file. */
export let postgres: TestPostgres;
/** The hub of the running test. */
export let hub: TestHub;

/** One cluster for the file, and for each test a hub on a database of its own. */
export function hubForEachTest(staffToken?: string): void {
  beforeAll(async () => {
    postgres = await startTestPostgres();
  });
  afterAll(() => postgres.stop());
  beforeEach(async () => {
    hub = await startTestHub(await postgres.freshDatabase(), staffToken);
  });
  afterEach(() => hub.stop());
}

/** Rows of a table of that hub. */
export async function count(table: string): Promise<number> {
  const { rows } = await hub.pool.query<{ count: number }>(`SELECT count(*) AS count FROM ${table}`);
  return rows[0]!.count;
}

/** How the records of that hub stand, by sequence. */
export async function states(): Promise<readonly string[]> {
  const { rows } = await hub.pool.query<{ state: string }>(
    'SELECT state FROM records ORDER BY kiosk_id, epoch, sequence',
  );
  return rows.map(({ state }) => state);
}
