import type { Day } from '../lib/clock.ts';

/** Cuts digits into groups for eye and ear: `[3,4,4]` for a mobile number. What is left over is the last group. */
export function splitGroups(digits: string, grouping: readonly number[]): readonly string[] {
  const groups: string[] = [];
  let rest = digits;
  for (const length of grouping) {
    groups.push(rest.slice(0, length));
    rest = rest.slice(length);
  }
  return [...groups, rest].filter((group) => group !== '');
}

/** @param fen integer fen, may be negative */
export function splitFen(fen: bigint) {
  const amount = fen < 0n ? -fen : fen;
  return { minus: fen < 0n, yuan: amount / 100n, jiao: (amount / 10n) % 10n, cent: amount % 10n };
}

/** @throws when it is not `YYYY-MM-DD`: every door has checked that before */
export function splitDay(date: Day) {
  const parts = /^(\d{4})-(\d{2})-(\d{2})$/u.exec(date);
  if (parts === null) throw new Error('not a calendar day');
  const [, year = '', month = '', dayOfMonth = ''] = parts;
  return { year, month: BigInt(month), dayOfMonth: BigInt(dayOfMonth) };
}
