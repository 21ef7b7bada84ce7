import pg from 'pg';
import { err, ok, type Result } from '../../core/lib/result.ts';

/** The hub works as `hub`, which owns its database and nothing else; the superuser is for this moment only. */
export async function prepareServer(superuserUrl: string, password: string): Promise<Result<void, string>> {
  const superuser = new pg.Client({ connectionString: superuserUrl, connectionTimeoutMillis: 5_000 });
  // A connection that breaks says so to the query in hand; unheard, it would end the process as well.
  superuser.on('error', () => {});
  try {
    await superuser.connect();
    const { rowCount: roles } = await superuser.query(`SELECT FROM pg_roles WHERE rolname = 'hub'`);
    if (roles === 0)
      await superuser.query(`CREATE ROLE hub LOGIN PASSWORD ${superuser.escapeLiteral(password)}`);
    const { rowCount: databases } = await superuser.query(`SELECT FROM pg_database WHERE datname = 'hub'`);
    if (databases === 0) await superuser.query('CREATE DATABASE hub OWNER hub');
    return ok(undefined);
  } catch (cause) {
    return err(cause instanceof Error ? cause.message : String(cause));
  } finally {
    await superuser.end();
  }
}
