import { isPlausible, type Room } from '../customer/stage-size.ts';

/** ISO/IEC 7810 ID-1: every bank card and the resident identity card. */
export const id1Mm = { width: 85.6, height: 53.98 } as const;

/** What a card laid on the glass has told. */
export type Measured = {
  /** Millimetres per CSS pixel, as the site profile takes it. */
  readonly mmPerPx: number;
  /** The panel's own diagonal in inches, so that a technician sees at once whether this can be. */
  readonly diagonalInch: number;
  readonly isPlausible: boolean;
};

/** @param cardPx how wide the box was when it was as wide as the card */
export function measuredBy(cardPx: number, glass: Room): Measured {
  const mmPerPx = Math.round((id1Mm.width / cardPx) * 10_000) / 10_000;
  const diagonalMm = Math.hypot(glass.widthPx, glass.heightPx) * mmPerPx;
  return {
    mmPerPx,
    diagonalInch: Math.round((diagonalMm / 25.4) * 10) / 10,
    isPlausible: isPlausible(glass, { pxPerMm: 1 / mmPerPx, bottomMm: null }),
  };
}
