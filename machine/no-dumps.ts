import { writeFileSync } from 'node:fs';

/** Which parts of memory the kernel writes into a core file; see core(5). Kept across exec, so children have it too. */
const coreFilter = '/proc/self/coredump_filter';

/**
 * From now on neither this program nor any that it starts leaves memory on the disk when it dies: it may hold a person.
 * A core file has no memory in it, whatever limit the machine sets; Node writes no diagnostic report, whatever
 * NODE_OPTIONS says. Other systems than Linux have no such filter: there it is the machine's settings that count
 * (docs/install).
 */
export function leaveNoDumps(): void {
  try {
    writeFileSync(coreFilter, '0');
  } catch {
    // Not Linux.
  }
  const report = process.report;
  report.reportOnFatalError = false;
  report.reportOnSignal = false;
  report.reportOnUncaughtException = false;
}
