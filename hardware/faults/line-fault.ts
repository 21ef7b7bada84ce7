import type { FaultOrder } from '../twin.ts';

/** What a bad line does to the answers of a device; `at` is a byte of the answer where nothing else is said. */
export const lineFaults = {
  noise: 'stray bytes before byte `at` of the answer, else before the whole of it',
  stall: 'from byte `at` on nothing passes either way for five seconds; then all of it comes at once',
  'half-frame': 'the answer breaks off at byte `at`, else in its middle',
  'wrong-checksum': 'the last byte of the answer is another',
  unplug: 'the line goes away at byte `at`, else in the middle of the answer',
  'flip-bit': 'one bit of byte `at` is turned over, else one of any byte',
  delay: 'the answer comes `at` milliseconds late, else 400',
  drop: 'byte `at` is lost, else any one',
  duplicate: 'the answer comes twice',
  split: 'a short rest before byte `at`, else in the middle',
} as const;

export type LineFaultName = keyof typeof lineFaults;
export type LineFault = { readonly name: LineFaultName; readonly at: number | null };

export const lineFaultNames = Object.keys(lineFaults) as readonly LineFaultName[];

export function isLineFault(name: string): name is LineFaultName {
  return Object.hasOwn(lineFaults, name);
}

/** A fault with its hour: so many answers pass unharmed before it. */
export type PlannedFault = FaultOrder & { readonly after: number };
