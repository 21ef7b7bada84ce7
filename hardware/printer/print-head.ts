import { columnDots, dotsAcross, glyphHeightDots, type PaperWidthMm } from './paper.ts';

type Align = 'left' | 'centre' | 'right';

/** Characters of one look; `width` and `height` are magnifications 1 to 8. */
export type PrintedRun = {
  readonly text: string;
  readonly width: number;
  readonly height: number;
  readonly bold: boolean;
};

/** What stands on paper, from top to bottom. */
export type PrintedLine =
  | {
      readonly kind: 'text';
      readonly align: Align;
      readonly runs: readonly PrintedRun[];
      /** How far the paper moves for it: the line spacing, or more for a tall glyph. */
      readonly heightDots: number;
      /** The printer broke the line by itself because it was full. */
      readonly isOverfull: boolean;
    }
  | { readonly kind: 'feed'; readonly dots: number }
  | ({ readonly kind: 'qr'; readonly align: Align } & QrSymbol);

export type QrSymbol = {
  readonly data: Uint8Array;
  readonly moduleDots: number;
  /** Share of the symbol that may be damaged: about 7, 15, 25 and 30 per cent. */
  readonly level: 'L' | 'M' | 'Q' | 'H';
};

/** Line feed at power-up: 1/6 inch at 203 dpi. */
const lineSpacingDots = 30;

/** The part of a printer that holds one line and puts it on paper. */
export type PrintHead = {
  readonly look: { width: number; height: number; bold: boolean };
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
};

export function createPrintHead(paperWidthMm: PaperWidthMm, putOut: (line: PrintedLine) => void): PrintHead {
  const look = { width: 1, height: 1, bold: false };
  let runs: PrintedRun[] = [];
  let usedDots = 0;
  let align: Align = 'left';
  let spacingDots = lineSpacingDots;

  function print(isOverfull: boolean): void {
    const heightDots = Math.max(spacingDots, ...runs.map((run) => run.height * glyphHeightDots));
    putOut({ kind: 'text', align, runs, heightDots, isOverfull });
    runs = [];
    usedDots = 0;
  }

  function flush(): void {
    if (runs.length > 0) print(false);
  }

  function feedDots(dots: number): void {
    flush();
    if (dots > 0) putOut({ kind: 'feed', dots });
  }

  return {
    look,
    reset() {
      Object.assign(look, { width: 1, height: 1, bold: false });
      runs = [];
      usedDots = 0;
      align = 'left';
      spacingDots = lineSpacingDots;
    },
    align(wanted) {
      if (runs.length === 0) align = wanted;
    },
    spacing(dots) {
      spacingDots = dots ?? lineSpacingDots;
    },
    add(text, columns) {
      const dots = columns * columnDots * look.width;
      if (usedDots + dots > dotsAcross[paperWidthMm]) print(true);
      usedDots += dots;
      const last = runs.at(-1);
      const isSameLook = last?.width === look.width && last.height === look.height && last.bold === look.bold;
      runs = isSameLook
        ? [...runs.slice(0, -1), { ...last, text: last.text + text }]
        : [...runs, { ...look, text }];
    },
    endLine() {
      if (runs.length > 0) print(false);
      else putOut({ kind: 'feed', dots: spacingDots });
    },
    feedLines: (lines) => feedDots(lines * spacingDots),
    feedDots,
    qr(symbol) {
      flush();
      putOut({ kind: 'qr', align, ...symbol });
    },
  };
}
