import { afterEach, expect, test, vi } from 'vitest';
import type { Slip } from '../../../core/slips/slip.ts';
import { withGlyphs } from '../../../renderer/start/slip-glyphs.ts';

afterEach(() => vi.unstubAllGlobals());

/** A canvas without fonts, which draws a stroke as long as the code point says; what it was asked to draw. */
function countingCanvas(): string[] {
  const drawn: string[] = [];
  class Canvas {
    readonly #width: number;
    readonly #height: number;
    #strokeDots = 0;
    constructor(width: number, height: number) {
      this.#width = width;
      this.#height = height;
    }
    getContext() {
      return {
        fillText: (char: string) => {
          drawn.push(char);
          this.#strokeDots = 1 + ((char.codePointAt(0) ?? 0) % 500);
        },
        getImageData: () => {
          const data = new Uint8ClampedArray(4 * this.#width * this.#height);
          for (let dot = 0; dot < this.#strokeDots; dot += 1) data[4 * dot + 3] = 255;
          return { data };
        },
      };
    }
  }
  vi.stubGlobal('OffscreenCanvas', Canvas);
  vi.stubGlobal('document', { fonts: { load: () => Promise.resolve([]) } });
  return drawn;
}

/** Every line has one character that not every printer has. */
function slipOf(count: number): Slip {
  const blocks = Array.from({ length: count }, (_, at) => String.fromCodePoint(0x3400 + at)).map((text) => ({
    kind: 'text' as const,
    text,
    size: 1 as const,
    align: 'left' as const,
    bold: false,
  }));
  return { blocks };
}

test('No more is drawn than a slip may carry, and the box of a missing character once for each size.', async () => {
  const drawn = countingCanvas();
  const { glyphs } = await withGlyphs(slipOf(450));
  expect(drawn.filter((char) => char === '\u{10ffff}')).toHaveLength(1);
  expect(drawn).toHaveLength(401);
  expect(glyphs?.length).toBeGreaterThan(390);
  expect(glyphs?.[0]).toMatchObject({ char: '\u3400', dots: 24 });
});

test('A character that looks like the box of missing ones has no glyph.', async () => {
  countingCanvas();
  const sameStroke = 0x3400 + ((0x10ffff - 0x3400) % 500);
  const slip = slipOf(sameStroke - 0x3400 + 1);
  const { glyphs } = await withGlyphs(slip);
  expect(glyphs?.map(({ char }) => char)).toEqual(
    slip.blocks.slice(0, -1).map((block) => (block.kind === 'text' ? block.text : '')),
  );
});

test('A name is drawn as large as its line stands.', async () => {
  countingCanvas();
  const { glyphs } = await withGlyphs({ blocks: [{ kind: 'pair', label: '姓名', value: '*㛃', size: 2 }] });
  expect(new Set(glyphs?.map(({ dots }) => dots))).toEqual(new Set([48]));
});
