import type { Pool } from 'pg';
import { inTransaction } from './transaction.ts';
import { firstVisit } from './migrations/0001-first-visit.ts';

/** Applied in this order; a migration that has left the house is never changed, only followed by another. */
const migrations: readonly { readonly name: string; readonly sql: string }[] = [
  { name: '0001-first-visit', sql: firstVisit },
];

/** Any number that no other user of this database locks. */
const migrationLock = 7_246_001;

/** Brings the schema up to date, all or nothing; a second hub that starts at the same moment waits. */
export async function migrate(pool: Pool): Promise<void> {
  await inTransaction(pool, async (client) => {
    await client.query('SELECT pg_advisory_xact_lock($1)', [migrationLock]);
    await client.query(
      'CREATE TABLE IF NOT EXISTS migrations (name text PRIMARY KEY, applied_at timestamptz NOT NULL DEFAULT now())',
    );
    const { rows } = await client.query<{ name: string }>('SELECT name FROM migrations');
    const applied = new Set(rows.map((row) => row.name));
    for (const { name, sql } of migrations.filter((migration) => !applied.has(migration.name))) {
      await client.query(sql);
      await client.query('INSERT INTO migrations (name) VALUES ($1)', [name]);
    }
  });
}
