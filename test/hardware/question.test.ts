import { expect, test } from 'vitest';
import { questionWithin } from '../../hardware/question.ts';
import { manualClock } from '../support/manual-clock.ts';

test('a question ends with the first answer, and a later one is nobody’s', async () => {
  const question = questionWithin<string>(manualClock(), 500, 'silent');
  question.settle('too early');
  const answered = question.open();
  question.settle('first');
  question.settle('second');
  expect(await answered).toBe('first');
});

test('a question without an answer ends in silence at its deadline and not before', async () => {
  const clock = manualClock();
  const question = questionWithin<string>(clock, 500, 'silent');
  const ended: string[] = [];
  void question.open().then((outcome) => ended.push(outcome));
  await clock.advance(499);
  expect(ended).toEqual([]);
  await clock.advance(1);
  expect(ended).toEqual(['silent']);
});

test('the deadline of an answered question does not end the next one', async () => {
  const clock = manualClock();
  const question = questionWithin<string>(clock, 500, 'silent');
  void question.open();
  await clock.advance(300);
  question.settle('first');
  const ended: string[] = [];
  void question.open().then((outcome) => ended.push(outcome));
  await clock.advance(499);
  expect(ended).toEqual([]);
  question.settle('second');
  await clock.advance(0);
  expect(ended).toEqual(['second']);
});
