import { expect, it } from 'vitest';
import { lines, ownLine } from '../../../../tools/bench/outbox/lines.ts';
import { tableOf, verdictLines, type Row } from '../../../../tools/bench/outbox/table.ts';

const over = { median: 3, min: 2, max: 5 };
const row: Row = {
  ...ownLine,
  enqueueP50Ms: over,
  enqueueP99Ms: over,
  drainRowsPerSecond: { median: 1234.5, min: 1000, max: 2000 },
  heapMb: over,
  gzipKb: 41,
};

it('shows the median with its range, and whole rows a second', () => {
  const [, line = ''] = tableOf([row], {}).split('\n');
  expect(line).toContain('3 (2–5)');
  expect(line).toContain('1235 (1000–2000)');
});

it('says of every line that is not strict by its own option where its durability comes from', () => {
  const table = tableOf(
    lines.map((line) => ({ ...row, ...line })),
    {},
  ).split('\n');
  expect(table.filter((line) => line.includes('strict, forced from outside'))).toHaveLength(2);
  expect(table.filter((line) => line.includes("relaxed, the library's default *"))).toHaveLength(4);
});

it('shows what a power cut took only where it was measured', () => {
  const relaxed = { ...row, contender: 'plain-dexie', durability: 'relaxed' } as const;
  const strict = { ...relaxed, durability: 'strict' } as const;
  const lost = { 'care-kiosk-strict': 0, 'plain-dexie-relaxed': 120 };
  const [, ours = '', peer = '', uncut = ''] = tableOf([row, relaxed, strict], lost).split('\n');
  expect(ours).toMatch(/ 0$/);
  expect(peer).toMatch(/ 120$/);
  expect(uncut).toMatch(/not cut$/);
});

it('says loudly which target was missed', () => {
  const ratios = { drainVsRxdb: over, drainVsPouchdb: over, acceptVsDexie: over };
  const meets = { drainVsRxdb: true, drainVsPouchdb: false, acceptVsDexie: false };
  expect(verdictLines(ratios, meets).map((line) => line.split(' ')[0])).toEqual(['met', 'MISSED', 'MISSED']);
});
