import type { HostLog } from './log.ts';
import type { Incident } from './journal/incident-book.ts';
import type { Journal } from './journal/journal.ts';

/** Where the machine's parts tell what staff must see, also before the journal is open. */
export type IncidentDesk = {
  /** Told once until it is resolved; `detail` is a code or a number, never personal. */
  readonly tell: (code: Incident['code'], detail: string) => void;
  readonly resolved: (code: Incident['code'], detail: string) => void;
  /** The journal is open: what was told before is written now. */
  readonly attach: (journal: Journal) => void;
};

export function incidentDesk(log: HostLog): IncidentDesk {
  const early: ((journal: Journal) => void)[] = [];
  let attached: Journal | null = null;

  function write(line: (journal: Journal) => void): void {
    if (attached === null) early.push(line);
    else line(attached);
  }

  return {
    tell(code, detail) {
      log.warn(code, detail);
      write((journal) => void journal.incidentOnce(code, detail));
    },
    resolved(code, detail) {
      write((journal) => void journal.resolved(code, detail));
    },
    attach(journal) {
      attached = journal;
      for (const line of early.splice(0)) line(journal);
    },
  };
}
