import { dotsAcross, type PaperWidthMm } from '../../core/slips/paper.ts';
import type { QrSymbol } from '../../core/slips/qr.ts';
import { decodeGb18030 } from './gb18030.ts';
import { escapeParameters, fsParameters, groupParameters } from './parameters.ts';
import type { PrintHead } from './print-head.ts';
import { readRaster } from './raster-reader.ts';

/** What a stream asks of the printer besides printing. */
export type PrinterActions = {
  readonly cut: () => void;
  readonly askedPaperSensor: () => void;
  /** The four id characters of `GS ( H`. */
  readonly askedProcessId: (id: Uint8Array) => void;
  readonly askedIdentity: (which: number) => void;
  readonly askedAutomaticStatus: (mask: number) => void;
};

/** Takes one byte at a time, as it leaves the printer's receive buffer. */
export type Decoder = (byte: number) => void;

/**
 * The printer's side of ESC/POS, written from the manuals and not from our builder, so that each checks the other.
 * Real-time commands (`DLE`) never get here: a printer takes them out on arrival. It powers up outside Chinese mode,
 * like the stricter half of the printers on sale, and drops what it does not know.
 */
export function createDecoder(head: PrintHead, actions: PrinterActions, paperWidthMm: PaperWidthMm): Decoder {
  const program = interpret({ head, actions, headDots: dotsAcross[paperWidthMm] });
  program.next();
  return (byte) => void program.next(byte);
}

type Machine = {
  readonly head: PrintHead;
  readonly actions: PrinterActions;
  readonly headDots: number;
};

/** Reads with `yield`: the length of a command shows only while it is read. */
type Reading<T> = Generator<undefined, T, number>;

function* interpret(machine: Machine): Reading<never> {
  const { head } = machine;
  const qr: QrStore = { data: new Uint8Array(), moduleDots: 3, level: 'L' };
  let isChinese = false;
  for (let byte = yield; ; byte = yield) {
    if (byte === 0x0a) head.endLine();
    else if (byte === 0x1b) isChinese = (yield* escape(machine)) && isChinese;
    else if (byte === 0x1c) isChinese = (yield* chinese(head)) ?? isChinese;
    else if (byte === 0x1d) yield* group(machine, qr);
    else if (byte >= 0x80 && isChinese) yield* hanzi(byte, head);
    // Outside Chinese mode a code page is in force, and a Hanzi comes out as two wrong letters.
    else if (byte >= 0x20 && byte !== 0x7f) head.add(byte < 0x80 ? String.fromCharCode(byte) : '?', 1);
  }
}

function* hanzi(lead: number, head: PrintHead): Reading<void> {
  const trail = yield;
  const isPair = lead >= 0x81 && lead <= 0xfe && trail >= 0x40 && trail <= 0xfe && trail !== 0x7f;
  head.add(isPair ? decodeGb18030(Uint8Array.of(lead, trail)) : '\ufffd', 2);
}

function* skip(count: number): Reading<void> {
  for (let left = count; left > 0; left -= 1) yield;
}

function* littleEndian(): Reading<number> {
  return (yield) + (yield) * 256;
}

const alignments = ['left', 'centre', 'right'] as const;

/** `ESC …`; false when it ended Chinese mode. */
function* escape({ head, actions }: Machine): Reading<boolean> {
  const command = yield;
  switch (command) {
    case 0x40: // ESC @
      head.reset();
      // Ends automatic status too.
      actions.askedAutomaticStatus(0);
      return false;
    case 0x32: // ESC 2
      head.spacing(null);
      break;
    case 0x33: // ESC 3 n
      head.spacing(yield);
      break;
    case 0x45: // ESC E n
      head.look.bold = ((yield) & 1) === 1;
      break;
    case 0x61: // ESC a n, also with n as an ASCII digit
      head.align(alignments[(yield) & 3] ?? 'left');
      break;
    case 0x64: // ESC d n
      head.feedLines(yield);
      break;
    case 0x4a: // ESC J n
      head.feedDots(yield);
      break;
    default:
      yield* skip(escapeParameters[command] ?? 0);
  }
  return true;
}

/** `FS …`; whether Chinese mode is on behind it, null when it did not touch that. */
function* chinese(head: PrintHead): Reading<boolean | null> {
  const command = yield;
  switch (command) {
    case 0x26: // FS &
      return true;
    case 0x2e: // FS .
      return false;
    case 0x21: {
      // FS ! n
      const n = yield;
      head.look.hanzi = { width: (n & 4) === 0 ? 1 : 2, height: (n & 8) === 0 ? 1 : 2 };
      return null;
    }
    case 0x28: // FS ( x pL pH …
      yield;
      yield* skip(yield* littleEndian());
      return null;
    default:
      yield* skip(fsParameters[command] ?? 0);
      return null;
  }
}

type QrStore = { -readonly [K in keyof QrSymbol]: QrSymbol[K] };

/** `GS …` */
function* group(machine: Machine, qr: QrStore): Reading<void> {
  const { head, actions } = machine;
  const command = yield;
  switch (command) {
    case 0x21: {
      const n = yield;
      head.look.ascii = { width: ((n >> 4) & 7) + 1, height: (n & 7) + 1 };
      head.look.hanzi = head.look.ascii;
      break;
    }
    case 0x56: {
      // GS V m, and from m = 65 on also n dots to feed
      const mode = yield;
      head.feedDots(mode >= 65 ? yield : 0);
      actions.cut();
      break;
    }
    case 0x49:
      actions.askedIdentity(yield);
      break;
    case 0x61:
      actions.askedAutomaticStatus(yield);
      break;
    case 0x72:
      if (((yield) & 0x0f) === 1) actions.askedPaperSensor();
      break;
    case 0x28:
      yield* withLength(machine, qr);
      break;
    case 0x76: // GS v 0 m xL xH yL yH, then y rows of x bytes
      yield* skip(2);
      yield* raster(machine);
      break;
    case 0x6b:
      yield* barcode();
      break;
    default:
      yield* skip(groupParameters[command] ?? 0);
  }
}

function* raster({ head, headDots }: Machine): Reading<void> {
  const across = yield* littleEndian();
  const height = yield* littleEndian();
  const reader = readRaster(across, headDots);
  for (let left = across * height; left > 0; left -= 1) reader.byte(yield);
  head.raster(reader.bitmap());
}

/** `GS k m … 00` with m up to 6, `GS k m n …` above. The twin draws no bars. */
function* barcode(): Reading<void> {
  const kind = yield;
  if (kind > 6) return yield* skip(yield);
  while ((yield) !== 0);
}

/** `GS ( x pL pH …`: the length makes even an unknown one harmless. */
function* withLength({ head, actions }: Machine, qr: QrStore): Reading<void> {
  const letter = yield;
  const length = yield* littleEndian();
  const parameters: number[] = [];
  for (let left = length; left > 0; left -= 1) {
    const byte = yield;
    if (parameters.length < longestParameters) parameters.push(byte);
  }
  if (letter === 0x48 && parameters[0] === 0x30) actions.askedProcessId(Uint8Array.from(parameters.slice(2)));
  if (letter === 0x6b && parameters[0] === 0x31) symbol(head, qr, parameters);
}

const qrLevels = ['L', 'M', 'Q', 'H'] as const;
/** Bytes that the largest symbol holds (ISO/IEC 18004, version 40). */
const qrRoom = { L: 2_953, M: 2_331, Q: 1_663, H: 1_273 } as const;
/** Three more than any QR code holds: so that one with too much in it is seen to be too long. */
const longestParameters = 3 + qrRoom.L + 1;

/** `GS ( k` for QR: module size 1 to 16, correction level, store, print; nothing comes out of none or of too much data. */
function symbol(head: PrintHead, qr: QrStore, parameters: readonly number[]): void {
  const [, fn, value = 0] = parameters;
  if (fn === 0x43 && value >= 1 && value <= 16) qr.moduleDots = value;
  if (fn === 0x45) qr.level = qrLevels[value & 3] ?? 'L';
  if (fn === 0x50) qr.data = Uint8Array.from(parameters.slice(3));
  if (fn === 0x51 && qr.data.length > 0 && qr.data.length <= qrRoom[qr.level]) head.qr({ ...qr });
}
