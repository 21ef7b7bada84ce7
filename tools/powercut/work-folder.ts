import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { unmount } from './disk.ts';
import { endProcessesIn, endProcessesNow } from './processes-in.ts';

const namePattern = /^care-kiosk-powercut-(\d+)$/;

/** A folder of this process, open to an unprivileged PostgreSQL. Its name tells a later run whose it was. */
export function makeWorkFolder(): string {
  const folder = path.join(tmpdir(), `care-kiosk-powercut-${process.pid}`);
  mkdirSync(folder);
  chmodSync(folder, 0o755);
  return folder;
}

/** The programs that belong to a work folder: in the checkout, because they find native packages in its node_modules. */
export function programsFolder(folder: string): string {
  return path.resolve('build', path.basename(folder));
}

/** Ends what works below a folder, unmounts what is mounted there, and removes it with its programs. */
export async function clearFolder(folder: string): Promise<void> {
  await endProcessesIn(folder);
  for (const mountPoint of mountsBelow(folder)) await unmount(mountPoint).catch(() => hide(mountPoint));
  removeBoth(folder);
}

/** The same in one go, for a signal: the process ends behind it. */
export function clearFolderNow(folder: string): void {
  endProcessesNow(folder);
  mountsBelow(folder).forEach(hide);
  removeBoth(folder);
}

/** Clears what earlier runs left behind that were killed; answers their folders. */
export async function clearLeftovers(): Promise<readonly string[]> {
  const left = readdirSync(tmpdir())
    .filter((name) => isLeftover(name))
    .map((name) => path.join(tmpdir(), name));
  for (const folder of left) await clearFolder(folder);
  return left;
}

function removeBoth(folder: string): void {
  for (const gone of [folder, programsFolder(folder)]) rmSync(gone, { recursive: true, force: true });
}

function isLeftover(name: string): boolean {
  const pid = namePattern.exec(name)?.[1];
  return pid !== undefined && !isRigRunning(pid);
}

/** The number of a run that has ended may belong to any program by now. */
function isRigRunning(pid: string): boolean {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('powercut');
  } catch {
    return false; // nobody has that number
  }
}

function mountsBelow(folder: string): readonly string[] {
  const mountPoints = readFileSync('/proc/self/mounts', 'utf8')
    .split('\n')
    .map((line) => line.split(' ')[1] ?? '');
  return mountPoints.filter((mountPoint) => mountPoint.startsWith(`${folder}/`));
}

/** A disk that will not let go is taken out of sight; its image goes with the last one who holds it. */
function hide(mountPoint: string): void {
  spawnSync('umount', ['--lazy', mountPoint]);
}
