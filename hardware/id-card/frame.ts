/** SAM_V frames: `AA AA AA 96 69 | length, big endian | body | XOR of length and body`; length counts body and XOR. */

const preamble = [0xaa, 0xaa, 0xaa, 0x96, 0x69] as const;
const headBytes = preamble.length + 2;

export function encodeFrame(body: Uint8Array): Uint8Array {
  const frame = new Uint8Array(headBytes + body.length + 1);
  frame.set(preamble);
  new DataView(frame.buffer).setUint16(preamble.length, body.length + 1);
  frame.set(body, headBytes);
  frame[frame.length - 1] = xorOf(frame.subarray(preamble.length));
  return frame;
}

export type Scan = {
  /** The bodies of the good frames, without checksum. */
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
 * further, because the good answer may have begun inside.
 */
export function frameScanner(length: { readonly min: number; readonly max: number }): FrameScanner {
  let held = new Uint8Array(0);

  function push(chunk: Uint8Array): Scan {
    held = joined(held, chunk);
    const bodies: Uint8Array[] = [];
    let refused = 0;
    let at = nextPreamble(held, 0);
    for (; held.length - at >= headBytes; at = nextPreamble(held, at)) {
      const counted = new DataView(held.buffer).getUint16(at + preamble.length);
      const end = at + headBytes + counted;
      const isPossible = counted >= length.min && counted <= length.max;
      if (isPossible && end > held.length) break;
      if (isPossible && xorOf(held.subarray(at + preamble.length, end)) === 0) {
        bodies.push(held.slice(at + headBytes, end - 1));
        at = end;
      } else {
        refused += 1;
        at += 1;
      }
    }
    held = held.slice(at);
    return { bodies, refused };
  }

  return {
    push,
    isInsideFrame: () => held.length > 0,
    reset() {
      held = new Uint8Array(0);
    },
  };
}

/** Where the next preamble begins at or after `from`, also one whose rest has not come yet; else the end. */
function nextPreamble(bytes: Uint8Array, from: number): number {
  for (let at = from; at < bytes.length; at += 1) {
    if (preamble.every((byte, offset) => at + offset >= bytes.length || bytes[at + offset] === byte))
      return at;
  }
  return bytes.length;
}

function xorOf(bytes: Uint8Array): number {
  return bytes.reduce((sum, byte) => sum ^ byte, 0);
}

function joined(first: Uint8Array, second: Uint8Array): Uint8Array<ArrayBuffer> {
  const all = new Uint8Array(first.length + second.length);
  all.set(first);
  all.set(second, first.length);
  return all;
}
