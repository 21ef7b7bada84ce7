import type { Bitmap } from './bitmap.ts';
import type { QrSymbol } from './qr.ts';

export type Align = 'left' | 'centre' | 'right';

/** Characters of one look; `width` and `height` are magnifications 1 to 8. */
export type PrintedRun = {
  readonly text: string;
  readonly width: number;
  readonly height: number;
  readonly bold: boolean;
};

/** What stands on paper, from top to bottom. */
export type PrintedLine =
  | {
      readonly kind: 'text';
      readonly align: Align;
      readonly runs: readonly PrintedRun[];
      /** How far the paper moves for it: the line spacing, or more for a tall glyph. */
      readonly heightDots: number;
      /** The printer broke the line by itself because it was full. */
      readonly isOverfull: boolean;
    }
  | { readonly kind: 'feed'; readonly dots: number }
  | { readonly kind: 'raster'; readonly align: Align; readonly bitmap: Bitmap }
  | ({ readonly kind: 'qr'; readonly align: Align } & QrSymbol);
