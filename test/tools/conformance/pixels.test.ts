import { deflateSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { contrastBetween, contrastOf, luminanceOf, ratioText } from '../../../tools/conformance/colour.ts';
import { readScreenshot, type Image } from '../../../tools/conformance/image.ts';
import { drawnIn } from '../../../tools/conformance/pixels.ts';

type Rgb = readonly [number, number, number];
const white: Rgb = [255, 255, 255];
const black: Rgb = [0, 0, 0];

function imageOf(width: number, height: number, colourAt: (x: number, y: number) => Rgb): Image {
  const pixels = Array.from({ length: width * height }, (_, at) =>
    colourAt(at % width, Math.floor(at / width)),
  );
  return { width, height, rgb: Buffer.from(pixels.flat()) };
}
const whole = { left: 0, top: 0, right: 40, bottom: 20 };

/** A stroke five pixels wide with a grey rim either side, as letters are drawn. */
function stroke(ink: Rgb, rim: Rgb, ground: Rgb) {
  return imageOf(40, 20, (x) => (x >= 18 && x < 23 ? ink : x === 17 || x === 23 ? rim : ground));
}

test('contrast is that of WCAG', () => {
  expect(contrastBetween([0, 0, 0, 1], [255, 255, 255, 1])).toBeCloseTo(21, 5);
  expect(contrastBetween([0, 48, 107, 1], [255, 255, 255, 1])).toBeCloseTo(12.84, 1);
  expect(contrastOf(luminanceOf(140, 13, 13), luminanceOf(255, 248, 231))).toBeCloseTo(9.1, 1);
});

test('9.999 is not told as 10', () => {
  expect(ratioText(9.999)).toBe('9.99:1');
});

test('the heart of a stroke counts, its rim does not', () => {
  const drawn = drawnIn(stroke(black, [128, 128, 128], white), whole);
  expect(drawn?.contrast).toBe(21);
  expect(drawn?.groundShare).toBeGreaterThan(0.8);
});

test('ink that is only rim has the contrast of the rim', () => {
  expect(drawnIn(stroke([90, 90, 90], [160, 160, 160], white), whole)?.contrast).toBeCloseTo(6.9, 1);
});

test('a few stray dark pixels are no ink', () => {
  const speck = imageOf(40, 20, (x, y) => (x < 2 && y < 2 ? black : [200, 200, 200]));
  expect(drawnIn(speck, whole)?.contrast).toBe(1);
});

test('a gradient has little of any one ground', () => {
  const gradient = imageOf(40, 20, (x) => [255 - 6 * x, 255 - 6 * x, 255]);
  expect(drawnIn(gradient, whole)?.groundShare).toBeLessThan(0.2);
});

test('what lies off the glass was not drawn', () => {
  expect(drawnIn(stroke(black, black, white), { left: 50, top: 0, right: 60, bottom: 20 })).toBeNull();
});

function chunk(type: string, body: Buffer): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(body.length);
  return Buffer.concat([length, Buffer.from(type, 'latin1'), body, Buffer.alloc(4)]);
}

function png(width: number, rows: readonly (readonly number[])[], kind = '0802000000'): Buffer {
  const size = Buffer.alloc(8);
  size.writeUInt32BE(width, 0);
  size.writeUInt32BE(rows.length, 4);
  const packed = deflateSync(Buffer.from(rows.flat()));
  const head = Buffer.concat([size, Buffer.from(kind, 'hex')]);
  // In two pieces, as Chromium sends large ones.
  return Buffer.concat([
    Buffer.from('89504e470d0a1a0a', 'hex'),
    chunk('IHDR', head),
    chunk('IDAT', packed.subarray(0, 5)),
    chunk('IDAT', packed.subarray(5)),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

test('a screenshot is read whichever filter its rows have', () => {
  const image = readScreenshot(
    png(2, [
      [0, 10, 20, 30, 40, 50, 60],
      [1, 10, 20, 30, 30, 30, 30],
      [2, 0, 0, 0, 1, 1, 1],
      [3, 5, 10, 15, 5, 5, 5],
      [4, 1, 1, 1, 2, 2, 2],
    ]),
  );
  expect([...image.rgb]).toEqual([
    10, 20, 30, 40, 50, 60,
    10, 20, 30, 40, 50, 60,
    10, 20, 30, 41, 51, 61,
    10, 20, 30, 30, 40, 50,
    11, 21, 31, 32, 42, 52,
  ]); // prettier-ignore
});

test('a picture of another kind is refused', () => {
  expect(() => readScreenshot(png(1, [[0, 1, 2, 3]], '0806000000'))).toThrow('not an 8-bit RGB screenshot');
  expect(() => readScreenshot(png(1, [[9, 1, 2, 3]]))).toThrow('no such filter: 9');
});
