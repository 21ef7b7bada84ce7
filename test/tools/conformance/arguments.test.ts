import { expect, test } from 'vitest';
import { isWhole, readOptions } from '../../../tools/conformance/arguments.ts';

test('without flags everything is measured and the page is written', () => {
  const options = readOptions([]);
  expect(isWhole(options)).toBe(true);
  expect(options).toMatchObject({ sample: 1, workers: 2, out: 'docs/accessibility.md' });
});

test('a run of a part is no whole run', () => {
  for (const flags of [
    ['--sample', '9'],
    ['--panel', '32-portrait'],
    ['--screen', 'menu'],
    ['--only', 'product'],
  ])
    expect(isWhole(readOptions(flags))).toBe(false);
});

test('flags and figures that are not known are refused by name', () => {
  expect(() => readOptions(['--sample', '0'])).toThrow('--sample takes a whole number from 1');
  expect(() => readOptions(['--only', 'screen'])).toThrow('--only takes screens or product');
  expect(() => readOptions(['--fast'])).toThrow('--fast');
});
