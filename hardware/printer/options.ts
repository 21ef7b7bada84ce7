import type { DeviceReport } from '../../core/devices/states.ts';
import type { Clock } from '../../core/lib/clock.ts';
import type { PaperWidthMm } from '../../core/slips/paper.ts';
import type { PortOpener } from '../port.ts';
import type { PrinterDialect } from './dialect.ts';
import type { GlyphSource } from './glyphs.ts';
import type { PrinterTiming } from './timing.ts';

export type ReceiptPrinterOptions = {
  /** Only for deadlines; the opener sets the line. The default is the slowest in use, so deadlines are never too short. */
  readonly baudRate?: number;
  readonly dialect?: PrinterDialect;
  /** Draws characters outside GBK; without it the glyphs that come with a slip are all there are. */
  readonly glyphs?: GlyphSource;
  readonly timing?: Partial<PrinterTiming>;
};

export type ReceiptPrinterParts = {
  readonly open: PortOpener;
  readonly clock: Clock;
  readonly paperWidthMm: PaperWidthMm;
  readonly onState: (report: DeviceReport) => void;
  readonly options?: ReceiptPrinterOptions;
};
