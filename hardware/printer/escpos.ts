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

/** `DLE ENQ 2`: recover from an error and clear the buffers; the half-sent slip will not be continued. */
export const recoverAndClear: Command = [DLE, ENQ, 2];

/** `GS r 1`: paper sensor status, answered in order, behind everything sent before; not at all when paper has run out. */
export const askPaperSensor: Command = [GS, 0x72, 1];

/** `GS ( H` function 48: answered with the same id when everything sent before has been printed. */
export function askProcessId(id: readonly number[]): Command {
  return [GS, 0x28, 0x48, 6, 0, 0x30, 0x30, ...id];
}

/** `GS a 0`: no automatic status, which some models have switched on; this driver asks, as many clones send none. */
export const automaticStatusOff: Command = [GS, 0x61, 0];

/** Ends whatever command was cut off in mid-send: longer than the longest one, and without meaning as text. */
export const flush: Command = Array<number>(2304).fill(0);
