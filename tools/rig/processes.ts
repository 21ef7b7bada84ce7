import { readdirSync, readFileSync } from 'node:fs';

/** Process ids of a Chromium by its profile folder: `browser` is the parent of all, `renderer` draws the pages. */
export function chromiumProcesses(profileFolder: string): {
  readonly all: number[];
  readonly renderers: number[];
} {
  const all: number[] = [];
  const renderers: number[] = [];
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    const words = commandLine(name);
    if (!words.some((word) => word.includes('chrom'))) continue;
    if (!words.includes(`--user-data-dir=${profileFolder}`)) continue;
    all.push(Number(name));
    if (words.includes('--type=renderer')) renderers.push(Number(name));
  }
  return { all, renderers };
}

function commandLine(pid: string): readonly string[] {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0');
  } catch {
    return []; // it has ended meanwhile
  }
}

export function killAll(pids: readonly number[]): void {
  for (const pid of pids) {
    try {
      process.kill(pid, 'SIGKILL');
    } catch (cause) {
      if ((cause as NodeJS.ErrnoException).code !== 'ESRCH') throw cause;
    }
  }
}
