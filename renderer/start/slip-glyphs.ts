import { type Bitmap, drawBitmap } from '../../core/slips/bitmap.ts';
import { columnsOf } from '../../core/slips/paper.ts';
import { plainText } from '../../core/slips/plain-text.ts';
import type { Slip, SlipBlock, SlipGlyph } from '../../core/slips/slip.ts';

/** The screen's own face; what it lacks the browser takes from the system's fonts. */
const face = "'Noto Sans SC Variable', 'Noto Sans CJK SC', 'Microsoft YaHei', sans-serif";
/** A little heavier than on the screen: a thermal head loses hairlines. */
const weight = 500;
/** Where these fonts put the baseline within a Hanzi's square. */
const baselineShare = 0.88;
/** The files lie on this machine; a slip must not wait for ever for one that does not come. */
const fontsWithinMs = 1_500;

/**
 * Adds drawn glyphs to a slip that has characters printers may not know (names!): the printer then gets those lines as
 * pictures. A character that no font of this machine has stays without one, and is printed as 〓.
 */
export async function withGlyphs(slip: Slip): Promise<Slip> {
  const wanted = wantedIn(slip);
  if (wanted.length === 0) return slip;
  const text = wanted.map(({ char }) => char).join('');
  await Promise.race([
    // A face that cannot be loaded leaves the system's own: a slip without a name in it is worse than another face.
    document.fonts.load(`${weight} 24px ${face}`, text).catch(() => []),
    new Promise((late) => setTimeout(late, fontsWithinMs)),
  ]);
  return { ...slip, glyphs: drawn(wanted.slice(0, mostGlyphs)) };
}

/** As many as the contract takes. */
const mostGlyphs = 400;

type Wanted = Pick<SlipGlyph, 'char' | 'dots'>;

/** In every Chinese printer's font, whatever its age; a line with anything else may have to be drawn as a whole. */
const common = /^[\n -~一-龥\u3000、。〈-】（）！，：；？￥·—‘’“”…─□]*$/u;

function wantedIn({ blocks }: Slip): readonly Wanted[] {
  const wanted = blocks.filter((block) => !common.test(wordsOf(block))).flatMap(glyphsFor);
  return [...new Map(wanted.map((one) => [`${one.dots} ${one.char}`, one])).values()];
}

function wordsOf(block: SlipBlock): string {
  switch (block.kind) {
    case 'text':
      return plainText(block.text);
    case 'pair':
      return plainText(block.label + block.value);
    default:
      return '';
  }
}

function glyphsFor(block: SlipBlock): readonly Wanted[] {
  const size = 'size' in block ? block.size : 1;
  // Clones print no larger than double.
  const sizes = [size, Math.min(size, 2)];
  return Array.from(wordsOf(block)).flatMap((char) =>
    char.trim() === ''
      ? []
      : sizes.map((times) => ({ char, dots: times === 3 ? 72 : times === 2 ? 48 : 24 })),
  );
}

function drawn(wanted: readonly Wanted[]): SlipGlyph[] {
  // What no font has is shown as one and the same box.
  const boxes = new Map(
    [...new Set(wanted.map(({ dots }) => dots))].map((dots) => [dots, hex(draw(nobodysCharacter, dots))]),
  );
  return wanted
    .map(({ char, dots }) => ({ char, dots, rows: hex(draw(char, dots)) }))
    .filter(({ dots, rows }) => rows !== boxes.get(dots) && /[^0]/.test(rows));
}

/** A code point that Unicode keeps free of characters for ever. */
const nobodysCharacter = '\u{10ffff}';

function draw(char: string, dots: number): Bitmap {
  const widthDots = (columnsOf(char) * dots) / 2;
  const context = new OffscreenCanvas(widthDots, dots).getContext('2d', { willReadFrequently: true });
  if (context === null) return { widthDots, heightDots: dots, rows: new Uint8Array() };
  context.font = `${weight} ${dots}px ${face}`;
  context.textAlign = 'center';
  context.fillText(char, widthDots / 2, dots * baselineShare, widthDots);
  const { data } = context.getImageData(0, 0, widthDots, dots);
  const alphaAt = (x: number, y: number) => data[(y * widthDots + x) * 4 + 3] ?? 0;
  return drawBitmap(widthDots, dots, (x, y) => alphaAt(x, y) >= 128);
}

function hex({ rows }: Bitmap): string {
  return Array.from(rows, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
