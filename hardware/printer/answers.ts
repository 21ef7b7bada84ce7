/** One answer of the printer. Fixed bits tell the kinds apart (Citizen CT-S2000, "Identification of send status"). */
export type Answer =
  /** To `DLE EOT n`; it does not say to which n. */
  | { readonly kind: 'real-time'; readonly bits: number }
  /** To `GS r 1`. */
  | { readonly kind: 'paper-sensor'; readonly bits: number }
  /** To `GS ( H`: the four id characters. */
  | { readonly kind: 'process-id'; readonly id: string }
  /** `GS a`: its four bytes, at each change. */
  | { readonly kind: 'automatic'; readonly bytes: AutomaticBytes }
  /** To `GS I n` for the n that are answered in words. */
  | { readonly kind: 'identity'; readonly text: string };

export type AutomaticBytes = readonly [number, number, number, number];

export type AnswerReading = {
  readonly answers: readonly Answer[];
  /** The beginning of an answer that is not complete yet; never longer than the longest answer. */
  readonly rest: Uint8Array;
};

const XON = 0x11;
const XOFF = 0x13;

/**
 * Splits what has arrived into answers. Bytes that fit no pattern are noise and are passed over, as are XON and XOFF,
 * which a printer sends even within an answer.
 *
 * @param isAll nothing more has come for a while: a beginning is noise too, and what it hid is found
 */
export function readAnswers(bytes: Uint8Array, isAll = false): AnswerReading {
  const said = bytes.filter((byte) => byte !== XON && byte !== XOFF);
  const answers: Answer[] = [];
  let at = 0;
  while (at < said.length) {
    const found = answerAt(said, at);
    if (found === 'incomplete' && !isAll) break;
    if (found === null || found === 'incomplete') {
      at += 1;
      continue;
    }
    answers.push(found.answer);
    at += found.length;
  }
  return { answers, rest: said.slice(at) };
}

type Found = { readonly answer: Answer; readonly length: number };

function answerAt(bytes: Uint8Array, at: number): Found | 'incomplete' | null {
  const first = bytes[at] ?? 0;
  if ((first & 0x93) === 0x12) return { answer: { kind: 'real-time', bits: first }, length: 1 };
  if ((first & 0x93) === 0x10) return shaped(bytes, at, automaticShape, automatic);
  if (first === 0x37) return shaped(bytes, at, processIdShape, processId);
  if (first === 0x5f) return identityAt(bytes, at);
  return isPaperSensor(first) ? { answer: { kind: 'paper-sensor', bits: first }, length: 1 } : null;
}

/** Both sensors report in two equal bits: one stray byte in eight looks like it, so one alone proves nothing. */
function isPaperSensor(byte: number): boolean {
  return [0x00, 0x03, 0x0c, 0x0f].includes(byte & 0x9f);
}

type Shape = readonly ((byte: number) => boolean)[];
const any = () => true;
const isWord = (byte: number) => byte >= 0x20 && byte <= 0x7e;
const isAutomatic = (byte: number) => (byte & 0x90) === 0x00;

/** `0xx1xx00` and three bytes `0xx0xxxx`. */
const automaticShape: Shape = [any, isAutomatic, isAutomatic, isAutomatic];
/** `37 22 d1 d2 d3 d4 00`. */
const processIdShape: Shape = [
  any,
  (byte) => byte === 0x22,
  isWord,
  isWord,
  isWord,
  isWord,
  (byte) => byte === 0,
];

function shaped(bytes: Uint8Array, at: number, shape: Shape, answer: (found: Uint8Array) => Answer) {
  const found = bytes.slice(at, at + shape.length);
  if (!found.every((byte, index) => shape[index]?.(byte))) return null;
  return found.length < shape.length ? 'incomplete' : { answer: answer(found), length: shape.length };
}

function automatic(found: Uint8Array): Answer {
  const [line = 0, error = 0, paper = 0, reserved = 0] = found;
  return { kind: 'automatic', bytes: [line, error, paper, reserved] };
}

function processId(found: Uint8Array): Answer {
  return { kind: 'process-id', id: String.fromCharCode(...found.slice(2, 6)) };
}

/** Longer names are none: a printer of an unknown maker must not make the reader wait for ever. */
const longestIdentity = 80;

/** `5F`, a text, `00`. */
function identityAt(bytes: Uint8Array, at: number): Found | 'incomplete' | null {
  const words = bytes.subarray(at + 1, at + 1 + longestIdentity);
  const length = words.findIndex((byte) => !isWord(byte));
  if (length === -1) return words.length < longestIdentity ? 'incomplete' : null;
  if (words[length] !== 0) return null;
  return {
    answer: { kind: 'identity', text: String.fromCharCode(...words.slice(0, length)) },
    length: length + 2,
  };
}
