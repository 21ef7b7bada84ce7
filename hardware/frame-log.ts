import type { Clock } from '../core/lib/clock.ts';
import { ok } from '../core/lib/result.ts';
import { type Direction, type FrameMask, headBytes } from './frame-mask.ts';
import type { Port, PortOpener } from './port.ts';

/** Bytes that went one way without a pause. */
export type FrameRecord = {
  /** Monotonic, when the first byte was seen. */
  readonly atMs: number;
  readonly direction: Direction;
  readonly length: number;
  /** Hexadecimal, with `** xN` for what is masked. */
  readonly shown: string;
};

/**
 * Chunks of one frame come with pauses of some milliseconds. A longer pause ends a record, and what follows it is
 * judged by itself.
 */
const burstPauseMs = 50;

/** Tells of every burst on a line, masked before it leaves this file. Keeps the first 32 bytes of a burst at most. */
export function logFrames(parts: {
  readonly open: PortOpener;
  readonly clock: Clock;
  readonly mask: FrameMask;
  readonly onFrame: (frame: FrameRecord) => void;
}): PortOpener {
  const { open, clock, mask, onFrame } = parts;
  return async () => {
    const opened = await open();
    return opened.ok ? ok(logged(opened.value, gatherBursts(clock, mask, onFrame))) : opened;
  };
}

function logged(port: Port, { take, finish }: Gathering): Port {
  port.onBytes((chunk) => take('from-device', chunk));
  port.onClosed(finish);
  return {
    ...port,
    write(bytes, deadlineMs) {
      take('to-device', bytes);
      return port.write(bytes, deadlineMs);
    },
  };
}

type Gathering = {
  readonly take: (direction: Direction, bytes: Uint8Array) => void;
  readonly finish: () => void;
};

type Burst = { readonly atMs: number; readonly direction: Direction; head: Uint8Array; length: number };

function gatherBursts(clock: Clock, mask: FrameMask, onFrame: (frame: FrameRecord) => void): Gathering {
  let burst: Burst | null = null;
  let cancelPause = () => {};

  function finish(): void {
    cancelPause();
    const done = burst;
    burst = null;
    if (done !== null) onFrame(recordOf(done, mask));
  }

  return {
    take(direction, bytes) {
      if (burst !== null && burst.direction !== direction) finish();
      burst ??= { atMs: clock.monotonicMs(), direction, head: new Uint8Array(0), length: 0 };
      if (burst.head.length < headBytes)
        burst.head = Uint8Array.of(...burst.head, ...bytes.subarray(0, headBytes - burst.head.length));
      burst.length += bytes.length;
      cancelPause();
      cancelPause = clock.after(burstPauseMs, finish);
    },
    finish,
  };
}

function recordOf({ atMs, direction, head, length }: Burst, mask: FrameMask): FrameRecord {
  const shownBytes = Math.min(mask(head, length, direction), head.length);
  const hex = Array.from(head.subarray(0, shownBytes), (byte) =>
    byte.toString(16).padStart(2, '0').toUpperCase(),
  );
  if (shownBytes < length) hex.push(`** x${length - shownBytes}`);
  return { atMs, direction, length, shown: hex.join(' ') };
}

/** One line of a log: `    1234.5 ms  <-  AA AA AA 96 69 …`. */
export function frameText({ atMs, direction, shown }: FrameRecord): string {
  return `${atMs.toFixed(1).padStart(10)} ms  ${direction === 'to-device' ? '->' : '<-'}  ${shown}`;
}

/** The newest frames of a device, for the moment something goes wrong. */
export function frameRing(capacity: number): {
  readonly push: (frame: FrameRecord) => void;
  /** Oldest first. */
  readonly frames: () => readonly FrameRecord[];
} {
  const kept: FrameRecord[] = [];
  return {
    push(frame) {
      kept.push(frame);
      if (kept.length > capacity) kept.shift();
    },
    frames: () => [...kept],
  };
}
