import { type Bitmap, bytesAcross } from '../../core/slips/bitmap.ts';

/**
 * The ESC/POS commands this kiosk sends, as bytes. Names in comments are those of the manuals (Epson ESC/POS reference;
 * Citizen CT-S2000 and Bixolon SRP-350 agree on every one used here).
 */
export type Command = readonly number[];

const ESC = 0x1b;
const FS = 0x1c;
const GS = 0x1d;
const DLE = 0x10;
const EOT = 0x04;
const ENQ = 0x05;
const DC4 = 0x14;

/** `ESC @`: styles back to default. Does not clear the receive buffer. */
export const initialise: Command = [ESC, 0x40];

/** `FS &`: two-byte Chinese mode. Sent right behind `ESC @`, as some models switch only from the next line on. */
export const chineseOn: Command = [FS, 0x26];

/** `LF`: prints the line and feeds it. */
export const lineFeed: Command = [0x0a];

/** `ESC a n`; takes effect only at the start of a line. */
export function alignTo(align: 'left' | 'centre' | 'right'): Command {
  return [ESC, 0x61, { left: 0, centre: 1, right: 2 }[align]];
}

/** `ESC E n`. */
export function bold(on: boolean): Command {
  return [ESC, 0x45, on ? 1 : 0];
}

/** `GS ! n`: n = (width - 1) << 4 | (height - 1); magnifies ASCII and Hanzi alike. */
export function glyphSize(size: 1 | 2 | 3): Command {
  return [GS, 0x21, ((size - 1) << 4) | (size - 1)];
}

/** `FS ! n`: 4 double width, 8 double height, Hanzi only. Where it is known, the last of `GS !` and `FS !` counts. */
export function hanziSize(size: 1 | 2): Command {
  return [FS, 0x21, size === 2 ? 0x0c : 0];
}

/**
 * `ESC 3 n` for large glyphs, `ESC 2` (30 dots) for small ones. A quarter of the glyph stays white between lines; a
 * printer that counts n in half dots falls back to lines that just do not touch.
 */
export function lineSpacing(size: 1 | 2 | 3): Command {
  return size === 1 ? [ESC, 0x32] : [ESC, 0x33, 30 * size];
}

/** `ESC d n`: feeds n lines. */
export function feedLines(lines: number): Command {
  return [ESC, 0x64, lines];
}

/** `ESC J n`: feeds n dots. */
export function feedDots(dots: number): Command {
  return [ESC, 0x4a, dots];
}

/** Rows of one `GS v 0`: `flush` must outlast it, and some clones take no higher picture. */
const bandDots = 24;

/** `GS v 0`, as often as the picture is high; the bands join without a gap. It stands where `ESC a` says. */
export function raster({ widthDots, heightDots, rows }: Bitmap): Command {
  const across = bytesAcross(widthDots);
  const bands: number[] = [];
  for (let top = 0; top < heightDots; top += bandDots) {
    const height = Math.min(bandDots, heightDots - top);
    const band = withoutRealTime(rows.subarray(top * across, (top + height) * across));
    bands.push(GS, 0x76, 0x30, 0, across & 0xff, across >> 8, height, 0, ...band);
  }
  return bands;
}

/** Printers obey `DLE EOT`, `DLE ENQ` and `DLE DC4` even within a picture: there a 10h becomes 18h, one dot more. */
function withoutRealTime(rows: Uint8Array): Uint8Array {
  const commands: readonly (number | undefined)[] = [EOT, ENQ, DC4];
  return rows.map((byte, at) => (byte === DLE && commands.includes(rows[at + 1]) ? 0x18 : byte));
}

/** `GS V 66 0`: feeds to the blade and cuts, leaving a small bridge so that the slip does not fall. */
export const feedAndCut: Command = [GS, 0x56, 66, 0];

/** `GS ( k` functions 165, 167, 169, 180, 181: model 2, module size, correction level M, store, print. */
export function qrCode(data: Uint8Array, moduleDots: number): Command {
  return [
    ...qrFunction(0x41, [0x32, 0]),
    ...qrFunction(0x43, [moduleDots]),
    ...qrFunction(0x45, [0x31]),
    ...qrFunction(0x50, [0x30, ...data]),
    ...qrFunction(0x51, [0x30]),
  ];
}

function qrFunction(fn: number, parameters: readonly number[]): Command {
  const length = parameters.length + 2;
  return [GS, 0x28, 0x6b, length & 0xff, length >> 8, 0x31, fn, ...parameters];
}

/** What `DLE EOT n` can ask for. */
export const statusOf = { printer: 1, offlineCause: 2, error: 3, paper: 4 } as const;

/** `DLE EOT n`: real-time status, one byte, answered past the receive buffer. Never inside another command. */
export function askStatus(what: keyof typeof statusOf): Command {
  return [DLE, EOT, statusOf[what]];
}

/**
 * `DLE ENQ n`: recover from an error. 1 goes on with the line it happened in, 2 clears the buffers: the half-printed
 * slip will not be continued.
 */
export function recover(n: 1 | 2): Command {
  return [DLE, ENQ, n];
}

/** `GS r 1`: paper sensor status, answered in order, behind everything sent before; not at all when paper has run out. */
export const askPaperSensor: Command = [GS, 0x72, 1];

/** `GS ( H` function 48: answered with the same id when everything sent before has been printed. */
export function askProcessId(id: readonly number[]): Command {
  return [GS, 0x28, 0x48, 6, 0, 0x30, 0x30, ...id];
}

/** What `GS I n` can ask for; answered as a text. */
export const identityOf = { firmware: 65, maker: 66, model: 67, serialNumber: 68 } as const;

/** `GS I n`: in order, like anything else that is printed. */
export function askIdentity(what: keyof typeof identityOf): Command {
  return [GS, 0x49, identityOf[what]];
}

/** `GS a n`: four bytes at once and at every change of line state, error and paper (bits 1 to 3); 0 ends it. */
export function automaticStatus(on: boolean): Command {
  return [GS, 0x61, on ? 0x0e : 0];
}

/** Ends whatever command was cut off in mid-send: longer than the longest one, and without meaning as text. */
export const flush: Command = Array<number>(2304).fill(0);
