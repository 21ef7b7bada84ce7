import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { migrate as migrateDatabase } from '../../hub/database/migrate.ts';
import { servingPrivileges } from '../../hub/database/privileges.ts';
import { bundleHub, runHub, spawnHub, startHubProcess, type HubProcess } from '../support/hub-process.ts';
import { enrolledAt } from '../support/enrolled-at.ts';
import { uploadOf } from '../support/kiosk-envelopes.ts';
import { startTestPostgres, temporaryFolder, type TestPostgres } from '../support/postgres.ts';
import { postUpload } from '../support/post-upload.ts';

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
      expect((await postUpload(hub.url, kiosk, upload)).status).toBe(200);
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
       AND relkind IN ('r', 'p', 'v') AND NOT relispartition ORDER BY 1`,
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

describe('a migration', () => {
  let other: pg.Client;
  beforeEach(async () => {
    other = new pg.Client({ connectionString: ownerUrl });
    await other.connect();
    await other.query('SELECT pg_advisory_lock(7246001)');
    return () => other.end();
  });
  const isWaiting = async () => {
    const { rows } = await other.query(
      `SELECT FROM pg_locks JOIN pg_stat_activity USING (pid)
       WHERE locktype = 'advisory' AND NOT granted AND now() - query_start > interval '1 second'`,
    );
    return rows.length === 1;
  };

  test('takes as long as it takes, whatever bounds a statement has elsewhere', async () => {
    const pool = new pg.Pool({ connectionString: ownerUrl, statement_timeout: 500, lock_timeout: 500 });
    const migrated = migrateDatabase(pool);
    await expect.poll(isWaiting, { timeout: 10_000 }).toBe(true);
    await other.query('SELECT pg_advisory_unlock_all()');
    expect(await migrated).toEqual({ ok: true });
    await pool.end();
  });

  test('that does not come to an end swallows no SIGTERM', async () => {
    const hub = spawnHub(bundle, data, { DATABASE_URL: ownerUrl });
    await expect.poll(isWaiting, { timeout: 10_000 }).toBe(true);
    hub.kill('SIGTERM');
    expect(await once(hub, 'exit')).toEqual([1, null]);
  });
});

test('migrate without an owner to work as is explained', async () => {
  const { exitCode, stderr } = await runHub(bundle, ['migrate']);
  expect([exitCode, stderr]).toEqual([2, expect.stringContaining('DATABASE_MIGRATION_URL')]);
});
