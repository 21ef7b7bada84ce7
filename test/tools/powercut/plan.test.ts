import { expect, test } from 'vitest';
import { seededRandom } from '../../../hardware/faults/seeded-random.ts';
import { planTrials } from '../../../tools/powercut/plan.ts';
import { cells } from '../../../tools/powercut/trial.ts';

const plan = planTrials(20, seededRandom(1));

test('every cell is tried as often as it was asked for, and the trials are numbered as they come', () => {
  for (const cell of cells) expect(plan.filter((trial) => trial.cell === cell)).toHaveLength(20);
  expect(plan.map(({ number }) => number)).toEqual(plan.map((_, at) => at + 1));
});

test('the cells take turns, so that a machine whose load drifts treats all alike', () => {
  for (let from = 0; from < plan.length; from += cells.length) {
    const round = plan.slice(from, from + cells.length).map(({ cell }) => cell);
    expect(new Set(round).size).toBe(cells.length);
  }
  expect(new Set(plan.filter((_, at) => at % cells.length === 0).map(({ cell }) => cell)).size).toBe(3);
});

test('both of the browser’s backends are cut, under both durabilities, beginning with LevelDB', () => {
  for (const cell of ['strict', 'relaxed']) {
    const tried = plan.filter((trial) => trial.cell === cell).map(({ backend }) => backend);
    expect(tried.slice(0, 2)).toEqual(['leveldb', 'sqlite']);
    expect(tried.filter((backend) => backend === 'sqlite')).toHaveLength(10);
  }
});

test('the power goes at any moment of the first seconds, and never before a store has been written to', () => {
  for (const { cell, waitMs } of planTrials(500, seededRandom(2))) {
    const [least, most] = cell === 'hub' ? [1_500, 4_500] : [400, 6_400];
    expect(waitMs).toBeGreaterThanOrEqual(least);
    expect(waitMs).toBeLessThanOrEqual(most);
  }
});

test('a seed plans the same again, and another one something else', () => {
  expect(planTrials(20, seededRandom(1))).toEqual(plan);
  expect(planTrials(20, seededRandom(2))).not.toEqual(plan);
});
