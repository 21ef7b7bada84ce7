import { rm } from 'node:fs/promises';
import pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { servingPrivileges } from '../../hub/database/privileges.ts';
import { bundleHub, runHub, startHubProcess, type HubProcess } from '../support/hub-process.ts';
import { enrolledAt } from '../support/enrolled-at.ts';
import { uploadOf } from '../support/kiosk-envelopes.ts';
import { startTestPostgres, temporaryFolder, type TestPostgres } from '../support/postgres.ts';
import { postTo } from '../support/test-hub.ts';

let postgres: TestPostgres;
let bundle: string;
let data: string;
let ownerUrl: string;
let servingUrl: string;

beforeAll(async () => {
  [postgres, bundle] = [await startTestPostgres(), await bundleHub()];
  await postgres.asSuperuser(`CREATE ROLE hub_app LOGIN PASSWORD 'only-for-tests'`);
});
afterAll(() => postgres.stop());
beforeEach(async () => {
  data = await temporaryFolder('roles');
  ownerUrl = await postgres.freshDatabase();
  servingUrl = ownerUrl.replace('//tester:', '//hub_app:');
  return () => rm(data, { recursive: true });
});

const migrate = () =>
  runHub(bundle, ['migrate'], { DATABASE_URL: servingUrl, DATABASE_MIGRATION_URL: ownerUrl });

async function served<T>(url: string, work: (hub: HubProcess) => Promise<T>): Promise<T> {
  const hub = await startHubProcess(bundle, data, { DATABASE_URL: url });
  try {
    return await work(hub);
  } finally {
    await hub.end('SIGTERM');
  }
}

async function query(url: string, sql: string): Promise<readonly unknown[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end();
  }
}

describe('the role that serves', () => {
  test('takes records, opens them, and can neither change nor remove what has come, not even through a partition', async () => {
    expect((await migrate()).exitCode).toBe(0);
    await served(servingUrl, async (hub) => {
      const kiosk = await enrolledAt(bundle, hub.url, data, { DATABASE_URL: servingUrl });
      const upload = uploadOf(kiosk.identity, await kiosk.nextMany(3));
      expect((await postTo(`${hub.url}/v1/records`, upload)).status).toBe(200);
      await expect
        .poll(() => query(servingUrl, 'SELECT count(*)::integer FROM records'))
        .toEqual([{ count: 3 }]);
      expect(hub.logged()).not.toContain('serving-as-owner');
    });
    const partitions = await query(
      ownerUrl,
      `SELECT inhrelid::regclass::text AS name FROM pg_inherits
       WHERE inhparent IN ('ingest_raw'::regclass, 'chunks'::regclass) ORDER BY 1`,
    );
    expect(partitions).toHaveLength(32);
    const tables = ['ingest_raw', 'chunks', ...(partitions as { name: string }[]).map(({ name }) => name)];
    for (const table of tables)
      for (const sql of [
        `DELETE FROM ${table}`,
        `UPDATE ${table} SET hash = ''`,
        `TRUNCATE ${table} CASCADE`,
      ]) {
        await expect(query(servingUrl, sql), sql).rejects.toThrow('permission denied');
        await expect(query(ownerUrl, sql), sql).rejects.toThrow('append-only');
      }
    await expect(query(servingUrl, 'DROP TABLE ingest_raw')).rejects.toThrow('must be owner');
    await expect(query(servingUrl, 'ALTER TABLE ingest_raw DISABLE TRIGGER ALL')).rejects.toThrow(
      'must be owner',
    );
    expect(await query(ownerUrl, 'SELECT count(*)::integer FROM ingest_raw')).toEqual([{ count: 3 }]);
  });

  test('has a line in the list of rights for every table there is', async () => {
    await migrate();
    const tables = await query(
      ownerUrl,
      `SELECT relname AS name FROM pg_class WHERE relnamespace = 'public'::regnamespace
       AND relkind IN ('r', 'p') AND NOT relispartition ORDER BY 1`,
    );
    expect((tables as { name: string }[]).map(({ name }) => name)).toEqual(
      Object.keys(servingPrivileges).toSorted(),
    );
  });

  test('is told by name that the schema is not up to date, which it cannot mend itself', async () => {
    await expect(startHubProcess(bundle, data, { DATABASE_URL: servingUrl })).rejects.toThrow(
      'database-outdated',
    );
  });

  test('may be the owner for a first try, and the log says so', async () => {
    await served(ownerUrl, async (hub) => expect(hub.logged()).toContain('serving-as-owner'));
  });
});

test('migrate without an owner to work as is explained', async () => {
  const { exitCode, stderr } = await runHub(bundle, ['migrate']);
  expect([exitCode, stderr]).toEqual([2, expect.stringContaining('DATABASE_MIGRATION_URL')]);
});
