import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest';
import type { Envelope } from '../../core/records/envelope.ts';
import type { TestKiosk } from './kiosk-envelopes.ts';
import { startTestPostgres, type TestPostgres } from './postgres.ts';
import { startTestHub, type TestHub } from './test-hub.ts';

/** The cluster of the running file. */
export let postgres: TestPostgres;
/** The hub of the running test. */
export let hub: TestHub;

/** One cluster for the file. */
export function postgresForFile(): void {
  beforeAll(async () => {
    postgres = await startTestPostgres();
  });
  afterAll(() => postgres.stop());
}

/** One cluster for the file, and for each test a hub on a database of its own. */
export function hubForEachTest(staffToken?: string): void {
  postgresForFile();
  beforeEach(async () => {
    hub = await startTestHub(await postgres.freshDatabase(), staffToken);
  });
  afterEach(() => hub.stop());
}

/** These envelopes are at that hub, opened and decided. */
export async function deliverAll(
  kiosk: TestKiosk,
  envelopes: readonly Envelope[],
  recovered = false,
): Promise<void> {
  await hub.upload(kiosk, envelopes, recovered);
  await hub.allDecided();
}

/** What that hub's database answers. */
export async function rows<Row extends object>(
  sql: string,
  values: readonly unknown[] = [],
): Promise<readonly Row[]> {
  return (await hub.pool.query<Row>(sql, [...values])).rows;
}

/** Rows of a table of that hub. */
export async function count(table: string): Promise<number> {
  const [counted] = await rows<{ count: number }>(`SELECT count(*) AS count FROM ${table}`);
  return counted!.count;
}

/** How the records of that hub stand, by sequence. */
export async function states(): Promise<readonly string[]> {
  const records = await rows<{ state: string }>(
    'SELECT state FROM records ORDER BY kiosk_id, epoch, sequence',
  );
  return records.map(({ state }) => state);
}

/**
 * From now on that hub cannot write a kiosk's first record to `table`.
 *
 * @returns mends it
 */
export async function stumbleAt(table: string): Promise<() => Promise<unknown>> {
  await hub.pool.query(`
    CREATE FUNCTION stumble() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'stumbled'; END $$;
    CREATE TRIGGER stumble BEFORE INSERT ON ${table} FOR EACH ROW WHEN (NEW.sequence = 1) EXECUTE FUNCTION stumble()`);
  return () => hub.pool.query(`DROP TRIGGER stumble ON ${table}`);
}
