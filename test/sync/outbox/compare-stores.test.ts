import { describe, expect, it } from 'vitest';
import type { JournalMark } from '../../../core/contract/calls.ts';
import { noHash } from '../../../core/records/envelope.ts';
import {
  compareStores,
  storesAgree,
  type DbFacts,
  type Link,
  type Plan,
} from '../../../sync/outbox/compare-stores.ts';

/** The chain as it truly was; `alien` is a record of another chain at the same place. */
const linkAt = (sequence: number): Link => ({
  sequence,
  hash: hashAt(sequence),
  previousHash: hashAt(sequence - 1),
});
const alienAt = (sequence: number): Link => ({ ...linkAt(sequence), hash: `alien-${sequence}` });
const hashAt = (sequence: number) => (sequence === 0 ? noHash : `hash-${sequence}`);
const range = (from: number, to: number) =>
  Array.from({ length: Math.max(0, to - from + 1) }, (_, at) => from + at);
const receiptAt = (upToSequence: number) =>
  upToSequence === 0 ? null : { upToSequence, headHash: hashAt(upToSequence) };

function database(parts: Partial<DbFacts> = {}): DbFacts {
  return { dataLoss: null, head: null, receipt: null, rows: [], unreadable: [], ...parts };
}

function mark(sequence: number, receiptedSequence = 0, missing: number[] = []): JournalMark {
  return { epoch: 1, sequence, headHash: hashAt(sequence), receiptedSequence, tornTail: false, missing };
}

const codes = (plan: Plan) => plan.incidents.map(({ code }) => code);

describe('two stores that hold the same', () => {
  it('are a first run when both are empty: no incident, nothing to do', () => {
    const plan = compareStores(database(), mark(0), []);
    expect(plan).toMatchObject({
      incidents: [],
      restore: [],
      append: [],
      quarantine: [],
      head: { sequence: 0 },
    });
  });

  it('need no reading of the journal', () => {
    const db = database({ head: linkAt(5), receipt: receiptAt(2), rows: range(3, 5).map(linkAt) });
    expect(storesAgree(db, mark(5, 2))).toBe(true);
    expect(storesAgree(db, mark(6, 2))).toBe(false);
    expect(storesAgree(db, mark(5, 3))).toBe(false);
    expect(storesAgree({ ...db, rows: [linkAt(3), alienAt(4), linkAt(5)] }, mark(5, 2))).toBe(false);
    expect(storesAgree({ ...db, dataLoss: 'total' }, mark(5, 2))).toBe(false);
    expect(storesAgree(db, mark(5, 2, [4]))).toBe(false);
  });
});

describe('a database that came back empty', () => {
  it('is an incident, never a first run, and gets back all that no receipt covers', () => {
    const plan = compareStores(
      database({ dataLoss: 'total: checksum mismatch' }),
      mark(5, 2),
      range(3, 5).map(linkAt),
    );
    expect(codes(plan)).toEqual(['database-empty']);
    expect(plan.incidents[0]?.detail).toContain('checksum mismatch');
    expect(plan).toMatchObject({ restore: [3, 4, 5], head: linkHead(5) });
  });

  it('is an incident also when everything had been receipted', () => {
    const plan = compareStores(database(), mark(5, 5), []);
    expect(codes(plan)).toEqual(['database-empty']);
    expect(plan).toMatchObject({ restore: [], head: linkHead(5) });
  });

  it('is an incident when the browser owns up to it although the journal is empty too', () => {
    expect(codes(compareStores(database({ dataLoss: 'total: ' }), mark(0), []))).toEqual(['database-empty']);
  });
});

describe('a record in one store only', () => {
  it('at the end of the database is the ordinary end of a crash: appended, no incident', () => {
    const db = database({ head: linkAt(4), rows: range(1, 4).map(linkAt) });
    const plan = compareStores(db, mark(3), range(1, 3).map(linkAt));
    expect(plan).toMatchObject({ incidents: [], append: [4], restore: [], head: linkHead(4) });
  });

  it('is an incident when the journal lacks more than the last one', () => {
    const db = database({ head: linkAt(4), rows: range(1, 4).map(linkAt) });
    const plan = compareStores(db, mark(2), range(1, 2).map(linkAt));
    expect(codes(plan)).toEqual(['journal-shorter']);
    expect(plan.append).toEqual([3, 4]);
  });

  it('is restored when the database lacks it', () => {
    const db = database({ head: linkAt(3), rows: range(1, 3).map(linkAt) });
    const plan = compareStores(db, mark(4), range(1, 4).map(linkAt));
    expect(plan).toMatchObject({ incidents: [], restore: [4], head: linkHead(4) });
  });

  it('is an incident when the database lacks more than what came last', () => {
    const db = database({ head: linkAt(2), rows: range(1, 2).map(linkAt) });
    const plan = compareStores(db, mark(4), range(1, 4).map(linkAt));
    expect(codes(plan)).toEqual(['database-shorter']);
    expect(plan.restore).toEqual([3, 4]);
  });

  it('is one of several that came last together, all of which the database may lack', () => {
    const db = database({ head: linkAt(2), rows: range(1, 2).map(linkAt) });
    const plan = compareStores(db, { ...mark(4), lastAppendFrom: 3 }, range(1, 4).map(linkAt));
    expect(plan).toMatchObject({ incidents: [], restore: [3, 4], head: linkHead(4) });
  });

  it('fills a damaged line of the journal', () => {
    const db = database({ head: linkAt(3), rows: range(1, 3).map(linkAt) });
    expect(compareStores(db, mark(3, 0, [2]), [linkAt(1), linkAt(3)]).append).toEqual([2]);
  });

  it('of which the journal lacks only a piece is given to it again', () => {
    const db = database({ head: linkAt(3), rows: range(1, 3).map(linkAt) });
    const plan = compareStores(db, mark(3, 0, [2]), range(1, 3).map(linkAt));
    expect(plan).toMatchObject({ incidents: [], append: [2], restore: [], head: linkHead(3) });
  });

  it('that the hub has signed for and the journal has lost is an incident, were it one only', () => {
    const db = database({ head: linkAt(3), receipt: receiptAt(3) });
    const plan = compareStores(db, mark(2, 2), []);
    expect(codes(plan)).toEqual(['journal-shorter']);
    expect(plan).toMatchObject({ giveReceipt: true, append: [], head: linkHead(3) });
  });

  it('that the receipt covers is neither restored nor missed', () => {
    const db = database({ head: linkAt(4), receipt: receiptAt(2), rows: [linkAt(3), linkAt(4)] });
    expect(compareStores(db, mark(4, 3), [linkAt(4)])).toMatchObject({
      incidents: [],
      restore: [],
      append: [],
      receiptedSequence: 3,
    });
  });
});

describe('a journal that is behind the receipt of the hub', () => {
  it('gets the receipt back and goes on from it', () => {
    const db = database({ head: linkAt(6), receipt: receiptAt(4), rows: [linkAt(5), linkAt(6)] });
    const plan = compareStores(db, mark(0), []);
    expect(codes(plan)).toEqual(['journal-shorter']);
    expect(plan).toMatchObject({ giveReceipt: true, journalSequence: 4, append: [5, 6], head: linkHead(6) });
  });
});

describe('stores that contradict each other', () => {
  it('keep both: the journal goes on in the chain, the other record is put aside', () => {
    const db = database({ head: alienAt(2), rows: [linkAt(1), alienAt(2)] });
    const plan = compareStores(db, mark(2), [linkAt(1), linkAt(2)]);
    expect(codes(plan)).toEqual(['stores-disagree']);
    expect(plan.quarantine).toEqual([{ sequence: 2, reason: 'stores-disagree' }]);
    expect(plan).toMatchObject({ restore: [2], head: linkHead(2) });
  });

  it('put aside what is chained to a record that has lost its place', () => {
    const behind: Link = { sequence: 3, hash: 'alien-3', previousHash: 'alien-2' };
    const db = database({ head: behind, rows: [linkAt(1), alienAt(2), behind] });
    const plan = compareStores(db, mark(2), [linkAt(1), linkAt(2)]);
    expect(codes(plan)).toEqual(['stores-disagree', 'stores-disagree']);
    expect(plan.quarantine).toEqual([
      { sequence: 2, reason: 'stores-disagree' },
      { sequence: 3, reason: 'chain-broken' },
    ]);
  });
});

describe('rows that do not parse', () => {
  it('are put aside and replaced from the journal', () => {
    const db = database({ head: linkAt(3), rows: [linkAt(1), linkAt(3)], unreadable: [2] });
    const plan = compareStores(db, mark(3), range(1, 3).map(linkAt));
    expect(codes(plan)).toEqual(['row-unreadable']);
    expect(plan).toMatchObject({ quarantine: [{ sequence: 2, reason: 'row-unreadable' }], restore: [2] });
  });
});

it('says so when a record is in neither store', () => {
  const db = database({ head: linkAt(3), rows: [linkAt(1), linkAt(3)] });
  const plan = compareStores(db, mark(3, 0, [2]), [linkAt(1), linkAt(3)]);
  expect(plan.incidents).toContainEqual({ code: 'database-shorter', detail: 'in neither store: 2' });
});

it('says so when the head names a record that is nowhere', () => {
  const db = database({ head: linkAt(5), rows: range(1, 4).map(linkAt) });
  const plan = compareStores(db, mark(4), range(1, 4).map(linkAt));
  expect(codes(plan)).toEqual(['database-shorter']);
  expect(plan.head).toEqual(linkHead(4));
});

function linkHead(sequence: number) {
  return { sequence, hash: hashAt(sequence) };
}

/** Every way in which two stores of a chain of three can stand to each other. */
describe('every pair of stores of three records', () => {
  const length = 3;
  const subsets = (of: readonly number[]): number[][] =>
    of.reduce<number[][]>((sets, next) => [...sets, ...sets.map((set) => [...set, next])], [[]]);

  const cases = range(0, length).flatMap((journalEnd) =>
    range(0, journalEnd).flatMap((journalReceipt) =>
      range(0, length).flatMap((dbReceipt) =>
        subsets(range(dbReceipt + 1, length)).flatMap((rows) =>
          subsets(range(journalReceipt + 1, journalEnd - 1)).flatMap((missing) =>
            [...new Set([null, dbReceipt, ...rows])].map((head) => ({
              mark: mark(journalEnd, journalReceipt, missing),
              journal: range(journalReceipt + 1, journalEnd).filter((at) => !missing.includes(at)),
              dbReceipt,
              rows,
              head,
            })),
          ),
        ),
      ),
    ),
  );

  it('is a case worth the name', () => {
    expect(cases.length).toBeGreaterThan(500);
  });

  it('keeps the union of both in both, and nothing needs doing twice', () => {
    for (const one of cases) {
      const db = database({
        // A database without a head has no receipt either: both stand in one row.
        head: one.head === null ? null : linkAt(one.head),
        receipt: one.head === null ? null : receiptAt(one.dbReceipt),
        rows: one.rows.map(linkAt),
      });
      const plan = compareStores(db, one.mark, one.journal.map(linkAt));
      const where = JSON.stringify({ one, plan });
      const receipted = plan.receiptedSequence;
      const aside = plan.quarantine.map(({ sequence }) => sequence);
      const rowsAfter = [...new Set([...one.rows, ...plan.restore])]
        .filter((at) => at > receipted && !aside.includes(at))
        .toSorted((a, b) => a - b);
      const journalAfter = new Set([...one.journal, ...plan.append]);

      for (const at of one.journal) if (at > receipted) expect(rowsAfter, where).toContain(at);
      for (const at of one.rows)
        if (at > receipted && !aside.includes(at)) expect([...journalAfter], where).toContain(at);
      // Only what hangs in the air, behind a record that is nowhere, is put aside.
      for (const at of aside) expect(at, where).toBeGreaterThan(plan.head.sequence);
      expect(plan.head.hash, where).toBe(hashAt(plan.head.sequence));
      expect(plan.head.sequence, where).toBeGreaterThanOrEqual(Math.max(receipted, one.mark.sequence));

      const lost = range(receipted + 1, plan.head.sequence).filter((at) => !rowsAfter.includes(at));
      expect(codes(plan).length > 0 || lost.length === 0, where).toBe(true);
      const again = database({
        head: linkAt(plan.head.sequence),
        receipt: receiptAt(receipted),
        rows: rowsAfter.map(linkAt),
      });
      expect(storesAgree(again, mark(plan.head.sequence, receipted)), where).toBe(lost.length === 0);
    }
  });

  it('is repaired in silence only where a crash between two writes explains the difference', () => {
    for (const one of cases) {
      const db = database({
        head: one.head === null ? null : linkAt(one.head),
        receipt: one.head === null ? null : receiptAt(one.dbReceipt),
        rows: one.rows.map(linkAt),
      });
      const plan = compareStores(db, one.mark, one.journal.map(linkAt));
      if (plan.incidents.length > 0) continue;
      const where = JSON.stringify({ one, plan });
      const filled = plan.append.filter((at) => at <= one.mark.sequence);
      // The journal has told of its damaged lines itself, when it was opened.
      expect(filled, where).toEqual((one.mark.missing ?? []).filter((at) => filled.includes(at)));
      expect(plan.append.length - filled.length, where).toBeLessThanOrEqual(1);
      expect(plan.restore, where).toEqual(plan.restore.filter((at) => at === one.mark.sequence));
      expect(plan.quarantine, where).toEqual([]);
    }
  });
});
