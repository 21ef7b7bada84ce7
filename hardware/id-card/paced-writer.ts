import type { Clock } from '../../core/lib/clock.ts';
import type { Port } from '../port.ts';

export type PacedWriter = {
  /** Counts bytes that came in at once but would still be on a real line: the answer waits for their end. */
  readonly received: (byteCount: number) => void;
  readonly send: (bytes: Uint8Array) => void;
  readonly stop: () => void;
};

const bitsPerByte = 10;
const chunkMs = 5;
const writeDeadlineMs = 1_000;

/** Lets bytes out no sooner than a serial line at 8N1 would have carried them, in chunks of some milliseconds. */
export function pacedWriter(port: Port, clock: Clock, baudRate: number): PacedWriter {
  const byteMs = (1_000 * bitsPerByte) / baudRate;
  const chunkBytes = Math.max(1, Math.floor(chunkMs / byteMs));
  const queue: { readonly bytes: Uint8Array; readonly dueMs: number }[] = [];
  let lineFreeAtMs = 0;
  let cancelNext: (() => void) | null = null;

  function occupy(byteCount: number): number {
    lineFreeAtMs = Math.max(lineFreeAtMs, clock.monotonicMs()) + byteCount * byteMs;
    return lineFreeAtMs;
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
    send(bytes) {
      for (let at = 0; at < bytes.length; at += chunkBytes) {
        const chunk = bytes.slice(at, at + chunkBytes);
        queue.push({ bytes: chunk, dueMs: occupy(chunk.length) });
      }
      pump();
    },
    stop() {
      cancelNext?.();
      queue.length = 0;
    },
  };
}
