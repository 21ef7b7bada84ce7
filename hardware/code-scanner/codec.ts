/**
 * Frames of Grow's scan engines (GM65, GM812 and their family).
 * Command: `7E 00 | type | length | address, big endian | data | CRC`. Answer: `02 00 | type | length | data | CRC`.
 * Length counts the data alone; the CRC is CRC-16/XMODEM over everything between head and CRC.
 */

export type ScannerCommand =
  | { readonly do: 'read-zone'; readonly zone: number; readonly count: number }
  | { readonly do: 'write-zone'; readonly zone: number; readonly values: readonly number[] };

/** What the engine says to a command; `type` 0 is success. */
export type ScannerAnswer = { readonly type: number; readonly data: Uint8Array };

/** Nothing this kiosk says or asks is longer; a longer one is noise that looks like a frame. */
const maxDataBytes = 16;
const commandHead = [0x7e, 0x00] as const;
const answerHead = [0x02, 0x00] as const;
const readType = 0x07;
const writeType = 0x08;
/** In place of a CRC the engine takes these two bytes for "not checked". It never answers with them. */
const uncheckedCrc = 0xabcd;

export function encodeCommand(command: ScannerCommand): Uint8Array {
  const isRead = command.do === 'read-zone';
  const data = isRead ? [command.count] : command.values;
  const address = [command.zone >> 8, command.zone & 0xff];
  return framed(commandHead, [isRead ? readType : writeType, data.length, ...address, ...data]);
}

export function encodeAnswer({ type, data }: ScannerAnswer): Uint8Array {
  return framed(answerHead, [type, data.length, ...data]);
}

/** A frame at the very beginning of some bytes. */
export type Found<T> =
  /** `content` is null when the CRC does not hold, or when it asks for what this kiosk never asks. */
  | { readonly is: 'frame'; readonly content: T | null; readonly byteCount: number }
  | { readonly is: 'incomplete' }
  | { readonly is: 'other' };

export function answerAtStart(bytes: Uint8Array): Found<ScannerAnswer> {
  return frameAtStart(bytes, answerHead, 0, (body, crc) =>
    crc === crc16Xmodem(body) ? { type: body[0] ?? 0, data: body.slice(2) } : null,
  );
}

export function commandAtStart(bytes: Uint8Array): Found<ScannerCommand> {
  return frameAtStart(bytes, commandHead, 2, (body, crc) =>
    crc === uncheckedCrc || crc === crc16Xmodem(body) ? commandIn(body) : null,
  );
}

/** CRC-16/XMODEM: polynomial 1021h, start 0, nothing reflected. */
export function crc16Xmodem(bytes: Uint8Array): number {
  let crc = 0;
  for (const byte of bytes) {
    crc ^= byte << 8;
    for (let bit = 0; bit < 8; bit += 1) crc = (crc & 0x8000) === 0 ? crc << 1 : (crc << 1) ^ 0x1021;
  }
  return crc & 0xffff;
}

function commandIn(body: Uint8Array): ScannerCommand | null {
  const [type = 0, , high = 0, low = 0, first = 0] = body;
  const zone = (high << 8) | low;
  if (type === readType) return { do: 'read-zone', zone, count: first };
  return type === writeType ? { do: 'write-zone', zone, values: Array.from(body.slice(4)) } : null;
}

function frameAtStart<T>(
  bytes: Uint8Array,
  head: readonly number[],
  addressBytes: number,
  read: (body: Uint8Array, crc: number) => T | null,
): Found<T> {
  if (head.some((byte, at) => at < bytes.length && bytes[at] !== byte)) return { is: 'other' };
  const dataBytes = bytes[head.length + 1];
  if (dataBytes === undefined) return { is: 'incomplete' };
  if (dataBytes > maxDataBytes) return { is: 'other' };
  const bodyEnd = head.length + 2 + addressBytes + dataBytes;
  const byteCount = bodyEnd + 2;
  if (bytes.length < byteCount) return { is: 'incomplete' };
  const crc = ((bytes[bodyEnd] ?? 0) << 8) | (bytes[bodyEnd + 1] ?? 0);
  return { is: 'frame', content: read(bytes.slice(head.length, bodyEnd), crc), byteCount };
}

function framed(head: readonly number[], body: readonly number[]): Uint8Array {
  const crc = crc16Xmodem(Uint8Array.from(body));
  return Uint8Array.of(...head, ...body, crc >> 8, crc & 0xff);
}
