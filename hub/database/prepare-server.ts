import pg from 'pg';
import { err, ok, type Result } from '../../core/lib/result.ts';

/** Owns the database and changes its schema. */
export const ownerRole = 'hub';
/** Serves, and owns nothing; see privileges.ts. */
export const servingRole = 'hub_app';

/** Makes the embedded server's two roles and its database; the superuser is for this moment only. */
export async function prepareServer(superuserUrl: string, password: string): Promise<Result<void, string>> {
  const superuser = new pg.Client({ connectionString: superuserUrl, connectionTimeoutMillis: 5_000 });
  // A connection that breaks says so to the query in hand; unheard, it would end the process as well.
  superuser.on('error', () => {});
  try {
    await superuser.connect();
    for (const role of [ownerRole, servingRole]) {
      const { rowCount: roles } = await superuser.query('SELECT FROM pg_roles WHERE rolname = $1', [role]);
      if (roles === 0)
        await superuser.query(`CREATE ROLE ${role} LOGIN PASSWORD ${superuser.escapeLiteral(password)}`);
    }
    const { rowCount: databases } = await superuser.query(`SELECT FROM pg_database WHERE datname = 'hub'`);
    if (databases === 0) await superuser.query(`CREATE DATABASE hub OWNER ${ownerRole}`);
    return ok(undefined);
  } catch (cause) {
    return err(cause instanceof Error ? cause.message : String(cause));
  } finally {
    await superuser.end();
  }
}
