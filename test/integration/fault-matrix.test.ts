import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { faultMatrix } from '../../tools/fault-matrix/matrix.ts';
import { subjects } from '../../tools/fault-matrix/subjects.ts';
import { matrixPage } from '../../tools/fault-matrix/table.ts';

test('every fault at every point ends in a named outcome, the next operation works, and the page says so', async () => {
  const cells = await faultMatrix(subjects);
  expect(cells.filter(({ wrong }) => wrong !== null)).toEqual([]);
  for (const { outcome, next } of cells) {
    expect(outcome).not.toBe('');
    expect(next).not.toBe('nothing');
  }
  // Stale? `npm run fault-matrix` writes it anew.
  expect(readFileSync('docs/fault-matrix.md', 'utf8')).toBe(matrixPage(cells));
}, 400_000);
