/** A picture of black and white dots. */
export type Bitmap = {
  readonly widthDots: number;
  readonly heightDots: number;
  /** Row by row from the top, each padded to whole bytes; the highest bit is the leftmost dot, 1 is black. */
  readonly rows: Uint8Array;
};

export function bytesAcross(widthDots: number): number {
  return Math.ceil(widthDots / 8);
}

/** False outside the picture. */
export function isBlack({ widthDots, heightDots, rows }: Bitmap, x: number, y: number): boolean {
  if (x < 0 || x >= widthDots || y < 0 || y >= heightDots) return false;
  const byte = rows[y * bytesAcross(widthDots) + (x >> 3)] ?? 0;
  return (byte & (0x80 >> (x & 7))) !== 0;
}

/** Asks for every dot. */
export function drawBitmap(
  widthDots: number,
  heightDots: number,
  isDotBlack: (x: number, y: number) => boolean,
): Bitmap {
  const rows = new Uint8Array(bytesAcross(widthDots) * heightDots);
  for (let y = 0; y < heightDots; y += 1) {
    for (let x = 0; x < widthDots; x += 1) {
      const at = y * bytesAcross(widthDots) + (x >> 3);
      if (isDotBlack(x, y)) rows[at] = (rows[at] ?? 0) | (0x80 >> (x & 7));
    }
  }
  return { widthDots, heightDots, rows };
}
