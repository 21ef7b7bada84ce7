import type { AmountBand } from '../records/envelope.ts';

/** The most that each band stands for, integer fen (I10), smallest first. */
const upperEnds: readonly (readonly [AmountBand, bigint])[] = [
  ['none', 0n],
  ['to-1000', 100_000n],
  ['to-10000', 1_000_000n],
  ['to-50000', 5_000_000n],
  // The largest sum that a record can name: nobody who bounds a total lets one of these slip under it.
  ['above-50000', 999_999_999_999_999n],
];

/** The band of a sum; a sum of nothing is a sum all the same. @param amountFen digits, absent when there is none */
export function amountBandOf(amountFen: string | undefined): AmountBand {
  if (amountFen === undefined) return 'none';
  const [band] = upperEnds.find(([name, end]) => name !== 'none' && BigInt(amountFen) <= end) ?? [];
  return band ?? 'above-50000';
}

/** What an amount of this band counts as where only the band is known, fen. */
export function upperEndFen(band: AmountBand): bigint {
  return upperEnds.find(([name]) => name === band)?.[1] ?? 0n;
}

/** Whether a record of this band may be taken where `largest` is the most that is allowed. */
export function isWithinBand(band: AmountBand, largest: AmountBand): boolean {
  return upperEndFen(band) <= upperEndFen(largest);
}
