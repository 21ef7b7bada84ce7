import { bytesAcross, type Bitmap } from '../../core/slips/bitmap.ts';

/** Takes the rows of a `GS v 0` as they come. */
export type RasterReader = {
  readonly byte: (byte: number) => void;
  /** What is on paper of it: dots beyond the head are not printed, rows beyond the longest slip not kept. */
  readonly bitmap: () => Bitmap;
};

/** A metre of paper. */
const mostRows = 8_000;

/** @param across bytes a row, as the command says; up to 65535, of which only what fits the head is kept */
export function readRaster(across: number, headDots: number): RasterReader {
  const kept = Math.min(across, bytesAcross(headDots));
  const rows: number[] = [];
  let at = 0;
  return {
    byte(byte) {
      if (at % across < kept && rows.length < mostRows * kept) rows.push(byte);
      at += 1;
    },
    bitmap: () => ({
      widthDots: kept * 8,
      heightDots: kept === 0 ? 0 : Math.floor(rows.length / kept),
      rows: Uint8Array.from(rows),
    }),
  };
}
