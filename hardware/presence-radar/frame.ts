import { joined } from '../joined.ts';

/**
 * Frames of an HLK-LD2410: `head, 4 | length, 2, little endian | payload | tail, 4`. There is no checksum; the README of
 * a public driver tells of bit errors, so head, length and tail must all agree.
 */
const shapes = {
  report: { head: [0xf4, 0xf3, 0xf2, 0xf1], tail: [0xf8, 0xf7, 0xf6, 0xf5] },
  config: { head: [0xfd, 0xfc, 0xfb, 0xfa], tail: [0x04, 0x03, 0x02, 0x01] },
} as const;

/** `config`: commands to the radar and its answers. */
export type FrameKind = keyof typeof shapes;
export type RadarFrame = { readonly kind: FrameKind; readonly payload: Uint8Array };

const edgeBytes = 4;
const overhead = edgeBytes + 2 + edgeBytes;
/** The longest known payload is an engineering report of 35 to 45 bytes; the radar's own buffer has 64. */
const payloadLength = { min: 2, max: 64 } as const;

export function encodeFrame({ kind, payload }: RadarFrame): Uint8Array {
  const { head, tail } = shapes[kind];
  return Uint8Array.of(...head, payload.length & 0xff, payload.length >> 8, ...payload, ...tail);
}

export type Scan = {
  readonly frames: readonly RadarFrame[];
  /** How often something began like a frame and had an impossible length or a wrong tail. */
  readonly refused: number;
};

/**
 * Finds frames in a stream with noise; never throws and holds one frame at most. After a frame that proves wrong it goes
 * on one byte further: a length that came too long has the next frames inside.
 */
export function frameScanner(): (chunk: Uint8Array) => Scan {
  let held: Uint8Array = new Uint8Array(0);

  return (chunk) => {
    held = joined(held, chunk);
    const frames: RadarFrame[] = [];
    let refused = 0;
    let at = nextHead(held, 0);
    while (at < held.length) {
      const found = frameAt(held, at);
      if (found === 'incomplete') break;
      if (found === null) refused += 1;
      else frames.push(found);
      at = nextHead(held, at + (found === null ? 1 : overhead + found.payload.length));
    }
    held = held.slice(at);
    return { frames, refused };
  };
}

/** `at` is where a head begins. */
function frameAt(bytes: Uint8Array, at: number): RadarFrame | 'incomplete' | null {
  if (bytes.length - at < edgeBytes + 2) return 'incomplete';
  const kind = bytes[at] === shapes.report.head[0] ? 'report' : 'config';
  const length = (bytes[at + 4] ?? 0) | ((bytes[at + 5] ?? 0) << 8);
  if (length < payloadLength.min || length > payloadLength.max) return null;
  if (bytes.length - at < overhead + length) return 'incomplete';
  const payloadAt = at + edgeBytes + 2;
  const isClosed = shapes[kind].tail.every((byte, offset) => bytes[payloadAt + length + offset] === byte);
  return isClosed ? { kind, payload: bytes.slice(payloadAt, payloadAt + length) } : null;
}

/** Where the next head begins at or after `from`, also one whose rest has not come yet; else the end. */
function nextHead(bytes: Uint8Array, from: number): number {
  const isHead = (head: readonly number[], at: number) =>
    head.every((byte, offset) => at + offset >= bytes.length || bytes[at + offset] === byte);
  for (let at = from; at < bytes.length; at += 1) {
    if (isHead(shapes.report.head, at) || isHead(shapes.config.head, at)) return at;
  }
  return bytes.length;
}
