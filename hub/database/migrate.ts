import { createHash } from 'node:crypto';
import type { Pool, PoolClient } from 'pg';
import { err, ok, type Result } from '../../core/lib/result.ts';
import { messageOf } from './message.ts';
import { baseline } from './migrations/0001-baseline.ts';
import { grantServing } from './privileges.ts';
import { inTransaction } from './transaction.ts';

/** Applied in this order; a migration that has left the house is never changed, only followed by another. */
const migrations: readonly { readonly name: string; readonly sql: string }[] = [
  { name: '0001-baseline', sql: baseline },
];

export type MigrationTrouble = {
  readonly code:
    | 'database-of-another-build' // it was changed by a migration that this program does not know, or knows otherwise
    | 'migration-failed'; // nothing of it stays
  readonly detail: string;
};

/** Any number that no other user of this database locks. */
const migrationLock = 7_246_001;

/**
 * Brings the schema up to date and gives the serving role its rights, all or nothing; a second hub that starts at the
 * same moment waits. It takes as long as it takes: the bounds of a serving connection do not count here.
 *
 * @param pool of the role that owns the tables
 * @param servingRole null when the owner itself serves
 */
export async function migrate(
  pool: Pool,
  servingRole: string | null = null,
): Promise<Result<void, MigrationTrouble>> {
  let at = '';
  try {
    return await inTransaction(pool, async (client) => {
      await client.query('SET LOCAL statement_timeout = 0; SET LOCAL lock_timeout = 0');
      await client.query('SELECT pg_advisory_xact_lock($1)', [migrationLock]);
      const state = await readState(client);
      if (!state.ok) return state;
      await client.query(
        'CREATE TABLE IF NOT EXISTS migrations (name text PRIMARY KEY, sha256 text NOT NULL, applied_at timestamptz NOT NULL DEFAULT now())',
      );
      for (const { name, sql } of state.value) {
        at = name;
        await client.query(sql);
        await client.query('INSERT INTO migrations (name, sha256) VALUES ($1, $2)', [name, sha256Of(sql)]);
      }
      if (servingRole !== null) await grantServing(client, servingRole);
      return ok(undefined);
    });
  } catch (cause) {
    if (at === '') throw cause;
    return err({ code: 'migration-failed', detail: `${at}: ${messageOf(cause)}` });
  }
}

/** Whether the schema is the one that this program knows. For a role that cannot change it. */
export async function isUpToDate(pool: Pool): Promise<Result<boolean, MigrationTrouble>> {
  const state = await readState(pool);
  return state.ok ? ok(state.value.length === 0) : state;
}

/** What is still to be applied. A database that another build has changed is not touched. */
async function readState(client: Pool | PoolClient): Promise<Result<typeof migrations, MigrationTrouble>> {
  const { rows: tables } = await client.query<{ found: boolean }>(
    `SELECT to_regclass('migrations') IS NOT NULL AS found`,
  );
  if (tables[0]?.found !== true) return ok(migrations);
  // The builds before the first one that shipped kept no hash.
  const { rows: applied } = await client.query<{ name: string; sha256?: string }>('SELECT * FROM migrations');
  const foreign = applied.find(
    ({ name, sha256 }) => !migrations.some((known) => known.name === name && sha256Of(known.sql) === sha256),
  );
  if (foreign !== undefined)
    return err({ code: 'database-of-another-build', detail: adviceFor(foreign.name) });
  return ok(migrations.filter(({ name }) => !applied.some((row) => row.name === name)));
}

function adviceFor(name: string): string {
  return `its "${name}" is not this hub's; start the build that made it, or give this hub an empty database (see "Update" in docs/operate/hub.md)`;
}

function sha256Of(sql: string): string {
  return createHash('sha256').update(sql).digest('hex');
}
