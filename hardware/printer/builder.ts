import iconv from 'iconv-lite';
import { encode as encodeQr } from 'uqr';
import { unreachable } from '../../core/lib/unreachable.ts';
import type { Slip, SlipBlock } from '../../core/slips/slip.ts';
import * as escpos from './escpos.ts';
import { encodeGb18030, printable } from './gb18030.ts';
import { layOut, type SlipLine } from './layout.ts';
import { columnsAcross, dotsAcross, type PaperWidthMm } from './paper.ts';

export type SlipBytes = {
  /** Initialisation to cut; the question whether it was printed is the driver's to add. */
  readonly bytes: Uint8Array;
  /** Characters no GBK font has, printed as 〓; see `printable`. */
  readonly replaced: readonly string[];
};

/** A slip as ESC/POS for a Chinese printer. */
export function slipBytes(slip: Slip, paperWidthMm: PaperWidthMm): SlipBytes {
  const { shown, replaced } = printableSlip(slip);
  const bytes: number[] = [...escpos.initialise, ...escpos.chineseOn];
  let style: Style = { align: 'left', bold: false, size: 1 };
  for (const line of layOut(shown, columnsAcross(paperWidthMm))) {
    const wanted = styleOf(line, style);
    bytes.push(...styleChange(style, wanted), ...content(line, paperWidthMm));
    style = wanted;
  }
  bytes.push(...escpos.feedAndCut);
  return { bytes: Uint8Array.from(bytes), replaced };
}

type Style = Pick<Extract<SlipLine, { kind: 'text' }>, 'align' | 'bold' | 'size'>;

function styleOf(line: SlipLine, before: Style): Style {
  switch (line.kind) {
    case 'text':
      return line;
    case 'qr':
      return { ...before, align: 'centre', size: 1 };
    case 'feed':
      // A blank line is as high as a small one, whatever stands above it.
      return { ...before, size: 1 };
    default:
      return unreachable(line);
  }
}

function styleChange(from: Style, to: Style): escpos.Command {
  return [
    ...(from.align === to.align ? [] : escpos.alignTo(to.align)),
    ...(from.bold === to.bold ? [] : escpos.bold(to.bold)),
    ...(from.size === to.size ? [] : [...escpos.glyphSize(to.size), ...escpos.lineSpacing(to.size)]),
  ];
}

function content(line: SlipLine, paperWidthMm: PaperWidthMm): escpos.Command {
  switch (line.kind) {
    case 'text':
      return [...encodeGb18030(line.text), ...escpos.lineFeed];
    case 'feed':
      return escpos.feedLines(line.lines);
    case 'qr': {
      const data = iconv.encode(line.data, 'utf8');
      return escpos.qrCode(data, moduleDots(data, paperWidthMm));
    }
    default:
      return unreachable(line);
  }
}

/** 6 dots (0.75 mm) a module are easy for any phone; fewer when the symbol and its quiet zone would not fit the paper. */
function moduleDots(data: Uint8Array, paperWidthMm: PaperWidthMm): number {
  const quietModules = 8;
  const { size } = encodeQr([...data], { ecc: 'M', border: 0 });
  return Math.min(6, Math.floor(dotsAcross[paperWidthMm] / (size + quietModules)));
}

function printableSlip(slip: Slip): { readonly shown: Slip; readonly replaced: readonly string[] } {
  const replaced = new Set<string>();
  function clean(text: string): string {
    const result = printable(text);
    for (const char of result.replaced) replaced.add(char);
    return result.text;
  }
  const blocks = slip.blocks.map((block) => cleanBlock(block, clean));
  return { shown: { blocks }, replaced: [...replaced] };
}

function cleanBlock(block: SlipBlock, clean: (text: string) => string): SlipBlock {
  switch (block.kind) {
    case 'text':
      return { ...block, text: clean(block.text) };
    case 'pair':
      return { ...block, label: clean(block.label), value: clean(block.value) };
    case 'rule':
    case 'feed':
    case 'qr':
      return block;
    default:
      return unreachable(block);
  }
}
