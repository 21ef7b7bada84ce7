import { expect, test } from 'vitest';
import { atRest, quarterPoints, questionPoints, reportPoints } from '../../../tools/fault-matrix/points.ts';
import type { LineEvent, Phase } from '../../../tools/fault-matrix/points.ts';

const nothing = new Uint8Array(0);
let questions = 0;
let answers = 0;

function question(phase: Phase, byte: number, operationBytes = 0): LineEvent {
  questions += 1;
  return { is: 'question', phase, questions, answers, operationBytes, bytes: Uint8Array.of(byte) };
}

function answer(phase: Phase): LineEvent {
  answers += 1;
  return { is: 'answer', phase, questions, answers, operationBytes: 0, bytes: nothing };
}

const session: readonly LineEvent[] = [
  question('connecting', 1),
  answer('connecting'),
  question('idle', 2),
  answer('idle'),
  question('idle', 2),
  answer('idle'),
  question('operating', 2, 100),
  question('operating', 3, 400),
  answer('operating'),
  question('operating', 3, 800),
  question('afterwards', 2),
];

test('each question that means something else is a point of its phase, once', () => {
  const points = questionPoints(session, ([byte]) => `q${byte}`);
  expect(points.map(({ name }) => name)).toEqual([
    'connecting: q1',
    'idle: q2',
    'operating: q2',
    'operating: q3',
    'afterwards: q2',
  ]);
  for (const point of points) expect(session.filter(point.isReached)).toHaveLength(1);
  expect(session.findIndex(points[3]!.isReached)).toBe(7);
});

test('a device that speaks unasked has a point in each phase in which it does', () => {
  const points = reportPoints(session, 'report');
  expect(points.map(({ name }) => name)).toEqual(['connecting: report', 'idle: report', 'operating: report']);
  expect(session.findIndex(points[1]!.isReached)).toBe(3);
});

test('quarters of a slip are reached in order by the bytes that have gone', () => {
  const points = quarterPoints(session, 'cut', 10);
  expect(points.map(({ name }) => name)).toEqual([
    'operating: first quarter',
    'operating: second quarter',
    'operating: third quarter',
    'operating: last quarter',
    'operating: cut',
  ]);
  expect(points.map(({ isReached }) => session.findIndex(isReached))).toEqual([6, 7, 9, 9, 9]);
  expect(points.every(({ strikesAtOnce }) => strikesAtOnce)).toBe(true);
});

test('the line at rest is no event of the line', () => {
  expect(session.some(atRest.isReached)).toBe(false);
  expect(atRest.isReached({ ...session[0]!, is: 'rest' })).toBe(true);
});
