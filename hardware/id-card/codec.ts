import { encodeFrame } from './frame.ts';

/** CMD and PARA of what this kiosk asks. Readers know more. */
export const samCommands = {
  reset: [0x10, 0xff],
  status: [0x11, 0xff],
  samId: [0x12, 0xff],
  find: [0x20, 0x01],
  select: [0x20, 0x02],
  read: [0x30, 0x01],
} as const;
export type SamCommand = keyof typeof samCommands;

export function encodeCommand(command: SamCommand): Uint8Array {
  return encodeFrame(Uint8Array.from(samCommands[command]));
}

/** Which command a body received by a reader asks for; `null` for one that this kiosk never sends. */
export function commandIn(body: Uint8Array): SamCommand | null {
  for (const name of ['reset', 'status', 'samId', 'find', 'select', 'read'] as const) {
    const [cmd, para] = samCommands[name];
    if (body.length === 2 && body[0] === cmd && body[1] === para) return name;
  }
  return null;
}

/** Lengths an answer may count: three status bytes and the checksum at least, 4096 by the reader makers' buffers. */
export const answerLength = { min: 4, max: 4096 } as const;

/** The reader's status byte SW3; the card's own SW1 and SW2 before it say nothing more that a customer could mend. */
export type SamAnswer = { readonly sw3: number; readonly data: Uint8Array };

export function encodeAnswer({ sw3, data }: SamAnswer): Uint8Array {
  return encodeFrame(Uint8Array.from([0, 0, sw3, ...data]));
}

/** `body` holds at least three bytes, as a scanner with `answerLength` guarantees. */
export function decodeAnswer(body: Uint8Array): SamAnswer {
  return { sw3: body[2] ?? 0, data: body.slice(3) };
}

/** What an SW3 means to a kiosk. The last three are card troubles by the same name. */
export type SamMeaning = 'done' | 'no-card' | 'card-unreadable' | 'reader-fault' | 'reader-garbled';

export function meaningOf(sw3: number): SamMeaning {
  switch (sw3) {
    case 0x90: // success
    case 0x9f: // card found
      return 'done';
    case 0x80: // no card
      return 'no-card';
    case 0x31: // card did not authenticate the SAM
    case 0x32: // SAM did not authenticate the card
    case 0x33: // information verification failed
    case 0x40: // wrong kind of card, e.g. a bus card
    case 0x41: // read failed
    case 0x47: // random number failed
    case 0x81: // select failed
    case 0x91: // the card holds nothing there
      return 'card-unreadable';
    case 0x10: // our checksum arrived wrong
    case 0x11: // our length arrived wrong
    case 0x21: // our command arrived wrong
      return 'reader-garbled';
    // 23 not permitted, 24 unknown error, 60 self-test failed, 66 SAM not authorised, and what no table lists
    default:
      return 'reader-fault';
  }
}

/**
 * Whether an answer can belong to a command. SAM_V numbers neither, so the success of an earlier command that came
 * late must not be taken for this one's; a failure is believed whoever it was meant for, because it only leads to a retry.
 */
export function canAnswer(command: SamCommand, { sw3, data }: SamAnswer): boolean {
  if (meaningOf(sw3) !== 'done') return true;
  switch (command) {
    case 'find':
      return sw3 === 0x9f;
    case 'reset':
    case 'status':
      return sw3 === 0x90 && data.length === 0;
    case 'samId':
    case 'select':
      return sw3 === 0x90 && data.length <= 16;
    case 'read':
      return sw3 === 0x90 && data.length > 16;
    default:
      return command satisfies never;
  }
}

/**
 * The text block in a read answer's data, found by its two length words (text, photo) or three (and fingerprints):
 * readers differ in what they append. The photo is never kept. `null` when the words do not add up.
 */
export function textBlockIn(data: Uint8Array): Uint8Array | null {
  const words = new DataView(data.buffer, data.byteOffset, data.length);
  for (const headBytes of [4, 6]) {
    if (data.length < headBytes) continue;
    let totalBytes = headBytes;
    for (let at = 0; at < headBytes; at += 2) totalBytes += words.getUint16(at);
    if (totalBytes === data.length) return data.slice(headBytes, headBytes + words.getUint16(0));
  }
  return null;
}

/** The reader's security module number, as printed on its plate; `null` for anything but 16 bytes. Not personal. */
export function decodeSamId(data: Uint8Array): string | null {
  if (data.length !== 16) return null;
  const words = new DataView(data.buffer, data.byteOffset, data.length);
  const digits = (value: number, count: number) => String(value).padStart(count, '0');
  const maker = `${digits(words.getUint16(0, true), 2)}.${digits(words.getUint16(2, true), 2)}`;
  const serial = [words.getUint32(8, true), words.getUint32(12, true)].map((part) => digits(part, 10));
  return [maker, digits(words.getUint32(4, true), 8), ...serial].join('-');
}
