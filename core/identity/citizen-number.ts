const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2] as const;
const checkDigits = '10X98765432';

/** Check digit of a citizen number's first 17 digits: GB 11643-1999, which is ISO 7064 MOD 11-2. */
export function checkDigitOf(first17: string): string {
  const sum = weights.reduce((total, weight, at) => total + weight * Number(first17.charAt(at)), 0);
  return checkDigits.charAt(sum % 11);
}

/** Whether a citizen number (公民身份号码) has 17 digits and the check digit that belongs to them; `X` in upper case. */
export function isCitizenNumber(number: string): boolean {
  return /^\d{17}[\dX]$/.test(number) && checkDigitOf(number) === number.charAt(17);
}
