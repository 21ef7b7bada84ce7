import pg from 'pg';
import { err, ok, type Result } from '../../core/lib/result.ts';
import { messageOf } from './message.ts';
import type { Passwords } from './passwords.ts';
import { ownerRole, servingRole } from './roles.ts';

/** Makes the embedded server's two roles and its database; the superuser is for this moment only. */
export async function prepareServer(
  superuserUrl: string,
  passwords: Pick<Passwords, typeof ownerRole | typeof servingRole>,
): Promise<Result<void, string>> {
  const superuser = new pg.Client({ connectionString: superuserUrl, connectionTimeoutMillis: 5_000 });
  // A connection that breaks says so to the query in hand; unheard, it would end the process as well.
  superuser.on('error', () => {});
  try {
    await superuser.connect();
    for (const role of [ownerRole, servingRole] as const) {
      const { rowCount: roles } = await superuser.query('SELECT FROM pg_roles WHERE rolname = $1', [role]);
      if (roles === 0)
        await superuser.query(
          `CREATE ROLE ${role} LOGIN PASSWORD ${superuser.escapeLiteral(passwords[role])}`,
        );
    }
    const { rowCount: databases } = await superuser.query(`SELECT FROM pg_database WHERE datname = 'hub'`);
    if (databases === 0) await superuser.query(`CREATE DATABASE hub OWNER ${ownerRole}`);
    return ok(undefined);
  } catch (cause) {
    return err(messageOf(cause));
  } finally {
    await superuser.end();
  }
}
