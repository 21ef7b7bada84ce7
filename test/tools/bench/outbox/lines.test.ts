import { expect, it } from 'vitest';
import { isAsPromised, lines, linesOfRound, nameOf, ownLine } from '../../../../tools/bench/outbox/lines.ts';

it('plays every line once in each round, and begins each round with another', () => {
  const rounds = [0, 1, 2, 3].map(linesOfRound);
  for (const round of rounds) expect(new Set(round)).toEqual(new Set(lines));
  expect(new Set(rounds.map(([first]) => first)).size).toBe(4);
});

it('begins with the first line again after as many rounds as there are lines', () => {
  expect(linesOfRound(lines.length)).toEqual(linesOfRound(0));
});

it('gives no two lines one name, because databases and counts go by it', () => {
  expect(new Set(lines.map(nameOf)).size).toBe(lines.length);
});

it('compares every contender at strict durability', () => {
  const strict = lines.filter(({ durability }) => durability === 'strict').map(({ contender }) => contender);
  expect(new Set(strict)).toEqual(new Set(lines.map(({ contender }) => contender)));
});

it('does not believe a strict line of which one transaction was opened otherwise', () => {
  expect(isAsPromised(ownLine, ['strict'])).toBe(true);
  expect(isAsPromised(ownLine, ['strict', 'relaxed'])).toBe(false);
  expect(isAsPromised(ownLine, ['default'])).toBe(false);
});

it('does not believe a line that has written nothing', () => {
  expect(isAsPromised(ownLine, [])).toBe(false);
});

it("takes Chromium's default for the relaxed that it is", () => {
  const relaxed = { ...ownLine, durability: 'relaxed' } as const;
  expect(isAsPromised(relaxed, ['default', 'relaxed'])).toBe(true);
  expect(isAsPromised(relaxed, ['strict'])).toBe(false);
});

it('only a line that drains one request a row is bounded, and none of those that are compared', () => {
  const bounded = lines.filter(({ mostRows }) => mostRows !== undefined);
  expect(new Set(bounded.map(({ contender }) => contender))).toEqual(new Set(['workbox']));
});
