import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { allChecks } from '../../../tools/conformance/all-checks.ts';
import { deciders } from '../../../tools/conformance/deciders.ts';
import { isDecided, readRows } from '../../../tools/conformance/rows.ts';
import { accessibilityPage, tableLines, verdictOf } from '../../../tools/conformance/table.ts';

const rows = readRows();

test('every row that is enforced or is a floor has a check, and no other row has one', () => {
  const decided = rows.filter(isDecided).map(({ id }) => id);
  expect(Object.keys(deciders).toSorted()).toEqual(decided.toSorted());
  for (const id of decided) expect(deciders[id], id).not.toEqual([]);
});

test('every check decides a row and tells how it measures', () => {
  const used = new Set(Object.values(deciders).flat());
  expect(Object.keys(allChecks).filter((name) => !used.has(name as never))).toEqual([]);
  for (const [name, { told }] of Object.entries(allChecks)) expect(told.length, name).toBeGreaterThan(20);
});

test('the rows are those of the reference: 110 enforced, 13 floors, 17 for the field, 6 for the record', () => {
  const count = (applies: string) => rows.filter((row) => row.applies === applies).length;
  expect(['enforce', 'floor', 'field', 'na'].map(count)).toEqual([110, 13, 17, 6]);
  expect(new Set(rows.map(({ id }) => id)).size).toBe(rows.length);
});

/** The page but for what hangs on the last run: its line, and the last cell of each row. */
function withoutResults(page: string): readonly string[] {
  return page
    .split('\n')
    .filter((line) => !line.startsWith('The last run: '))
    .map((line) => (/^\| [A-Z0-9]/u.test(line) ? line.replace(/[^|]*\|$/u, '') : line))
    .map((line) => line.replace(/ +/gu, ' ').replace(/-{3,}/gu, '---'));
}

test('docs/accessibility.md shows the rows and checks there are', () => {
  const none = rows.map((row) => verdictOf(row, () => []));
  const page = readFileSync('docs/accessibility.md', 'utf8');
  expect(withoutResults(page)).toEqual(withoutResults(accessibilityPage(none, 'never')));
});

test('a row is red when one of its checks has found something, and says what', () => {
  const row = rows.find(({ id }) => id === 'HOUSE-TARGET')!;
  const found = [{ what: 'key x is 19 mm', isUndecided: false, times: 3, where: 'menu' }];
  const verdict = verdictOf(row, (check) => (check === 'targets-20-mm' ? found : []));
  expect(verdict.hasPassed).toBe(false);
  expect(tableLines([verdict]).join('\n')).toContain('key x is 19 mm (3 ×; menu)');
  expect(verdictOf(row, () => []).hasPassed).toBe(true);
});

test('a row for the field is decided by nobody here', () => {
  const row = rows.find(({ applies }) => applies === 'field')!;
  expect(verdictOf(row, () => []).hasPassed).toBeNull();
});
