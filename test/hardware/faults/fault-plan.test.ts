import { expect, test } from 'vitest';
import { faultPlan } from '../../../hardware/faults/fault-plan.ts';

const fault = (name: string, { at = null as number | null, times = 1, after = 0 } = {}) => ({
  name,
  at,
  times,
  after,
});

function next(plan: ReturnType<typeof faultPlan>, answers: number) {
  return Array.from({ length: answers }, () => plan.nextAnswer()?.name ?? null);
}

test('a fault strikes after so many answers, and so many times', () => {
  const plan = faultPlan();
  expect(plan.add(fault('noise', { times: 2, after: 2 }))).toBe(true);
  expect(next(plan, 6)).toEqual([null, null, 'noise', 'noise', null, null]);
  expect(plan.struck()).toBe(2);
});

test('two faults do not strike the same answer: the one told first comes first', () => {
  const plan = faultPlan();
  plan.add(fault('drop', { after: 1 }));
  plan.add(fault('noise', { after: 1, times: 2 }));
  expect(next(plan, 5)).toEqual([null, 'drop', 'noise', 'noise', null]);
});

test('the place goes with the fault', () => {
  const plan = faultPlan();
  plan.add(fault('half-frame', { at: 7 }));
  expect(plan.nextAnswer()).toMatchObject({ name: 'half-frame', at: 7 });
});

test('a fault told anew replaces the one before, and zero times takes it away', () => {
  const plan = faultPlan();
  plan.add(fault('noise', { times: Infinity }));
  plan.add(fault('noise', { times: 1 }));
  expect(next(plan, 2)).toEqual(['noise', null]);
  plan.add(fault('noise', { times: Infinity }));
  plan.add(fault('noise', { times: 0 }));
  expect(next(plan, 1)).toEqual([null]);
});

test('clearing takes all away', () => {
  const plan = faultPlan();
  plan.add(fault('noise'));
  plan.add(fault('drop', { after: 1 }));
  plan.clear();
  expect(next(plan, 3)).toEqual([null, null, null]);
});

test('a name that is no fault of a line is refused', () => {
  const plan = faultPlan();
  expect(plan.add(fault('lift-mid-read'))).toBe(false);
  expect(plan.add(fault('toString'))).toBe(false);
  expect(next(plan, 1)).toEqual([null]);
});

test('what strikes at once reaches every line that is up, and waits for an answer where there is none', () => {
  const plan = faultPlan();
  const heard: string[] = [];
  const stop = plan.onStrike((name) => heard.push(name) > 0);
  plan.strike('unplug');
  expect(heard).toEqual(['unplug']);
  expect(plan.struck()).toBe(1);
  expect(next(plan, 1)).toEqual([null]);

  stop();
  plan.strike('unplug');
  expect(heard).toEqual(['unplug']);
  expect(next(plan, 2)).toEqual(['unplug', null]);
});

test('what a line cannot do without an answer strikes the next one', () => {
  const plan = faultPlan();
  plan.onStrike(() => false);
  plan.strike('flip-bit');
  expect(plan.struck()).toBe(0);
  expect(next(plan, 2)).toEqual(['flip-bit', null]);
});
