import { err, ok, type Result } from '../../lib/result.ts';
import type { PhoneTrouble } from '../visit.ts';

/** A mainland mobile number has eleven digits, read as 138 0013 8000. */
export const phoneLength = 11;
export const phoneGrouping = [3, 4, 4] as const;

const mobile = /^1[3-9]\d{9}$/;

/** What has been typed, judged only when the customer says that it is complete. */
export function checkPhone(digits: string): Result<string, PhoneTrouble> {
  if (digits.length < phoneLength) return err('too-short');
  if (new Set(digits).size === 1) return err('all-same');
  return mobile.test(digits) ? ok(digits) : err('not-a-mobile');
}
