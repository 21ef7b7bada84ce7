import { unreachable } from '../lib/unreachable.ts';
import { isCitizenNumber } from './citizen-number.ts';
import type { IdCardKind } from './id-card.ts';

/**
 * Whether a number can stand on a card of this kind; letters in upper case. A permanent resident's number begins with 9
 * and is checked by GB 11643 like any other. (Of the checkers in public use, `idcard` 4.2.0 refuses every 9…;
 * `id-validator` 1.3.0 agrees with this one.)
 */
export function isNumberOf(kind: IdCardKind, number: string): boolean {
  switch (kind) {
    case 'resident':
      return isCitizenNumber(number);
    case 'hmt-permit':
      // 810000 Hong Kong, 820000 Macao, 830000 Taiwan.
      return /^8[123]0000/.test(number) && isCitizenNumber(number);
    case 'pr-2017':
      // Its own check digit is not published.
      return /^[A-Z]{3}\d{12}$/.test(number);
    case 'pr-2023':
      return number.startsWith('9') && isCitizenNumber(number);
    default:
      return unreachable(kind);
  }
}
