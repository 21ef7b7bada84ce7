import { decodeGb18030 } from './gb18030.ts';
import type { PrintHead, QrSymbol } from './print-head.ts';

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
export function createDecoder(head: PrintHead, actions: PrinterActions): Decoder {
  const program = interpret(head, actions);
  program.next();
  return (byte) => void program.next(byte);
}

/** Reads with `yield`: the length of a command shows only while it is read. */
type Reading<T> = Generator<undefined, T, number>;

function* interpret(head: PrintHead, actions: PrinterActions): Reading<never> {
  const qr: QrStore = { data: new Uint8Array(), moduleDots: 3, level: 'L' };
  let isChinese = false;
  for (let byte = yield; ; byte = yield) {
    if (byte === 0x0a) head.endLine();
    else if (byte === 0x1b) isChinese = (yield* escape(head)) && isChinese;
    else if (byte === 0x1c) isChinese = chineseMode(yield, isChinese);
    else if (byte === 0x1d) yield* group(head, actions, qr);
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

/** `FS &` and `FS .` */
function chineseMode(command: number, before: boolean): boolean {
  return command === 0x26 || (command !== 0x2e && before);
}

const alignments = ['left', 'centre', 'right'] as const;

/** `ESC …`; false when it ended Chinese mode. */
function* escape(head: PrintHead): Reading<boolean> {
  const command = yield;
  switch (command) {
    case 0x40: // ESC @
      head.reset();
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
  }
  return true;
}

type QrStore = { -readonly [K in keyof QrSymbol]: QrSymbol[K] };

/** `GS …` */
function* group(head: PrintHead, actions: PrinterActions, qr: QrStore): Reading<void> {
  const command = yield;
  switch (command) {
    case 0x21: {
      const n = yield;
      head.look.width = ((n >> 4) & 7) + 1;
      head.look.height = (n & 7) + 1;
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
      yield* withLength(head, actions, qr);
      break;
  }
}

/** `GS ( x pL pH …`: the length makes even an unknown one harmless. */
function* withLength(head: PrintHead, actions: PrinterActions, qr: QrStore): Reading<void> {
  const letter = yield;
  const length = (yield) + (yield) * 256;
  const parameters = new Uint8Array(length);
  for (let at = 0; at < length; at += 1) parameters[at] = yield;
  if (letter === 0x48 && parameters[0] === 0x30) actions.askedProcessId(parameters.slice(2));
  if (letter === 0x6b && parameters[0] === 0x31) symbol(head, qr, parameters);
}

const qrLevels = ['L', 'M', 'Q', 'H'] as const;

/** `GS ( k` for QR: module size, correction level, store, print. */
function symbol(head: PrintHead, qr: QrStore, parameters: Uint8Array): void {
  const [, fn, value = 0] = parameters;
  if (fn === 0x43) qr.moduleDots = value;
  if (fn === 0x45) qr.level = qrLevels[value & 3] ?? 'L';
  if (fn === 0x50) qr.data = parameters.slice(3);
  if (fn === 0x51) head.qr({ ...qr });
}
