import type { Clock } from '../../core/lib/clock.ts';
import { byteMs, plainLine } from '../line-settings.ts';
import type { Port } from '../port.ts';

/** How an answer is cut: byte by byte, in pieces of some milliseconds as a USB serial line hands on, or in one piece. */
export const chunkings = ['byte', 'paced', 'whole'] as const;
export type Chunking = (typeof chunkings)[number];

export type PacedWriter = {
  /** Counts bytes that came in at once but would still be on a real line: the answer waits for their end. */
  readonly received: (byteCount: number) => void;
  /** After `latencyMs`, 0 unless told; `paced` unless told. */
  readonly send: (bytes: Uint8Array, latencyMs?: number, chunking?: Chunking) => void;
  readonly setBaudRate: (baudRate: number) => void;
  readonly stop: () => void;
};

const chunkMs = 5;
const writeDeadlineMs = 1_000;

/** Lets bytes out no sooner than a serial line at 8N1 would have carried them. */
export function pacedWriter(port: Port, clock: Clock, firstBaudRate: number): PacedWriter {
  const queue: { readonly bytes: Uint8Array; readonly dueMs: number }[] = [];
  let perByteMs = byteMs(plainLine(firstBaudRate));
  let lineFreeAtMs = 0;
  let cancelNext: (() => void) | null = null;

  function occupy(byteCount: number, latencyMs = 0): number {
    lineFreeAtMs = Math.max(lineFreeAtMs, clock.monotonicMs()) + latencyMs + byteCount * perByteMs;
    return lineFreeAtMs;
  }

  function chunkBytesOf(chunking: Chunking, whole: number): number {
    switch (chunking) {
      case 'byte':
        return 1;
      case 'paced':
        return Math.max(1, Math.floor(chunkMs / perByteMs));
      case 'whole':
        return whole;
      default:
        return chunking satisfies never;
    }
  }

  function pump(): void {
    const next = queue[0];
    if (next === undefined || cancelNext !== null) return;
    cancelNext = clock.after(Math.max(0, next.dueMs - clock.monotonicMs()), () => {
      cancelNext = null;
      queue.shift();
      // A failed write closes the port, and that ends this writer.
      void port.write(next.bytes, writeDeadlineMs);
      pump();
    });
  }

  return {
    received: (byteCount) => void occupy(byteCount),
    send(bytes, latencyMs = 0, chunking = 'paced') {
      occupy(0, latencyMs);
      const chunkBytes = chunkBytesOf(chunking, bytes.length);
      for (let at = 0; at < bytes.length; at += chunkBytes) {
        const chunk = bytes.slice(at, at + chunkBytes);
        queue.push({ bytes: chunk, dueMs: occupy(chunk.length) });
      }
      pump();
    },
    setBaudRate(baudRate) {
      perByteMs = byteMs(plainLine(baudRate));
    },
    stop() {
      cancelNext?.();
      queue.length = 0;
    },
  };
}
