import { accessSync, constants, existsSync } from 'node:fs';
import path from 'node:path';
import { findChromium } from '../../webhost/find-chromium.ts';

const systemPrograms = ['mkfs.ext4', 'mount', 'umount', 'sync', 'perl'] as const;

/** What this machine lacks for the rig, as words for a person; empty when it has everything. */
export function missingRequirements(): readonly string[] {
  if (process.platform !== 'linux') return ['Linux'];
  return [
    ...(process.getuid?.() === 0 ? [] : ['root']),
    ...(existsSync('/dev/loop-control') ? [] : ['loop devices']),
    ...(findChromium(process.env) === null ? ['Chromium'] : []),
    ...systemPrograms.filter((program) => !isOnPath(program)),
  ];
}

function isOnPath(program: string): boolean {
  const folders = [...(process.env['PATH'] ?? '').split(path.delimiter), '/usr/sbin', '/sbin'];
  return folders.some((folder) => isExecutable(path.join(folder, program)));
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false; // not there, or not to be run: the next folder
  }
}
