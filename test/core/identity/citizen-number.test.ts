import fc from 'fast-check';
import { expect, test } from 'vitest';
import { checkDigitOf, isCitizenNumber } from '../../../core/identity/citizen-number.ts';
import { samVectors as vectors } from '../../support/sam-vectors.ts';

const first17s = fc.stringMatching(/^\d{17}$/);

test.each(vectors.checkDigits)('the check digit of $first17 is $checkDigit', ({ first17, checkDigit }) => {
  expect(checkDigitOf(first17)).toBe(checkDigit);
  expect(isCitizenNumber(first17 + checkDigit)).toBe(true);
});

test('every other eighteenth character is refused', () => {
  fc.assert(
    fc.property(first17s, fc.constantFrom(...Array.from('0123456789X')), (first17, last) => {
      expect(isCitizenNumber(first17 + last)).toBe(last === checkDigitOf(first17));
    }),
  );
});

test('one digit typed wrong never passes', () => {
  fc.assert(
    fc.property(first17s, fc.nat(16), fc.integer({ min: 1, max: 9 }), (first17, at, shift) => {
      const digit = (Number(first17.charAt(at)) + shift) % 10;
      const wrong = first17.slice(0, at) + digit + first17.slice(at + 1);
      expect(isCitizenNumber(wrong + checkDigitOf(first17))).toBe(false);
    }),
  );
});

test.each(['', '11010119490301002', '11010119490301002x', '11010119490301002X0', '1101011949030100２X'])(
  'what is not eighteen characters of the right kind is no citizen number: "%s"',
  (text) => {
    expect(isCitizenNumber(text)).toBe(false);
  },
);
