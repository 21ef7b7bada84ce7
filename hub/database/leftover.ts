import { readFile, readlink, realpath, rm } from 'node:fs/promises';
import path from 'node:path';
import { errnoOf } from '../../machine/errno.ts';
import { isRoot } from './place.ts';

export type RunningCluster = { readonly pid: number; readonly port: number };

/**
 * The cluster that already runs on this folder, if any: the one a killed hub left behind, or that of a living hub.
 *
 * `postmaster.pid` survives a power cut, and after it the number may belong to any program; then PostgreSQL would
 * refuse to start for ever. A postmaster stands in its data folder, so a process that stands elsewhere is not ours and
 * the file is removed. Where the system does not tell (only Linux does), PostgreSQL's own check has to do.
 */
export async function findRunningCluster(folder: string): Promise<RunningCluster | null> {
  const lines = await lockFileLines(folder);
  const pid = Number(lines?.[0]);
  const port = Number(lines?.[3]);
  if (!Number.isInteger(pid) || pid <= 0 || !isAlive(pid)) return null;
  if (await isElsewhere(pid, folder)) {
    await rm(path.join(folder, 'postmaster.pid'), { force: true });
    return null;
  }
  // The port is written a moment after the number.
  return Number.isInteger(port) && port > 0 ? { pid, port } : null;
}

async function lockFileLines(folder: string): Promise<readonly string[] | null> {
  try {
    return (await readFile(path.join(folder, 'postmaster.pid'), 'utf8')).split('\n');
  } catch {
    return null;
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (cause) {
    return errnoOf(cause) === 'EPERM';
  }
}

async function isElsewhere(pid: number, folder: string): Promise<boolean> {
  if (process.platform !== 'linux') return false;
  try {
    return (await readlink(`/proc/${pid}/cwd`)) !== (await realpath(folder));
  } catch (cause) {
    // Nowhere: it is gone, or dead and never collected, as happens in containers whose first process is no init.
    // Closed to us: another user's, so not a server that runs as us; but a root in a container may be refused anything.
    return errnoOf(cause) === 'ENOENT' || (!isRoot && errnoOf(cause) === 'EACCES');
  }
}
