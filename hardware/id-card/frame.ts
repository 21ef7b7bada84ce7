/** SAM_V frames: `AA AA AA 96 69 | length, big endian | body | XOR of length and body`; length counts body and XOR. */

const preamble = [0xaa, 0xaa, 0xaa, 0x96, 0x69] as const;
const headBytes = preamble.length + 2;

export function encodeFrame(body: Uint8Array): Uint8Array {
  const frame = new Uint8Array(headBytes + body.length + 1);
  frame.set(preamble);
  new DataView(frame.buffer).setUint16(preamble.length, body.length + 1);
  frame.set(body, headBytes);
  frame[frame.length - 1] = xorOf(frame, preamble.length, frame.length);
  return frame;
}

export type Scan = {
  /** The bodies of the good frames, without checksum; the caller's own, to keep or to wipe. */
  readonly bodies: readonly Uint8Array[];
  /** How often something began like a frame and had an impossible length or a wrong checksum. */
  readonly refused: number;
};

export type FrameScanner = {
  /** Chunks of any size; never throws, whatever they hold. */
  readonly push: (chunk: Uint8Array) => Scan;
  /** Whether the bytes so far end in what may be the beginning of a frame. */
  readonly isInsideFrame: () => boolean;
  /** Forgets a frame begun. Needed after silence: a cut-off long answer would swallow the next ones. */
  readonly reset: () => void;
};

/**
 * Finds frames in a stream with noise. After a frame that proves wrong it goes on one byte further, not one frame
 * further, because the good answer may have begun inside. Holds at most one longest frame, and wipes what it is done
 * with: an answer may be a person.
 */
export function frameScanner(length: { readonly min: number; readonly max: number }): FrameScanner {
  const held = new Uint8Array(headBytes + length.max);
  let count = 0;

  function drop(dropped: number): void {
    held.copyWithin(0, dropped, count);
    held.fill(0, count - dropped, count);
    count -= dropped;
  }

  /** Leaves nothing or the beginning of a frame, so there is always room for at least one byte more. */
  function scan(bodies: Uint8Array[]): number {
    let refused = 0;
    let at = nextPreamble(held, 0, count);
    for (; count - at >= headBytes; at = nextPreamble(held, at, count)) {
      const counted = 256 * (held[at + 5] ?? 0) + (held[at + 6] ?? 0);
      const end = at + headBytes + counted;
      const isPossible = counted >= length.min && counted <= length.max;
      if (isPossible && end > count) break;
      if (isPossible && xorOf(held, at + preamble.length, end) === 0) {
        bodies.push(held.slice(at + headBytes, end - 1));
        at = end;
      } else {
        refused += 1;
        at += 1;
      }
    }
    drop(at);
    return refused;
  }

  return {
    push(chunk) {
      const bodies: Uint8Array[] = [];
      let refused = 0;
      for (let from = 0; from < chunk.length;) {
        const part = chunk.subarray(from, from + held.length - count);
        held.set(part, count);
        count += part.length;
        from += part.length;
        refused += scan(bodies);
      }
      return { bodies, refused };
    },
    isInsideFrame: () => count > 0,
    reset: () => drop(count),
  };
}

/** Where the next preamble begins at or after `from`, also one whose rest has not come yet; else `end`. */
function nextPreamble(bytes: Uint8Array, from: number, end: number): number {
  for (let at = from; at < end; at += 1) {
    if (preamble.every((byte, offset) => at + offset >= end || bytes[at + offset] === byte)) return at;
  }
  return end;
}

function xorOf(bytes: Uint8Array, from: number, end: number): number {
  let sum = 0;
  for (let at = from; at < end; at += 1) sum ^= bytes[at] ?? 0;
  return sum;
}
