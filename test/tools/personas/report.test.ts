import { expect, test } from 'vitest';
import { summaryOf } from '../../../tools/personas/report.ts';
import type { Outcome } from '../../../tools/personas/run-persona.ts';

const finished: Outcome = {
  persona: 'deaf',
  errand: 'claim-report',
  isFinished: true,
  trouble: null,
  screen: 'idle',
  decisions: 7,
  seconds: 12,
  remarks: {},
};

test('everybody who finished with at most seven decisions meets the bound', () => {
  expect(summaryOf(1, 1, [finished])).toEqual({
    personas: 1,
    errands: 1,
    finished: 1,
    decisionsMax: 7,
    strandedAt: [],
    remarks: {},
    met: true,
  });
});

test('an eighth decision is one too many, although the errand was finished', () => {
  expect(summaryOf(1, 1, [{ ...finished, decisions: 8 }])).toMatchObject({ finished: 1, met: false });
});

test('who stranded is named with the screen that stood there', () => {
  const stranded: Outcome = { ...finished, isFinished: false, trouble: 'makes nothing out', screen: 'menu' };
  expect(summaryOf(1, 2, [finished, stranded])).toMatchObject({
    finished: 1,
    strandedAt: [{ persona: 'deaf', errand: 'claim-report', screen: 'menu', why: 'makes nothing out' }],
    met: false,
  });
});

test('an errand that was never begun is missing, not passed over', () => {
  expect(summaryOf(1, 2, [finished]).met).toBe(false);
});

test('of a remark the greatest of the visits is told', () => {
  const remarks = [1, 3, 2].map((warnings): Outcome => ({
    ...finished,
    persona: 'slow',
    remarks: { warnings },
  }));
  expect(summaryOf(1, 3, remarks).remarks).toEqual({ slow: { warnings: 3 } });
});
