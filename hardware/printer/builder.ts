import { unreachable } from '../../core/lib/unreachable.ts';
import type { Bitmap } from '../../core/slips/bitmap.ts';
import { layOut, type SlipLine, type TextLine } from '../../core/slips/layout.ts';
import { columnsAcross, glyphHeightDots, lineFeedDots, type PaperWidthMm } from '../../core/slips/paper.ts';
import { missingGlyph } from '../../core/slips/plain-text.ts';
import { qrSymbol } from '../../core/slips/qr.ts';
import type { Slip, SlipBlock } from '../../core/slips/slip.ts';
import { type Dialect, dialects, type PrinterDialect } from './dialect.ts';
import * as escpos from './escpos.ts';
import { encodeGb18030, isInFont } from './gb18030.ts';
import { glyphsOf, type GlyphSource, lineBitmap } from './glyphs.ts';

export type SlipBytes = {
  /** Initialisation to cut; the question whether it was printed is the driver's to add. */
  readonly bytes: Uint8Array;
  /** Characters that became 〓, each once: no font has them and no glyph came. They may be part of a name: never log them. */
  readonly missing: readonly string[];
};

export type BuildOptions = {
  readonly paperWidthMm: PaperWidthMm;
  readonly dialect?: PrinterDialect | undefined;
  /** Where characters outside GBK come from; the glyphs of the slip without it. */
  readonly glyphs?: GlyphSource | undefined;
  /** Whether the printer tells of its changes by itself; it is asked to anew, as initialising it ends that. */
  readonly tellsChanges?: boolean | undefined;
};

/** A slip as ESC/POS for a Chinese printer. */
export function slipBytes(slip: Slip, options: BuildOptions): SlipBytes {
  const { paperWidthMm, glyphs, tellsChanges = false } = options;
  const dialect = dialects[options.dialect ?? 'epson'];
  const source = glyphs ?? glyphsOf(slip.glyphs ?? []);
  const missing = new Set<string>();
  const commands: escpos.Command[] = [escpos.initialise, escpos.chineseOn];
  if (tellsChanges) commands.push(escpos.automaticStatus(true));
  let style: Style = { align: 'left', bold: false, size: 1 };
  const blocks = slip.blocks.map((block) => notLarger(block, dialect.largestSize));
  for (const line of layOut({ blocks }, columnsAcross(paperWidthMm))) {
    const set = typeset(line, source, missing);
    const wanted = styleOf(set, style);
    commands.push(styleChange(style, wanted, dialect), content(set, paperWidthMm, dialect));
    style = wanted;
  }
  commands.push(escpos.feedAndCut);
  return { bytes: Uint8Array.from(commands.flat()), missing: [...missing] };
}

function notLarger(block: SlipBlock, largest: 2 | 3): SlipBlock {
  return 'size' in block && block.size > largest ? { ...block, size: largest } : block;
}

/** A line as it is sent: in the printer's own type, or as a picture of the whole line. */
type SetLine =
  | SlipLine
  | {
      readonly kind: 'raster';
      readonly bitmap: Bitmap;
      readonly align: TextLine['align'];
      readonly size: TextLine['size'];
    };

function typeset(line: SlipLine, glyphs: GlyphSource, missing: Set<string>): SetLine {
  if (line.kind !== 'text') return line;
  const rare = Array.from(line.text).filter((char) => !isInFont(char));
  if (rare.length === 0) return line;
  const bitmap = lineBitmap(line, glyphs);
  if (bitmap !== null) return { kind: 'raster', bitmap, align: line.align, size: line.size };
  for (const char of rare) missing.add(char);
  return { ...line, text: Array.from(line.text, (char) => (isInFont(char) ? char : missingGlyph)).join('') };
}

type Style = Pick<TextLine, 'align' | 'bold' | 'size'>;

function styleOf(line: SetLine, before: Style): Style {
  switch (line.kind) {
    case 'text':
      return line;
    case 'raster':
      return { ...before, align: line.align };
    case 'qr':
      return { ...before, align: 'centre', size: 1 };
    case 'feed':
      // A blank line is as high as a small one, whatever stands above it.
      return { ...before, size: 1 };
    default:
      return unreachable(line);
  }
}

function styleChange(from: Style, to: Style, { glyphSize }: Dialect): escpos.Command {
  return [
    ...(from.align === to.align ? [] : escpos.alignTo(to.align)),
    ...(from.bold === to.bold ? [] : escpos.bold(to.bold)),
    ...(from.size === to.size ? [] : [...glyphSize(to.size), ...escpos.lineSpacing(to.size)]),
  ];
}

function content(line: SetLine, paperWidthMm: PaperWidthMm, dialect: Dialect): escpos.Command {
  switch (line.kind) {
    case 'text':
      return [...encodeGb18030(line.text), ...escpos.lineFeed];
    case 'raster':
      // A picture brings no white of its own below.
      return [
        ...escpos.raster(line.bitmap),
        ...escpos.feedDots((lineFeedDots - glyphHeightDots) * line.size),
      ];
    case 'feed':
      return escpos.feedLines(line.lines);
    case 'qr':
      return dialect.qr(qrSymbol(line.data, paperWidthMm));
    default:
      return unreachable(line);
  }
}
