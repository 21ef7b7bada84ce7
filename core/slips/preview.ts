import { unreachable } from '../lib/unreachable.ts';
import { layOut, type SlipLine } from './layout.ts';
import { columnsAcross, lineFeedDots, type PaperWidthMm } from './paper.ts';
import { slipSvg } from './picture.ts';
import type { PrintedLine } from './printed.ts';
import { qrSymbol } from './qr.ts';
import type { Slip } from './slip.ts';

/** The slip on the screen as it will come out of the printer, to scale; rare characters are in the screen's own type. */
export function slipPreviewSvg(slip: Slip, paperWidthMm: PaperWidthMm): string {
  const lines = layOut(slip, columnsAcross(paperWidthMm));
  return slipSvg({ document: lines.map((line) => printed(line, paperWidthMm)), cut: true }, paperWidthMm);
}

function printed(line: SlipLine, paperWidthMm: PaperWidthMm): PrintedLine {
  switch (line.kind) {
    case 'text': {
      const { text, size, bold, align } = line;
      const heightDots = lineFeedDots * size;
      // An empty line is a feed to a printer.
      if (text === '') return { kind: 'feed', dots: heightDots };
      const runs = [{ text, width: size, height: size, bold }];
      return { kind: 'text', align, runs, heightDots, isOverfull: false };
    }
    case 'feed':
      return { kind: 'feed', dots: line.lines * lineFeedDots };
    case 'qr':
      return { kind: 'qr', align: 'centre', ...qrSymbol(line.data, paperWidthMm) };
    default:
      return unreachable(line);
  }
}
