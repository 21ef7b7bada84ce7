import { expect, test } from 'vitest';
import { isNumberOf } from '../../../core/identity/card-number.ts';
import { samVectors as vectors } from '../../support/sam-vectors.ts';

test.each([
  ['resident', '11010119490301002X', true],
  ['resident', '110101194903010020', false],
  ['hmt-permit', '810000194903010015', true],
  ['hmt-permit', '830000195105050029', true],
  ['hmt-permit', '810000194903010016', false],
  ['hmt-permit', '11010119490301002X', false],
  ['pr-2017', 'USA110049030101', true],
  ['pr-2017', 'US1110049030101', false],
  ['pr-2017', 'USA11004903010', false],
  ['pr-2017', 'USA1100490301011', false],
  ['pr-2017', 'usa110049030101', false],
  ['pr-2023', '911840194903010014', true],
  ['pr-2023', '911840195306010010', true],
  ['pr-2023', '911840194903010015', false],
  ['pr-2023', '11010119490301002X', false],
] as const)('a %s card with the number %s: %s', (kind, number, isPossible) => {
  expect(isNumberOf(kind, number)).toBe(isPossible);
});

test.each(['810000', '820000', '830000'])('a residence permit may begin with %s', (prefix) => {
  const isPossible = Array.from('0123456789X').some((last) =>
    isNumberOf('hmt-permit', `${prefix}19490301001${last}`),
  );
  expect(isPossible).toBe(true);
});

test.each(['800000', '840000', '810001'])('a residence permit never begins with %s', (prefix) => {
  for (const last of '0123456789X')
    expect(isNumberOf('hmt-permit', `${prefix}19490301001${last}`)).toBe(false);
});

test('every number of the reference belongs to the kind that its beginning says', () => {
  for (const { first17, checkDigit } of vectors.checkDigits) {
    const kind = first17.startsWith('9') ? 'pr-2023' : first17.startsWith('8') ? 'hmt-permit' : 'resident';
    expect(isNumberOf(kind, first17 + checkDigit), first17).toBe(true);
  }
});
