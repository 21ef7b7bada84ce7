import type { Bitmap } from '../../core/slips/bitmap.ts';
import {
  columnDots,
  dotsAcross,
  glyphHeightDots,
  lineFeedDots,
  type PaperWidthMm,
} from '../../core/slips/paper.ts';
import type { Align, PrintedLine, PrintedRun } from '../../core/slips/printed.ts';
import type { QrSymbol } from '../../core/slips/qr.ts';

type Magnification = { width: number; height: number };

/** How what comes next will look. */
export type Look = { ascii: Magnification; hanzi: Magnification; bold: boolean };

/** The part of a printer that holds one line and puts it on paper. */
export type PrintHead = {
  readonly look: Look;
  /** Back to the power-up look; the line being gathered is lost (`ESC @`). */
  readonly reset: () => void;
  readonly align: (align: Align) => void;
  /** Null: as at power-up. */
  readonly spacing: (dots: number | null) => void;
  /** `columns` at magnification 1; `text` may be several code units. */
  readonly add: (text: string, columns: 1 | 2) => void;
  readonly endLine: () => void;
  readonly feedLines: (lines: number) => void;
  readonly feedDots: (dots: number) => void;
  readonly qr: (symbol: QrSymbol) => void;
  readonly raster: (bitmap: Bitmap) => void;
};

export function createPrintHead(paperWidthMm: PaperWidthMm, putOut: (line: PrintedLine) => void): PrintHead {
  const look = powerUpLook();
  let runs: PrintedRun[] = [];
  let usedDots = 0;
  let align: Align = 'left';
  let spacingDots = lineFeedDots;

  function print(isOverfull: boolean): void {
    const heightDots = Math.max(spacingDots, ...runs.map((run) => run.height * glyphHeightDots));
    putOut({ kind: 'text', align, runs, heightDots, isOverfull });
    runs = [];
    usedDots = 0;
  }

  /** What was gathered comes first. */
  function putOutBehind(line: PrintedLine): void {
    if (runs.length > 0) print(false);
    putOut(line);
  }

  function feedDots(dots: number): void {
    if (dots > 0) putOutBehind({ kind: 'feed', dots });
    else if (runs.length > 0) print(false);
  }

  return {
    look,
    reset() {
      Object.assign(look, powerUpLook());
      runs = [];
      usedDots = 0;
      align = 'left';
      spacingDots = lineFeedDots;
    },
    align(wanted) {
      if (runs.length === 0) align = wanted;
    },
    spacing(dots) {
      spacingDots = dots ?? lineFeedDots;
    },
    add(text, columns) {
      const { width, height } = columns === 1 ? look.ascii : look.hanzi;
      const dots = columns * columnDots * width;
      if (usedDots + dots > dotsAcross[paperWidthMm]) print(true);
      usedDots += dots;
      runs = joined(runs, { width, height, bold: look.bold, text });
    },
    endLine() {
      if (runs.length > 0) print(false);
      else putOut({ kind: 'feed', dots: spacingDots });
    },
    feedLines: (lines) => feedDots(lines * spacingDots),
    feedDots,
    qr: (symbol) => putOutBehind({ kind: 'qr', align, ...symbol }),
    raster: (bitmap) => putOutBehind({ kind: 'raster', align, bitmap }),
  };
}

function powerUpLook(): Look {
  return { ascii: { width: 1, height: 1 }, hanzi: { width: 1, height: 1 }, bold: false };
}

/** Neighbours of one look are one run. */
function joined(runs: readonly PrintedRun[], next: PrintedRun): PrintedRun[] {
  const last = runs.at(-1);
  const isSame = last?.width === next.width && last.height === next.height && last.bold === next.bold;
  return isSame ? [...runs.slice(0, -1), { ...last, text: last.text + next.text }] : [...runs, next];
}
