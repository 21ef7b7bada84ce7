import { err, ok, type Result } from '../../core/lib/result.ts';
import { isRoot } from './place.ts';
import { run, type RunAs } from './run.ts';

/** The user `postgres` when we are root (created when the system has none), else ourselves. */
export async function findDatabaseUser(): Promise<Result<RunAs, string>> {
  if (!isRoot) return ok({});
  const found = await idOfPostgres();
  if (found.ok) return found;
  const created = await run('useradd', ['--system', '--user-group', '--shell', '/bin/false', 'postgres']);
  return created.ok ? idOfPostgres() : err(`no user "postgres" and none could be made: ${created.error}`);
}

async function idOfPostgres(): Promise<Result<RunAs, string>> {
  const uid = await run('id', ['-u', 'postgres']);
  if (!uid.ok) return uid;
  const gid = await run('id', ['-g', 'postgres']);
  return gid.ok ? ok({ uid: Number(uid.value), gid: Number(gid.value) }) : gid;
}
