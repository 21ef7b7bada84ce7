import type { DeviceReport, DeviceState, PaperState } from '../../core/devices/states.ts';
import { unreachable } from '../../core/lib/unreachable.ts';
import type { PrintTrouble } from '../../core/slips/slip.ts';
import type { statusOf } from './escpos.ts';

/** One answer of the printer. Fixed bits tell the kinds apart (Citizen CT-S2000, "Identification of send status"). */
export type Answer =
  /** To `DLE EOT n`; it does not say to which n. */
  | { readonly kind: 'real-time'; readonly bits: number }
  /** To `GS r 1`. */
  | { readonly kind: 'paper-sensor'; readonly bits: number }
  /** To `GS ( H`: the four id characters. */
  | { readonly kind: 'process-id'; readonly id: string }
  /** Automatic status of a printer that has it switched on: recognised only so that it is taken for nothing else. */
  | { readonly kind: 'automatic' };

export type AnswerReading = {
  readonly answers: readonly Answer[];
  /** The beginning of an answer that is not complete yet. */
  readonly rest: Uint8Array;
};

/** Splits what has arrived into answers. Bytes that fit no pattern are noise (or XON/XOFF) and are passed over. */
export function readAnswers(bytes: Uint8Array): AnswerReading {
  const answers: Answer[] = [];
  let at = 0;
  while (at < bytes.length) {
    const found = answerAt(bytes, at);
    if (found === 'incomplete') break;
    if (found !== null) answers.push(found.answer);
    at += found?.length ?? 1;
  }
  return { answers, rest: bytes.slice(at) };
}

type Found = { readonly answer: Answer; readonly length: number };

function answerAt(bytes: Uint8Array, at: number): Found | 'incomplete' | null {
  const first = bytes[at] ?? 0;
  if ((first & 0x93) === 0x12) return { answer: { kind: 'real-time', bits: first }, length: 1 };
  if ((first & 0x93) === 0x10) return shaped(bytes, at, automaticShape, () => ({ kind: 'automatic' }));
  if (first === 0x37) return shaped(bytes, at, processIdShape, processId);
  return isPaperSensor(first) ? { answer: { kind: 'paper-sensor', bits: first }, length: 1 } : null;
}

/** Both sensors report in two equal bits, so a stray byte rarely passes for a confirmation. */
function isPaperSensor(byte: number): boolean {
  return [0x00, 0x03, 0x0c, 0x0f].includes(byte & 0x9f);
}

type Shape = readonly ((byte: number) => boolean)[];
const idByte = (byte: number) => byte >= 0x20 && byte <= 0x7e;
const automaticByte = (byte: number) => (byte & 0x90) === 0x00;

/** `0xx1xx00` and three bytes `0xx0xxxx`. */
const automaticShape: Shape = [() => true, automaticByte, automaticByte, automaticByte];
/** `37 22 d1 d2 d3 d4 00`. */
const processIdShape: Shape = [
  () => true,
  (byte) => byte === 0x22,
  idByte,
  idByte,
  idByte,
  idByte,
  (byte) => byte === 0,
];

function shaped(bytes: Uint8Array, at: number, shape: Shape, answer: (found: Uint8Array) => Answer) {
  const found = bytes.slice(at, at + shape.length);
  if (!found.every((byte, index) => shape[index]?.(byte))) return null;
  return found.length < shape.length ? 'incomplete' : { answer: answer(found), length: shape.length };
}

function processId(found: Uint8Array): Answer {
  return { kind: 'process-id', id: String.fromCharCode(...found.slice(2, 6)) };
}

/** The four bytes of a `DLE EOT` round. */
export type StatusBytes = Readonly<Record<keyof typeof statusOf, number>>;

/** What hinders the next slip, and the paper; `low` hinders nothing. */
export type PrinterStatus = { readonly trouble: PrintTrouble | null; readonly paper: PaperState };

/** Bits as Bixolon SRP-350, Epson TM-U220A, Samsung SRP-500 and Citizen CT-S2000 agree on them. */
export function readStatus(status: StatusBytes): PrinterStatus {
  const paperEnd = (status.paper & 0x60) !== 0 || (status.offlineCause & 0x20) !== 0;
  const paper = paperEnd ? 'out' : (status.paper & 0x0c) !== 0 ? 'low' : 'full';
  return { trouble: troubleOf(status, paperEnd), paper };
}

/** The cause a person can see comes first: with the cover open, most printers report missing paper as well. */
function troubleOf(status: StatusBytes, paperEnd: boolean): PrintTrouble | null {
  if ((status.offlineCause & 0x04) !== 0) return 'cover-open';
  if (paperEnd) return 'paper-out';
  if ((status.error & 0x08) !== 0) return 'cutter-error';
  if ((status.error & 0x20) !== 0) return 'printer-fault';
  if ((status.error & 0x40) !== 0) return 'printer-overheated';
  // Offline for a reason of its own; bit 2 of the error byte differs between makers and is not looked at.
  const isOffline = (status.printer & 0x08) !== 0 || (status.offlineCause & 0x40) !== 0;
  return isOffline ? 'printer-fault' : null;
}

/** The XFS4IoT words for it. */
export function reportOf({ trouble, paper }: PrinterStatus): DeviceReport {
  return { device: 'receipt-printer', state: stateOf(trouble), cause: trouble, paper };
}

function stateOf(trouble: PrintTrouble | null): DeviceState {
  switch (trouble) {
    case null:
      return 'online';
    case 'paper-out':
    case 'cover-open':
      return 'user-error';
    case 'cutter-error':
    case 'printer-overheated':
    case 'printer-fault':
      return 'hardware-error';
    case 'printer-silent':
      return 'offline';
    case 'printer-missing':
      return 'no-device';
    default:
      return unreachable(trouble);
  }
}
