import type { Pool, PoolClient } from 'pg';
import { grantServing } from './privileges.ts';
import { inTransaction } from './transaction.ts';
import { firstVisit } from './migrations/0001-first-visit.ts';
import { partitioned } from './migrations/0002-partitions.ts';
import { work } from './migrations/0003-work.ts';
import { trust } from './migrations/0004-trust.ts';
import { forward } from './migrations/0005-forward.ts';

/** Applied in this order; a migration that has left the house is never changed, only followed by another. */
const migrations: readonly { readonly name: string; readonly sql: string }[] = [
  { name: '0001-first-visit', sql: firstVisit },
  { name: '0002-partitions', sql: partitioned },
  { name: '0003-work', sql: work },
  { name: '0004-trust', sql: trust },
  { name: '0005-forward', sql: forward },
];

/** Any number that no other user of this database locks. */
const migrationLock = 7_246_001;

/**
 * Brings the schema up to date and gives the serving role its rights, all or nothing; a second hub that starts at the
 * same moment waits.
 *
 * @param pool of the role that owns the tables
 * @param servingRole null when the owner itself serves
 */
export async function migrate(pool: Pool, servingRole: string | null = null): Promise<void> {
  await inTransaction(pool, async (client) => {
    await client.query('SELECT pg_advisory_xact_lock($1)', [migrationLock]);
    await client.query(
      'CREATE TABLE IF NOT EXISTS migrations (name text PRIMARY KEY, applied_at timestamptz NOT NULL DEFAULT now())',
    );
    for (const { name, sql } of await pending(client)) {
      await client.query(sql);
      await client.query('INSERT INTO migrations (name) VALUES ($1)', [name]);
    }
    if (servingRole !== null) await grantServing(client, servingRole);
  });
}

/** Whether the schema is the one that this program knows. For a role that cannot change it. */
export async function isUpToDate(pool: Pool): Promise<boolean> {
  const { rows } = await pool.query<{ found: boolean }>(
    `SELECT to_regclass('migrations') IS NOT NULL AS found`,
  );
  return rows[0]?.found === true && (await pending(pool)).length === 0;
}

async function pending(client: Pool | PoolClient): Promise<typeof migrations> {
  const { rows } = await client.query<{ name: string }>('SELECT name FROM migrations');
  const applied = new Set(rows.map((row) => row.name));
  return migrations.filter(({ name }) => !applied.has(name));
}
