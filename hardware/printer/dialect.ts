import { drawBitmap, isBlack } from '../../core/slips/bitmap.ts';
import { qrModules, type QrSymbol } from '../../core/slips/qr.ts';
import * as escpos from './escpos.ts';

export const printerDialects = ['epson', 'generic'] as const;
/** `epson`: as the maker's manuals have it. `generic`: only what clones of every age know. */
export type PrinterDialect = (typeof printerDialects)[number];

export type Dialect = {
  readonly largestSize: 2 | 3;
  readonly glyphSize: (size: 1 | 2 | 3) => escpos.Command;
  readonly qr: (symbol: QrSymbol) => escpos.Command;
  /** Whether to try `GS ( H`: some clones print its parameters. */
  readonly triesProcessId: boolean;
};

export const dialects: Readonly<Record<PrinterDialect, Dialect>> = {
  epson: {
    largestSize: 3,
    glyphSize: escpos.glyphSize,
    qr: ({ data, moduleDots }) => escpos.qrCode(data, moduleDots),
    triesProcessId: true,
  },
  generic: {
    largestSize: 2,
    // Old clones magnify Hanzi only by their own command, and only twice.
    glyphSize: (size) => [...escpos.glyphSize(size), ...escpos.hanziSize(size === 1 ? 1 : 2)],
    qr: drawnQr,
    triesProcessId: false,
  },
};

function drawnQr(symbol: QrSymbol): escpos.Command {
  const modules = qrModules(symbol);
  const { moduleDots } = symbol;
  const dots = modules.widthDots * moduleDots;
  return escpos.raster(
    drawBitmap(dots, dots, (x, y) =>
      isBlack(modules, Math.floor(x / moduleDots), Math.floor(y / moduleDots)),
    ),
  );
}
