import { access, chown, mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { err, ok, type Result } from '../../core/lib/result.ts';
import { freePort } from './free-port.ts';
import { findRunningCluster } from './leftover.ts';
import { findPostgresPrograms, type PostgresPrograms } from './programs.ts';
import { findDatabaseUser } from './run-as.ts';
import { superuserRole } from './roles.ts';
import { run, type RunAs } from './run.ts';

/** A PostgreSQL of our own on 127.0.0.1. It is a process beside the hub and outlives a killed one. */
export type Cluster = {
  readonly port: number;
  /** Ends every session, writes everything down and returns when the server is gone. */
  readonly stop: () => Promise<Result<string, string>>;
};

/** TCP on loopback only; and a server log that never quotes a statement or a value (I4). */
const settings = [
  'listen_addresses=127.0.0.1',
  'unix_socket_directories=',
  'log_min_error_statement=panic',
  'log_error_verbosity=terse',
  'log_checkpoints=off',
];

/**
 * Starts the cluster in `folder`, creating it first when it is not there. When it runs already, that one is taken.
 *
 * @param password of the superuser; used when the cluster is created
 */
export async function openCluster(folder: string, password: string): Promise<Result<Cluster, string>> {
  const programs = await findPostgresPrograms();
  if (!programs.ok) return programs;
  const user = await findDatabaseUser();
  if (!user.ok) return user;
  const created = await createUnlessThere(folder, password, programs.value, user.value);
  if (!created.ok) return created;
  const port = await runningPort(folder, programs.value, user.value);
  if (!port.ok) return port;
  const stopArgs = ['stop', '-D', folder, '-m', 'fast', '-w', '-t', '60'];
  return ok({ port: port.value, stop: () => run(programs.value.pgCtl, stopArgs, user.value) });
}

export async function isClusterThere(folder: string): Promise<boolean> {
  try {
    await access(path.join(folder, 'PG_VERSION'));
    return true;
  } catch {
    return false;
  }
}

/** A folder appears under its name only when it is whole: a hub killed while creating one begins again. */
async function createUnlessThere(
  folder: string,
  password: string,
  programs: PostgresPrograms,
  user: RunAs,
): Promise<Result<void, string>> {
  if (await isClusterThere(folder)) return ok(undefined);
  const unfinished = `${folder}.new`;
  await rm(unfinished, { recursive: true, force: true });
  await mkdir(unfinished, { recursive: true });
  await giveTo(user, unfinished);
  const created = await withPasswordFile(password, user, (file) =>
    run(
      programs.initdb,
      [
        `--pgdata=${unfinished}`,
        `--username=${superuserRole}`,
        `--pwfile=${file}`,
        '--auth=scram-sha-256',
        '--encoding=UTF8',
        '--no-locale',
        ...settings.map((setting) => `--set=${setting}`),
      ],
      user,
    ),
  );
  if (!created.ok) return created;
  await rename(unfinished, folder);
  return ok(undefined);
}

async function withPasswordFile<T>(
  password: string,
  user: RunAs,
  use: (file: string) => Promise<T>,
): Promise<T> {
  const folder = await mkdtemp(path.join(tmpdir(), 'care-kiosk-'));
  const file = path.join(folder, 'password');
  try {
    await writeFile(file, password, { mode: 0o600 });
    await giveTo(user, file);
    await giveTo(user, folder);
    return await use(file);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function giveTo(user: RunAs, file: string): Promise<void> {
  if (user.uid !== undefined && user.gid !== undefined) await chown(file, user.uid, user.gid);
}

async function runningPort(
  folder: string,
  programs: PostgresPrograms,
  user: RunAs,
): Promise<Result<number, string>> {
  const running = await findRunningCluster(folder);
  if (running !== null) return ok(running.port);
  const port = await freePort();
  const log = path.join(folder, 'server.log');
  const startArgs = ['start', '-D', folder, '-w', '-t', '120', '-l', log, '-o', `-p ${port}`];
  const started = await run(programs.pgCtl, startArgs, user);
  if (started.ok) return ok(port);
  // Somebody else may have started it in the meantime: a second hub, or an enrolment beside the hub.
  const rival = await findRunningCluster(folder);
  return rival === null ? err(`${started.error}; see ${log}`) : ok(rival.port);
}
