import { expect, test } from 'vitest';
import { help, parsePowerCutArguments } from '../../../tools/powercut/arguments.ts';

test('without flags there are twenty trials of each cell, seed 1, and no image is kept', () => {
  expect(parsePowerCutArguments([])).toEqual({
    ok: true,
    value: { cuts: 'own', trialsPerCell: 20, seed: 1, keepsImages: false },
  });
});

test('trials, seed, keeping and whom to cut are taken from the flags', () => {
  expect(parsePowerCutArguments(['--trials', '3', '--seed', '42', '--keep', '--peers'])).toEqual({
    ok: true,
    value: { cuts: 'peers', trialsPerCell: 3, seed: 42, keepsImages: true },
  });
});

test('a person who asks for help gets it, and every flag stands there', () => {
  expect(parsePowerCutArguments(['--help'])).toEqual({ ok: true, value: null });
  for (const flag of ['--trials', '--seed', '--keep', '--peers', '--help']) expect(help).toContain(flag);
});

test.each([
  [['--trials', '0'], '--trials takes a number from 1 to 9999'],
  [['--trials', 'many'], '--trials takes a number from 1 to 9999'],
  [['--trials', '1.5'], '--trials takes a number from 1 to 9999'],
  [['--seed', 'x'], '--seed takes a number of at most nine digits'],
])('%j is refused with a sentence', (argv, sentence) => {
  expect(parsePowerCutArguments(argv)).toEqual({ ok: false, error: sentence });
});

test('an unknown flag is refused by its name', () => {
  const parsed = parsePowerCutArguments(['--trails', '3']);
  expect(!parsed.ok && parsed.error).toContain('--trails');
});
