import { createHash } from 'node:crypto';

/** Letters and digits that cannot be mistaken for one another on paper or over the telephone. */
const alphabet = 'ABCDEFGHJKMNPQRSTVWXYZ23456789';

/** `ABCD-EFGH-JKMN`: 12 characters out of 30, 58 bits. `random` gives an unpredictable integer below its argument. */
export function newEnrolmentCode(random: (below: number) => number): string {
  const group = () => Array.from({ length: 4 }, () => alphabet.charAt(random(alphabet.length))).join('');
  return [group(), group(), group()].join('-');
}

/** What the database keeps of a code. */
export function hashOfCode(code: string): Buffer {
  return createHash('sha256').update(code).digest();
}
