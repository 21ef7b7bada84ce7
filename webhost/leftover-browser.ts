import { readFileSync, readlinkSync, rmSync } from 'node:fs';
import path from 'node:path';

/**
 * Ends a browser that a killed host left behind on this profile, and removes its locks. Two browsers on one profile
 * would share one IndexedDB; and a new one that finds a lock hands its address to the old one and quits.
 *
 * Chromium's `SingletonLock` is a symbolic link to `<host name>-<pid>` (Linux, macOS).
 */
export function endLeftover(profileFolder: string): void {
  const pid = lockedBy(path.join(profileFolder, 'SingletonLock'));
  if (pid !== null && isBrowserOn(pid, profileFolder)) endGroup(pid);
  for (const lock of ['SingletonLock', 'SingletonCookie', 'SingletonSocket'])
    rmSync(path.join(profileFolder, lock), { force: true });
}

function lockedBy(lock: string): number | null {
  try {
    const pid = Number(/-(\d+)$/.exec(readlinkSync(lock))?.[1]);
    return Number.isInteger(pid) && pid > 1 ? pid : null;
  } catch {
    return null; // no lock: nobody was left behind
  }
}

/** A pid is used again by others; only a process that names our profile on its command line is the one we left. */
function isBrowserOn(pid: number, profileFolder: string): boolean {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8')
      .split('\0')
      .includes(`--user-data-dir=${profileFolder}`);
  } catch {
    return false; // gone, or a system without /proc: its lock is all we can remove
  }
}

function endGroup(pid: number): void {
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // It ended between the look and the shot, or never led a group; either way its lock is removed next.
  }
}
