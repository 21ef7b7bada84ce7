import { expect, test } from 'vitest';
import { openGate } from '../../../hub/pace/gate.ts';

const limits = { atOnce: 2, arriving: 3, bodyBytes: 500_000 };
const gate = () => openGate({ monotonicMs: () => 0 }, limits);

test('an upload counts from its head on, and its place is free when it is over', () => {
  const { enter } = gate();
  const [first] = [enter(), enter(), enter()];
  expect(enter()).toBe(null);
  first!();
  expect(enter()).not.toBe(null);
});

test('uploads that are still arriving do not make the hub full', async () => {
  const { enter, isFull, pass } = gate();
  enter();
  enter();
  expect(isFull()).toBe(false);
  const ends: (() => void)[] = [];
  const works = [1, 2].map(() => pass(1, () => new Promise<void>((end) => ends.push(end))));
  expect(isFull()).toBe(true);
  for (const end of ends) end();
  await Promise.all(works);
  expect(isFull()).toBe(false);
});

test('a head that boasts of a body that no hub takes pushes nobody back for longer than the largest that is taken', () => {
  const [boaster, largest] = [gate(), gate()];
  boaster.turnAway(Number.MAX_SAFE_INTEGER);
  largest.turnAway(limits.bodyBytes);
  const next = [boaster, largest].map(({ turnAway }) => {
    for (let more = 0; more < 100; more += 1) turnAway(1);
    return turnAway(1);
  });
  expect(next[0]).toBe(next[1]);
  expect(next[0]).toBeLessThan(5);
});
