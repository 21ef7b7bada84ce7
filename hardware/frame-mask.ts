import type { DeviceName } from '../core/devices/states.ts';

export type Direction = 'to-device' | 'from-device';
/**
 * How many leading bytes of a burst may be shown; the rest is only counted.
 * @param head the first bytes of the burst, at most 32
 * @param length of the whole burst
 */
export type FrameMask = (head: Uint8Array, length: number, direction: Direction) => number;

/** Longer bursts are shown by their beginning only, whatever they are. */
export const headBytes = 32;
const beginningBytes = 10;

const whole: FrameMask = (_head, length) => (length <= headBytes ? length : beginningBytes);
const nothing: FrameMask = () => 0;

/** Commands carry nothing of a person; what a person laid, scanned, pressed or measured comes from the device. */
function answersBy(mask: FrameMask): FrameMask {
  return (head, length, direction) => (direction === 'to-device' ? whole : mask)(head, length, direction);
}

const samPreamble = [0xaa, 0xaa, 0xaa, 0x96, 0x69];

/**
 * Header and status of a SAM_V answer. Only a frame that is as long as it says, and too short for a card's content, is
 * shown whole: a card's first bytes stay hidden also when its rest never came, or its length came wrong.
 */
const samAnswer: FrameMask = (head, length) => {
  if (!startsWith(head, samPreamble)) return 0;
  const declared = samPreamble.length + 2 + (head[5] ?? 0) * 256 + (head[6] ?? 0);
  const isWhole = declared === length && length <= headBytes;
  return isWhole ? length : Math.min(beginningBytes, length);
};

/** Questions and settings of ESC/POS that carry no text, by their first bytes, with their whole length. */
const printerCommands: readonly (readonly [start: readonly number[], length: number])[] = [
  [[0x10, 0x04], 3], // DLE EOT n
  [[0x10, 0x05], 3], // DLE ENQ n
  [[0x1b, 0x40], 2], // ESC @
  [[0x1c, 0x26], 2], // FS &
  [[0x1d, 0x49], 3], // GS I n
  [[0x1d, 0x61], 3], // GS a n
  [[0x1d, 0x72], 3], // GS r n
];

/** The commands a burst begins with; from the first byte of a slip on it is somebody's. */
const printerOrder: FrameMask = (head) => {
  let shown = 0;
  for (let command = commandAt(head, 0); command !== undefined; command = commandAt(head, shown))
    shown = Math.min(shown + command[1], head.length);
  return shown;
};

function commandAt(head: Uint8Array, at: number) {
  return printerCommands.find(([start]) => startsWith(head.subarray(at), start));
}

const scannerHeadBytes = 4;

/** `02 00 00 len …` of a GM65 engine is an answer to a setting; anything else, behind it too, was on somebody's paper. */
const scannerAnswer: FrameMask = (head, length) => {
  if (!startsWith(head, [0x02, 0x00, 0x00])) return 0;
  const isWhole = scannerHeadBytes + (head[3] ?? 0) + 2 === length;
  return Math.min(isWhole ? beginningBytes : scannerHeadBytes, length);
};

function startsWith(bytes: Uint8Array, start: readonly number[]): boolean {
  return start.every((byte, at) => bytes[at] === byte);
}

/** What of each device's bytes may stand in a log (I4). */
export const frameMasks: Readonly<Record<DeviceName, FrameMask>> = {
  'id-card-reader': answersBy(samAnswer),
  'receipt-printer': (head, length, direction) =>
    (direction === 'to-device' ? printerOrder : whole)(head, length, direction),
  'code-scanner': answersBy(scannerAnswer),
  'blood-pressure-monitor': answersBy(nothing),
  'presence-radar': whole,
  keypad: answersBy(nothing),
  'social-security-reader': nothing,
};
