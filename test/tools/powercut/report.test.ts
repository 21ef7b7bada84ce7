import { expect, test } from 'vitest';
import { progressLine, resultTable } from '../../../tools/powercut/report.ts';
import { result } from './results.ts';

test('the table adds up the trials of each cell', () => {
  const table = resultTable([
    result('strict'),
    result('relaxed', { lost: 40 }),
    result('hub'),
    result('relaxed', { lost: 60, acknowledged: 60 }),
    result('relaxed', 'invalid'),
    result('hub', 'invalid'),
  ]);
  const cells = table.split('\n').map((line) => line.trim().split(/\s{2,}/));
  expect(cells).toEqual([
    ['cell', 'store', 'trials', 'invalid', 'with loss', 'acknowledged', 'lost', 'journal lost'],
    ['strict', 'leveldb', '1', '0', '0', '100', '0', '0'],
    ['relaxed', 'leveldb', '2', '1', '2', '160', '100', '0'],
    ['hub', 'postgresql', '1', '1', '0', '100', '0', '–'],
  ]);
});

test('a line of progress says what was cut, when, and what was lost', () => {
  expect(progressLine(result('strict', {}, 4), 60)).toBe(
    ' 4 of 60  strict  leveldb    cut after 3.2 s  100 acknowledged, 0 lost, journal 0 lost',
  );
  expect(progressLine(result('hub', { lost: 2, faults: ['1 gaps'] }, 60), 60)).toBe(
    '60 of 60  hub     postgresql cut after 2.0 s  100 acknowledged, 2 lost, FAULT: 1 gaps',
  );
  expect(progressLine(result('relaxed', { dataLoss: 'total: corrupt' }, 5), 60)).toContain(
    'the browser says: total: corrupt',
  );
});

test('a line of progress calls an invalid trial by its name', () => {
  expect(progressLine(result('strict', 'invalid', 4), 9)).toContain('INVALID: the browser did not get ready');
});
