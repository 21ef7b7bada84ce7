import type { incidentCodes, JournalMark } from '../../core/contract/calls.ts';

/** A record as far as the chain goes. */
export type Link = { readonly sequence: number; readonly hash: string; readonly previousHash: string };

/** What stands in IndexedDB. */
export type DbFacts = {
  /** What the browser says it has thrown away; null when nothing. */
  readonly dataLoss: string | null;
  readonly head: { readonly sequence: number; readonly hash: string } | null;
  /** The furthest receipt it holds. */
  readonly receipt: { readonly upToSequence: number; readonly headHash: string } | null;
  /** Readable rows, ascending. */
  readonly rows: readonly Link[];
  /** Keys of rows that do not parse. */
  readonly unreadable: readonly number[];
};

export type Incident = { readonly code: (typeof incidentCodes)[number]; readonly detail: string };

/** How each store is repaired from the other. */
export type Plan = {
  /** Told to the journal before anything is touched. */
  readonly incidents: readonly Incident[];
  /** The database's receipt goes to the journal, which has lost it. */
  readonly giveReceipt: boolean;
  /** Everything up to here is with the hub. */
  readonly receiptedSequence: number;
  /** Where the journal ends once it has that receipt. */
  readonly journalSequence: number;
  /** Rows that leave the outbox for the quarantine. */
  readonly quarantine: readonly {
    readonly sequence: number;
    readonly reason: 'row-unreadable' | 'stores-disagree' | 'chain-broken';
  }[];
  /** Copied from the journal into the database. */
  readonly restore: readonly number[];
  /** Appended from the database to the journal, ascending, as recovered. */
  readonly append: readonly number[];
  /** Where the chain stands afterwards. */
  readonly head: { readonly sequence: number; readonly hash: string };
};

/**
 * Compares IndexedDB with the journal (docs/adr 3). The union of both survives; where they contradict each other, the
 * journal wins for the chain and the other record is kept aside. Pure.
 *
 * @param journalled links of the journal above the mark's receipt; of those that the mark calls `missing` it may have the
 *   line and lack a piece
 */
export function compareStores(db: DbFacts, mark: JournalMark, journalled: readonly Link[]): Plan {
  const receipted = Math.max(mark.receiptedSequence, db.receipt?.upToSequence ?? 0);
  const rows = bySequence(db.rows.filter(({ sequence }) => sequence > receipted));
  const settled = settledPart(rows, bySequence(journalled), receipted, mark);
  const journal = journalHead(db, mark);
  const tail = tailPart(rows, journal);
  const unreadable = db.unreadable.map((sequence) => ({ sequence, reason: 'row-unreadable' as const }));
  return {
    incidents: incidentsOf(db, mark, settled, tail),
    giveReceipt: receipted > mark.receiptedSequence,
    receiptedSequence: receipted,
    journalSequence: journal.sequence,
    quarantine: [...unreadable, ...settled.quarantine, ...tail.quarantine],
    restore: settled.restore,
    append: [...settled.append, ...tail.append],
    head: tail.head,
  };
}

/** Whether nothing needs to be read from the journal, because the mark already proves that both hold the same. */
export function storesAgree(db: DbFacts, mark: JournalMark): boolean {
  const first = mark.receiptedSequence + 1;
  return (
    db.dataLoss === null &&
    db.unreadable.length === 0 &&
    (mark.missing ?? []).length === 0 &&
    (db.head?.sequence ?? 0) === mark.sequence &&
    (db.head === null || db.head.hash === mark.headHash) &&
    (db.receipt?.upToSequence ?? 0) === mark.receiptedSequence &&
    db.rows.length === mark.sequence - mark.receiptedSequence &&
    db.rows.every((row, at) => row.sequence === first + at && isChained(db.rows, at)) &&
    (db.rows.length === 0 || db.rows.at(-1)?.hash === mark.headHash)
  );
}

function isChained(rows: readonly Link[], at: number): boolean {
  return at === 0 || rows[at]?.previousHash === rows[at - 1]?.hash;
}

function bySequence(links: readonly Link[]): ReadonlyMap<number, Link> {
  return new Map(links.map((link) => [link.sequence, link]));
}

/** A journal that is behind the hub's receipt goes on from the receipt. */
function journalHead(db: DbFacts, mark: JournalMark): { sequence: number; hash: string } {
  return db.receipt !== null && db.receipt.upToSequence > mark.sequence
    ? { sequence: db.receipt.upToSequence, hash: db.receipt.headHash }
    : { sequence: mark.sequence, hash: mark.headHash };
}

type Tail = Pick<Plan, 'quarantine' | 'append' | 'head'>;

type Settled = Pick<Plan, 'quarantine' | 'restore' | 'append'> & {
  readonly disagree: readonly number[];
  /** In neither store. */
  readonly lost: readonly number[];
};

/** The stretch that the journal has spoken for: above the receipt, up to its mark. */
function settledPart(
  rows: ReadonlyMap<number, Link>,
  journal: ReadonlyMap<number, Link>,
  receipted: number,
  { sequence, missing = [] }: JournalMark,
): Settled {
  const stretch = range(receipted + 1, sequence);
  const incomplete = new Set(missing);
  const disagree = stretch.filter((at) => {
    const [mine, theirs] = [rows.get(at), journal.get(at)];
    return mine !== undefined && theirs !== undefined && mine.hash !== theirs.hash;
  });
  return {
    disagree,
    quarantine: disagree.map((sequence) => ({ sequence, reason: 'stores-disagree' as const })),
    restore: stretch.filter((at) => journal.has(at) && (!rows.has(at) || disagree.includes(at))),
    append: stretch.filter((at) => rows.has(at) && (!journal.has(at) || incomplete.has(at))),
    lost: stretch.filter((at) => !rows.has(at) && !journal.has(at)),
  };
}

/** Rows behind the journal's head: committed, never confirmed there. What does not continue the chain cannot be sent. */
function tailPart(
  rows: ReadonlyMap<number, Link>,
  journal: { readonly sequence: number; readonly hash: string },
): Tail {
  let head = journal;
  for (let next = rows.get(head.sequence + 1); next?.previousHash === head.hash;) {
    head = { sequence: next.sequence, hash: next.hash };
    next = rows.get(head.sequence + 1);
  }
  const broken = [...rows.keys()].filter((sequence) => sequence > head.sequence);
  return {
    head,
    append: range(journal.sequence + 1, head.sequence),
    quarantine: broken.map((sequence) => ({ sequence, reason: 'chain-broken' as const })),
  };
}

/**
 * What only the journal has from here on may not have been told to its customer: both stores are written side by side.
 * Everything before was in both when the journal went on.
 */
export function untoldFrom({ sequence, lastAppendFrom = sequence }: JournalMark): number {
  return lastAppendFrom;
}

function incidentsOf(db: DbFacts, mark: JournalMark, settled: Settled, tail: Tail): Incident[] {
  const incidents: Incident[] = [];
  const tell = (isSo: boolean, code: Incident['code'], detail: string) => {
    if (isSo) incidents.push({ code, detail: detail.slice(0, 300) });
  };
  const isEmpty = db.head === null && db.rows.length === 0 && db.unreadable.length === 0;
  const headSequence = db.head?.sequence ?? 0;
  const heldSequence = Math.max(db.rows.at(-1)?.sequence ?? 0, db.receipt?.upToSequence ?? 0);
  const gone = settled.restore.filter((at) => ![...settled.disagree, ...db.unreadable].includes(at));
  // What came last may lack in either store: the ordinary end of a crash between the two writes.
  const untold = untoldFrom(mark);
  const isShorter = gone.some((at) => at < untold) || headSequence < Math.min(untold - 1, mark.sequence);
  const broken = tail.quarantine.map(({ sequence }) => sequence);
  const endSequence = tail.head.sequence;
  const figures = `database at ${headSequence}, journal at ${mark.sequence}, receipted ${mark.receiptedSequence}`;

  tell(
    isEmpty && (mark.sequence > 0 || db.dataLoss !== null),
    'database-empty',
    `${figures}. ${db.dataLoss ?? ''}`,
  );
  tell(!isEmpty && isShorter, 'database-shorter', figures);
  tell(settled.lost.length > 0, 'database-shorter', `in neither store: ${settled.lost.join(' ')}`);
  tell(
    headSequence > Math.max(heldSequence, endSequence),
    'database-shorter',
    `${figures}, ends at ${endSequence}`,
  );
  // One record more in the database is the ordinary end of a crash between the two writes; a receipt of it is not.
  const hasLost = heldSequence > mark.sequence + 1 || (db.receipt?.upToSequence ?? 0) > mark.sequence;
  tell(hasLost, 'journal-shorter', `${figures}, rows to ${heldSequence}`);
  tell(settled.disagree.length > 0, 'stores-disagree', `other hash at ${settled.disagree.join(' ')}`);
  tell(broken.length > 0, 'stores-disagree', `not chained: ${broken.join(' ')}`);
  tell(db.unreadable.length > 0, 'row-unreadable', `outbox rows ${db.unreadable.join(' ')}`);
  return incidents;
}

function range(from: number, to: number): number[] {
  return Array.from({ length: Math.max(0, to - from + 1) }, (_, at) => from + at);
}
