import { encode } from 'uqr';
import { type Bitmap, drawBitmap } from './bitmap.ts';
import { dotsAcross, type PaperWidthMm } from './paper.ts';

/** A QR code as a printer is told of it. */
export type QrSymbol = {
  readonly data: Uint8Array;
  readonly moduleDots: number;
  /** Share of the symbol that may be damaged: about 7, 15, 25 and 30 per cent. */
  readonly level: 'L' | 'M' | 'Q' | 'H';
};

/** ISO/IEC 18004: four light modules on each side. */
const quietModules = 8;

/** 6 dots (0.75 mm) a module are easy for any phone; fewer when the symbol and its quiet zone would not fit the paper. */
export function qrSymbol(text: string, paperWidthMm: PaperWidthMm): QrSymbol {
  const data = utf8(text);
  const { widthDots: modules } = qrModules({ data, level: 'M' });
  const moduleDots = Math.min(6, Math.floor(dotsAcross[paperWidthMm] / (modules + quietModules)));
  return { data, moduleDots, level: 'M' };
}

/** One dot a module, without a quiet zone. */
export function qrModules({ data, level }: Pick<QrSymbol, 'data' | 'level'>): Bitmap {
  const { size, data: isDark } = encode([...data], { ecc: level, boostEcc: false, border: 0 });
  return drawBitmap(size, size, (x, y) => isDark[y]?.[x] === true);
}

function utf8(text: string): Uint8Array {
  const escaped = encodeURIComponent(text.replaceAll(/\p{Surrogate}/gu, '\ufffd'));
  const pieces = escaped.match(/%..|[^%]/g) ?? [];
  return Uint8Array.from(pieces, (piece) =>
    piece.length === 1 ? piece.charCodeAt(0) : Number.parseInt(piece.slice(1), 16),
  );
}
