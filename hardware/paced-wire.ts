import type { Clock } from '../core/lib/clock.ts';
import { byteMs, type LineSettings } from './line-settings.ts';

/** How bytes are cut: one by one, in pieces of some milliseconds as a USB serial line hands on, or in one piece. */
export const chunkings = ['byte', 'paced', 'whole'] as const;
export type Chunking = (typeof chunkings)[number];

/** One direction of a serial line: bytes come out at its pace, however fast they were handed over. */
export type PacedWire = {
  /** After `latencyMs`, 0 unless told; `paced` unless told. */
  readonly push: (bytes: Uint8Array, latencyMs?: number, chunking?: Chunking) => void;
  /** Counts bytes that came in at once but would still be on a real line: what is pushed waits for their end. */
  readonly received: (byteCount: number) => void;
  readonly setBaudRate: (baudRate: number) => void;
  /** Bytes still on the line are lost. */
  readonly cut: () => void;
};

/** A timer for every byte would cost more than it shows; at 115200 baud this is 57 bytes. */
const stepMs = 5;

export function pacedWire(
  clock: Clock,
  settings: LineSettings,
  deliver: (bytes: Uint8Array) => void,
): PacedWire {
  let onTheWay: { readonly bytes: Uint8Array; readonly dueMs: number }[] = [];
  let perByteMs = byteMs(settings);
  let freeAtMs = 0;
  let cancelStep: (() => void) | null = null;

  function occupy(byteCount: number, latencyMs = 0): number {
    freeAtMs = Math.max(freeAtMs, clock.monotonicMs()) + latencyMs + byteCount * perByteMs;
    return freeAtMs;
  }

  function step(): void {
    const next = onTheWay[0];
    if (next === undefined || cancelStep !== null) return;
    cancelStep = clock.after(Math.max(0, next.dueMs - clock.monotonicMs()), () => {
      cancelStep = null;
      onTheWay.shift();
      deliver(next.bytes);
      step();
    });
  }

  return {
    push(bytes, latencyMs = 0, chunking = 'paced') {
      occupy(0, latencyMs);
      const chunkBytes = chunkBytesOf(chunking, bytes.length, perByteMs);
      for (let at = 0; at < bytes.length; at += chunkBytes) {
        const chunk = bytes.slice(at, at + chunkBytes);
        onTheWay.push({ bytes: chunk, dueMs: occupy(chunk.length) });
      }
      step();
    },
    received: (byteCount) => void occupy(byteCount),
    setBaudRate(baudRate) {
      perByteMs = byteMs({ ...settings, baudRate });
    },
    cut() {
      cancelStep?.();
      cancelStep = null;
      onTheWay = [];
      freeAtMs = 0;
    },
  };
}

function chunkBytesOf(chunking: Chunking, whole: number, perByteMs: number): number {
  switch (chunking) {
    case 'byte':
      return 1;
    case 'paced':
      return Math.max(1, Math.floor(stepMs / perByteMs));
    case 'whole':
      return whole;
    default:
      return chunking satisfies never;
  }
}
