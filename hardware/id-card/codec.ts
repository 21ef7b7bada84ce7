import { encodeFrame } from './frame.ts';
import { sw3Of } from './sw3.ts';

/** CMD and PARA of what this kiosk asks. Readers know more. */
export const samCommands = {
  reset: [0x10, 0xff],
  status: [0x11, 0xff],
  samId: [0x12, 0xff],
  find: [0x20, 0x01],
  select: [0x20, 0x02],
  read: [0x30, 0x01],
  readWithFingerprint: [0x30, 0x10],
  /** The address that was added to the chip when its holder moved (追加地址). */
  readAddress: [0x30, 0x03],
} as const;
export type SamCommand = keyof typeof samCommands;

const commandNames = Object.keys(samCommands) as readonly SamCommand[];

export function encodeCommand(command: SamCommand): Uint8Array {
  return encodeFrame(Uint8Array.from(samCommands[command]));
}

/** Which command a body received by a reader asks for; `null` for one that this kiosk never sends. */
export function commandIn(body: Uint8Array): SamCommand | null {
  const isAsked = (name: SamCommand) => samCommands[name].every((byte, at) => body[at] === byte);
  return (body.length === 2 && commandNames.find(isAsked)) || null;
}

/** By PARA of command 60. */
const baudRates = [115_200, 57_600, 38_400, 19_200, 9_600] as const;

/** Bits a second that a body received by a reader sets the line to; `null` for any other command. */
export function baudRateIn(body: Uint8Array): number | null {
  const [cmd, para = baudRates.length] = body;
  return body.length === 2 && cmd === 0x60 ? (baudRates[para] ?? null) : null;
}

/** Whether a body received by a reader sets how many bytes it may send over the air at once (61 FF). */
export function isRadioLimit(body: Uint8Array): boolean {
  return body.length === 3 && body[0] === 0x61 && body[1] === 0xff;
}

/** Lengths an answer may count: three status bytes and the checksum at least, 4096 by the reader makers' buffers. */
export const answerLength = { min: 4, max: 4096 } as const;

/** The reader's status byte SW3 behind the card's own SW1 and SW2. */
export type SamAnswer = {
  readonly sw1: number;
  readonly sw2: number;
  readonly sw3: number;
  readonly data: Uint8Array;
};

const nothing = new Uint8Array(0);

export function encodeAnswer(sw3: number, data: Uint8Array = nothing): Uint8Array {
  return encodeFrame(Uint8Array.of(0, 0, sw3, ...data));
}

/** `body` holds at least three bytes, as a scanner with `answerLength` guarantees; `data` is a view of it. */
export function decodeAnswer(body: Uint8Array): SamAnswer {
  const [sw1 = 0, sw2 = 0, sw3 = 0] = body;
  return { sw1, sw2, sw3, data: body.subarray(3) };
}

const samIdBytes = 16;
export const addressBytes = 70;

/**
 * Whether an answer can belong to a command. SAM_V numbers neither, so the success of an earlier command that came
 * late must not be taken for this one's; a failure is believed whoever it was meant for, because it only leads to a retry.
 */
export function canAnswer(command: SamCommand, { sw3, data }: SamAnswer): boolean {
  if (sw3Of(sw3).meaning.is !== 'done') return true;
  if (command === 'find') return sw3 === 0x9f;
  if (sw3 !== 0x90) return false;
  switch (command) {
    case 'reset':
    case 'status':
      return data.length === 0;
    case 'samId':
      return data.length === samIdBytes;
    case 'select':
      return data.length < samIdBytes;
    case 'readAddress':
      return data.length === addressBytes;
    case 'read':
    case 'readWithFingerprint':
      return data.length > addressBytes;
    default:
      return command satisfies never;
  }
}

/** What a read answer carries. The photo is the WLT format, which has no open decoder: opaque bytes. */
export type CardContent = { readonly text: Uint8Array; readonly photo: Uint8Array };

/**
 * Found by the two length words (text, photo) or three (and fingerprints) in front: readers differ in what they
 * append. Views of `data`; fingerprints are left where they are. `null` when the words do not add up.
 */
export function contentIn(data: Uint8Array): CardContent | null {
  const words = new DataView(data.buffer, data.byteOffset, data.length);
  for (const headBytes of [4, 6]) {
    if (data.length < headBytes) continue;
    let totalBytes = headBytes;
    for (let at = 0; at < headBytes; at += 2) totalBytes += words.getUint16(at);
    if (totalBytes !== data.length) continue;
    const textEnd = headBytes + words.getUint16(0);
    return {
      text: data.subarray(headBytes, textEnd),
      photo: data.subarray(textEnd, textEnd + words.getUint16(2)),
    };
  }
  return null;
}

/**
 * The reader's security module number, as printed on its plate: maker, day of manufacture, serial. Not personal.
 * `null` for anything but 16 bytes with a possible day: some readers answer nonsense at first.
 */
export function decodeSamId(data: Uint8Array): string | null {
  if (data.length !== samIdBytes) return null;
  const words = new DataView(data.buffer, data.byteOffset, data.length);
  const digits = (value: number, count: number) => String(value).padStart(count, '0');
  const maker = `${digits(words.getUint16(0, true), 2)}.${digits(words.getUint16(2, true), 2)}`;
  const day = digits(words.getUint32(4, true), 8);
  const serial = [words.getUint32(8, true), words.getUint32(12, true)].map((part) => digits(part, 10));
  return /^20\d\d(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])$/.test(day) ? [maker, day, ...serial].join('-') : null;
}
