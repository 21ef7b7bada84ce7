import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { killAll } from '../rig/processes.ts';

/** Programs that a trial starts. Anybody else who stands there, such as a person's shell, is left alone. */
const ours = /^(chrom|node|postgres|strace)/;

const goneWithinMs = 3_000;
const lookEveryMs = 50;

/** Ends, by SIGKILL and to the last one, the rig's own programs that work in a folder or hold a file below it. */
export async function endProcessesIn(folder: string): Promise<void> {
  for (let waitedMs = 0; waitedMs < goneWithinMs; waitedMs += lookEveryMs) {
    const found = processesIn(folder);
    if (found.length === 0) return;
    killAll(found);
    await pause(lookEveryMs);
  }
}

/** One shot at each of them, for a moment at which nobody can wait any more. */
export function endProcessesNow(folder: string): void {
  killAll(processesIn(folder));
}

function processesIn(folder: string): readonly number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
    .filter((pid) => ours.test(readOr('', () => readFileSync(`/proc/${pid}/comm`, 'utf8'))))
    .filter((pid) => placesOf(pid).some((place) => place === folder || place.startsWith(`${folder}/`)))
    .map(Number);
}

function placesOf(pid: string): readonly string[] {
  const descriptors = readOr([], () => readdirSync(`/proc/${pid}/fd`));
  const links = [`/proc/${pid}/cwd`, ...descriptors.map((name) => `/proc/${pid}/fd/${name}`)];
  return links.map((link) => readOr('', () => readlinkSync(link)));
}

/** A process may end between the look and the read. */
function readOr<T>(otherwise: T, read: () => T): T {
  try {
    return read();
  } catch {
    return otherwise;
  }
}
