import fc from 'fast-check';
import { encode as encodeQr } from 'uqr';
import { describe, expect, test } from 'vitest';
import type { Slip, SlipBlock } from '../../../core/slips/slip.ts';
import { slipBytes } from '../../../hardware/printer/builder.ts';
import type { PrinterDialect } from '../../../hardware/printer/dialect.ts';
import { type ReadLine, readEscPos } from '../../support/escpos-reader.ts';
import { arbitrarySlip } from './arbitrary-slip.ts';
import { hasRealTimeCommand } from './real-time-in.ts';

test('no slip at all holds a real-time command, whatever its pictures are', () => {
  const dots = fc.array(fc.constantFrom(0x00, 0x04, 0x05, 0x10, 0x14, 0xff), { minLength: 1, maxLength: 12 });
  fc.assert(
    fc.property(arbitrarySlip, dots, fc.constantFrom('epson', 'generic'), (slip, pattern, dialect) => {
      const glyphs = (char: string, heightDots: number) => {
        const widthDots = char < '\u0080' ? heightDots / 2 : heightDots;
        const bytes = Math.ceil(widthDots / 8) * heightDots;
        const rows = Uint8Array.from({ length: bytes }, (_, at) => pattern[at % pattern.length]!);
        return { widthDots, heightDots, rows };
      };
      const { bytes } = slipBytes(slip, { paperWidthMm: 80, dialect, glyphs });
      expect(hasRealTimeCommand(bytes)).toBe(false);
    }),
    { numRuns: 60 },
  );
});

/** Codes that GB 18030-2022 gave to other characters than the printers' fonts have there. */
const movedIn2022 =
  'a6d9 a6da a6db a6dc a6dd a6de a6df a6ec a6ed a6f3 fe59 fe61 fe66 fe67 fe6d fe7e fe90 fea0'.split(' ');
const decode = new TextDecoder('gb18030');
const moved = new Set(movedIn2022.map((code) => decode.decode(Buffer.from(code, 'hex'))));

/** Every character a GBK font has, by the standard's own table: all two-byte codes but the private ones. */
const gbk = new Set<string>();
for (let lead = 0x81; lead <= 0xfe; lead += 1) {
  for (let trail = 0x40; trail <= 0xfe; trail += 1) {
    const char = trail === 0x7f ? '' : decode.decode(Uint8Array.of(lead, trail));
    if (/^[^\ue000-\uf8ff]$/.test(char)) gbk.add(char);
  }
}

/** What must be on paper of a text, blanks aside: they go where a line breaks. */
function printedForm(text: string): string {
  const known = Array.from(text.replaceAll('\r\n', '\n').replaceAll('¥', '￥'), (char) => {
    if ('\n\t \u00a0'.includes(char)) return '';
    return /[!-~]/.test(char) || gbk.has(char) ? char : '〓';
  });
  return withoutBlanks(known.join(''));
}

function withoutBlanks(text: string): string {
  return text.replaceAll(/\s/g, '');
}

function wordsOf(line: ReadLine): string {
  return line.kind === 'text' ? line.pieces.map(({ text }) => text).join('') : '';
}

function dotsOf(line: ReadLine): number {
  if (line.kind === 'raster') return line.rows[0]!.length;
  if (line.kind !== 'text') return 0;
  const dots = (text: string, width: number) =>
    Array.from(text).reduce((sum, char) => sum + (char < '\u0080' ? 12 : 24) * width, 0);
  return line.pieces.reduce((sum, piece) => sum + dots(piece.text, piece.width), 0);
}

/** Takes the lines of one block off the front; fails where they differ from it. */
function expectBlock(lines: ReadLine[], block: SlipBlock, across: number, dialect: PrinterDialect): void {
  switch (block.kind) {
    case 'text':
      return expectText(lines, block.text, {
        size: sizeIn(dialect, block.size),
        bold: block.bold,
        aligns: [block.align],
      });
    case 'pair':
      return expectText(lines, `${block.label}\n${block.value}`, {
        size: sizeIn(dialect, block.size),
        bold: false,
        aligns: ['left', 'right'],
      });
    case 'rule':
      return expectText(lines, '─'.repeat(across / 24), { size: 1, bold: false, aligns: ['left'] });
    case 'feed':
      return expect(lines.shift()).toEqual({ kind: 'feed', lines: block.lines });
    case 'qr':
      return dialect === 'epson'
        ? expectQr(lines, block.data, across)
        : expectDrawnQr(lines, block.data, across);
  }
}

function sizeIn(dialect: PrinterDialect, size: 1 | 2 | 3): number {
  return dialect === 'generic' ? Math.min(2, size) : size;
}

type Wanted = { readonly size: number; readonly bold: boolean; readonly aligns: readonly string[] };

function expectText(lines: ReadLine[], text: string, { size, bold, aligns }: Wanted): void {
  let left = printedForm(text);
  while (left !== '') {
    const line = lines.shift();
    expect(line?.kind).toBe('text');
    if (line?.kind !== 'text') return;
    const words = withoutBlanks(wordsOf(line));
    expect(left.slice(0, words.length)).toBe(words);
    left = left.slice(words.length);
    if (words === '') continue;
    expect(aligns).toContain(line.align);
    for (const piece of line.pieces) expect(piece).toMatchObject({ width: size, height: size, bold });
  }
}

function expectQr(lines: ReadLine[], data: string, across: number): void {
  const line = lines.shift();
  expect(line).toMatchObject({ kind: 'qr', align: 'centre', data });
  if (line?.kind !== 'qr') return;
  const modules = encodeQr([...Buffer.from(data)], { ecc: 'M', border: 4, boostEcc: false }).size;
  expect(line.moduleDots).toBeGreaterThanOrEqual(2);
  expect(modules * line.moduleDots).toBeLessThanOrEqual(across);
}

/** The picture of the symbol, module by module. */
function expectDrawnQr(lines: ReadLine[], data: string, across: number): void {
  const { data: dark, size } = encodeQr([...Buffer.from(data)], { ecc: 'M', border: 0, boostEcc: false });
  const rows: string[] = [];
  const dots = () => Math.floor((rows[0]?.length ?? 0) / size);
  do {
    const line = lines.shift();
    expect(line).toMatchObject({ kind: 'raster', align: 'centre' });
    if (line?.kind === 'raster') rows.push(...line.rows);
  } while (rows.length < size * dots());
  expect((size + 8) * dots()).toBeLessThanOrEqual(across);
  const expected = dark.flatMap((row) =>
    Array<string>(dots()).fill(row.map((isDark) => (isDark ? '#' : '.').repeat(dots())).join('')),
  );
  expect(rows.map((row) => row.slice(0, size * dots()))).toEqual(expected);
}

const widths = fc.constantFrom([58, 384] as const, [80, 576] as const);
const dialects = fc.constantFrom('epson' as const, 'generic' as const);

function hasMoved(slip: Slip): boolean {
  return Array.from(JSON.stringify(slip.blocks)).some((char) => moved.has(char));
}

describe('a slip read back by a decoder that knows only the manuals', () => {
  test('is the slip, text for text and size for size, on both papers and in both dialects', () => {
    fc.assert(
      fc.property(arbitrarySlip, widths, dialects, (slip, [paperWidthMm, across], dialect) => {
        fc.pre(!hasMoved(slip));
        const lines = [...readEscPos(slipBytes(slip, { paperWidthMm, dialect }).bytes)];
        expect(Math.max(0, ...lines.map(dotsOf))).toBeLessThanOrEqual(across);
        expect(lines.pop()).toEqual({ kind: 'cut' });
        const hasWords = (line: ReadLine) => line.kind !== 'text' || withoutBlanks(wordsOf(line)) !== '';
        const left = lines.filter(hasWords);
        for (const block of slip.blocks) expectBlock(left, block, across, dialect);
        expect(left).toEqual([]);
      }),
      { numRuns: 150 },
    );
  }, 30_000);

  test('names every character that did not come out', () => {
    fc.assert(
      fc.property(arbitrarySlip, widths, (slip, [paperWidthMm]) => {
        fc.pre(!hasMoved(slip));
        const { bytes, missing } = slipBytes(slip, { paperWidthMm });
        const texts = slip.blocks.flatMap((block) =>
          block.kind === 'text' ? [block.text] : block.kind === 'pair' ? [block.label + block.value] : [],
        );
        const rare = Array.from(texts.join('')).filter(
          (char) => !gbk.has(char) && !/[ -~¥\s\p{Cc}\p{Cs}]/u.test(char),
        );
        expect(new Set(missing.filter((char) => char.trim() !== ''))).toEqual(new Set(rare));
        expect(readEscPos(bytes).length).toBeGreaterThan(0);
      }),
    );
  });
});
