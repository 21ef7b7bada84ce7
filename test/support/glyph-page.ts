// A page with nothing but the drawing of glyphs, for tests in a real browser.
import { withGlyphs } from '../../renderer/start/slip-glyphs.ts';

/** What the test calls in the page. */
export type GlyphPage = {
  readonly withGlyphs: typeof withGlyphs;
  /** How dark each dot of a character should be, 0 to 1: drawn large by the page's own text and shrunk. */
  readonly darkness: (char: string, dots: number) => Promise<readonly number[]>;
};

declare global {
  interface Window {
    glyphPage: GlyphPage;
  }
}

const finer = 8;

/** Through an SVG image, not through the canvas's text: another way to the same font. */
async function darkness(char: string, dots: number): Promise<readonly number[]> {
  const side = dots * finer;
  const svg =
    `<svg xmlns="http://www.w3.org/2000/svg" width="${side}" height="${side}">` +
    `<text x="50%" y="88%" text-anchor="middle" font-size="${side}" font-weight="500"` +
    ` font-family="Noto Sans CJK SC, sans-serif">${char}</text></svg>`;
  const image = new Image();
  image.src = `data:image/svg+xml,${encodeURIComponent(svg)}`;
  await image.decode();
  const context = new OffscreenCanvas(side, side).getContext('2d')!;
  context.drawImage(image, 0, 0);
  const { data } = context.getImageData(0, 0, side, side);
  return Array.from({ length: dots * dots }, (_, at) => {
    let sum = 0;
    for (let fine = 0; fine < finer * finer; fine += 1) {
      const x = (at % dots) * finer + (fine % finer);
      const y = Math.floor(at / dots) * finer + Math.floor(fine / finer);
      sum += data[(y * side + x) * 4 + 3]! / 255;
    }
    return sum / (finer * finer);
  });
}

window.glyphPage = { withGlyphs, darkness };
