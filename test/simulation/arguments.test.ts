import { expect, test } from 'vitest';
import { argumentsOf } from '../../tools/simulate/arguments.ts';
import { jobsFor } from '../../tools/simulate/jobs.ts';

test('without arguments a thousand seeds are lived through', () => {
  expect(argumentsOf([])).toEqual({ kind: 'many', from: 1, seeds: 1_000, bug: null });
});

test('one seed, another beginning and a bug can be asked for', () => {
  expect(argumentsOf(['--seed', '7'])).toEqual({ kind: 'one', seed: 7, bug: null });
  expect(argumentsOf(['--seeds', '20', '--from', '5', '--plant', 'two-drainers'])).toEqual({
    kind: 'many',
    from: 5,
    seeds: 20,
    bug: 'two-drainers',
  });
});

test('what is not understood is not guessed at', () => {
  for (const args of [
    ['--seeds', '0'],
    ['--seeds', 'many'],
    ['--plant', 'nothing'],
    ['--sed', '1'],
    ['--seed', '1.5'],
  ])
    expect(argumentsOf(args)).toEqual({ kind: 'unusable' });
});

test('jobs cover every seed once', () => {
  const seeds = jobsFor(3, 25, null).flatMap(({ from, to }) =>
    Array.from({ length: to - from }, (_, at) => from + at),
  );
  expect(seeds).toEqual(Array.from({ length: 25 }, (_, at) => at + 3));
});
