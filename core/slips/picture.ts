import { unreachable } from '../lib/unreachable.ts';
import { type Bitmap, isBlack } from './bitmap.ts';
import { columnsOf, columnDots, dotsAcross, glyphHeightDots, type PaperWidthMm } from './paper.ts';
import type { Align, PrintedLine, PrintedRun } from './printed.ts';
import { qrModules } from './qr.ts';

const dotsPerMm = 8;
const topMarginDots = 40;
/** From the last line to the blade. */
const bladeMarginDots = 104;
const toothDots = 8;
const ink = '#1c1b1a';
const fonts = "'Noto Sans SC Variable','Noto Sans CJK SC',sans-serif";
/** Where the fonts above put the baseline within a Hanzi's square. */
const baselineShare = 0.88;

/** A piece of paper: torn off by the blade, or still hanging out of the printer (`cut` false). */
type Paper = { readonly document: readonly PrintedLine[]; readonly cut: boolean };

/** A slip as it looks on paper, to scale: one user unit is one dot of the print head. All text in it is escaped. */
export function slipSvg(slip: Paper, paperWidthMm: PaperWidthMm): string {
  const widthDots = paperWidthMm * dotsPerMm;
  const marginDots = (widthDots - dotsAcross[paperWidthMm]) / 2;
  const drawn: string[] = [];
  let y = topMarginDots;
  for (const line of slip.document) {
    drawn.push(drawLine(line, y, dotsAcross[paperWidthMm]));
    y += lineHeight(line);
  }
  const heightDots = y + bladeMarginDots;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${widthDots} ${heightDots}"`,
    ` width="${paperWidthMm}mm" height="${heightDots / dotsPerMm}mm">`,
    paperShape(widthDots, heightDots, slip.cut),
    `<g transform="translate(${marginDots} 0)" fill="${ink}" font-family="${fonts}">${drawn.join('')}</g>`,
    '</svg>',
  ].join('');
}

/** The blade leaves teeth above and below; a slip that still hangs out of the printer ends straight, at its slot. */
function paperShape(width: number, height: number, isCut: boolean): string {
  const teeth = Array.from({ length: width / toothDots }, (_, tooth) => tooth * toothDots);
  const top = teeth.map((x) => `L${x + toothDots / 2} 0L${x + toothDots} ${toothDots}`);
  const bottom = teeth.toReversed().map((x) => `L${x + toothDots / 2} ${height}L${x} ${height - toothDots}`);
  const edge = isCut ? bottom.join('') : `V${height}H0`;
  return `<path d="M0 ${toothDots}${top.join('')}V${height - toothDots}${edge}Z" fill="#fff" stroke="#d9d6d0"/>`;
}

function lineHeight(line: PrintedLine): number {
  switch (line.kind) {
    case 'text':
      return line.heightDots;
    case 'feed':
      return line.dots;
    case 'raster':
      return line.bitmap.heightDots;
    case 'qr':
      return qrModules(line).heightDots * line.moduleDots;
    default:
      return unreachable(line);
  }
}

function drawLine(line: PrintedLine, y: number, widthDots: number): string {
  switch (line.kind) {
    case 'text': {
      const dots = line.runs.reduce((sum, run) => sum + runWidth(run), 0);
      return drawRuns(line.runs, startOf(line.align, dots, widthDots), y + glyphHeight(line.runs));
    }
    case 'feed':
      return '';
    case 'raster':
      return drawDots(line.bitmap, 1, startOf(line.align, line.bitmap.widthDots, widthDots), y);
    case 'qr': {
      const modules = qrModules(line);
      const x = startOf(line.align, modules.widthDots * line.moduleDots, widthDots);
      return drawDots(modules, line.moduleDots, x, y);
    }
    default:
      return unreachable(line);
  }
}

function startOf(align: Align, dots: number, widthDots: number): number {
  return { left: 0, centre: (widthDots - dots) / 2, right: widthDots - dots }[align];
}

function glyphHeight(runs: readonly PrintedRun[]): number {
  return Math.max(0, ...runs.map((run) => run.height * glyphHeightDots));
}

function runWidth(run: PrintedRun): number {
  return columnsOf(run.text) * columnDots * run.width;
}

/** Runs of different height stand on one line. */
function drawRuns(runs: readonly PrintedRun[], left: number, bottom: number): string {
  let x = left;
  const drawn: string[] = [];
  for (const run of runs) {
    // Piece by piece, so that a proportional screen font cannot push a column out of its place.
    for (const piece of run.text.match(/[!-~]+| +|─+|[^ -~─]+/gu) ?? []) {
      const dots = columnsOf(piece) * columnDots * run.width;
      drawn.push(drawPiece(piece, run, dots, x, bottom));
      x += dots;
    }
  }
  return drawn.join('');
}

function drawPiece(piece: string, run: PrintedRun, dots: number, x: number, bottom: number): string {
  const heightDots = run.height * glyphHeightDots;
  if (piece.startsWith(' ')) return '';
  if (piece.startsWith('─')) {
    return `<rect x="${x}" y="${bottom - heightDots / 2}" width="${dots}" height="${2 * run.height}"/>`;
  }
  const y = bottom - heightDots * (1 - baselineShare);
  const weight = run.bold ? ' font-weight="700"' : '';
  return (
    `<text x="${x}" y="${y}" font-size="${heightDots}"${weight} textLength="${dots}"` +
    ` lengthAdjust="spacingAndGlyphs">${escapeXml(piece)}</text>`
  );
}

function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** @param scale user units to a dot */
function drawDots(bitmap: Bitmap, scale: number, left: number, top: number): string {
  const strokes: string[] = [];
  for (let y = 0; y < bitmap.heightDots; y += 1) {
    for (let x = 0; x < bitmap.widthDots; x += 1) {
      const begin = x;
      while (isBlack(bitmap, x, y)) x += 1;
      const length = (x - begin) * scale;
      if (length > 0) {
        strokes.push(`M${left + begin * scale} ${top + y * scale}h${length}v${scale}h-${length}z`);
      }
    }
  }
  return `<path d="${strokes.join('')}" shape-rendering="crispEdges"/>`;
}
