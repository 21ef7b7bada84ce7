import type { Clock } from '../../core/lib/clock.ts';
import { wireMs } from './timing.ts';

/** The receiving end of a serial line: bytes arrive at its pace, however fast they were handed over. */
export type PacedWire = {
  readonly push: (chunk: Uint8Array) => void;
  /** Bytes still on the line are lost. */
  readonly cut: () => void;
};

/** A timer for every byte would cost more than it shows; at 115200 baud this is 57 bytes. */
const stepMs = 5;

export function createPacedWire(clock: Clock, baudRate: number, receive: (byte: number) => void): PacedWire {
  const bytesPerStep = Math.max(1, Math.floor(stepMs / wireMs(1, baudRate)));
  let onTheWay: number[] = [];
  let freeAtMs = 0;
  let cancelStep: (() => void) | null = null;

  function step(): void {
    const count = Math.min(bytesPerStep, onTheWay.length);
    if (count === 0 || cancelStep !== null) return;
    freeAtMs = Math.max(freeAtMs, clock.monotonicMs()) + wireMs(count, baudRate);
    cancelStep = clock.after(Math.max(0, freeAtMs - clock.monotonicMs()), () => {
      cancelStep = null;
      for (const byte of onTheWay.splice(0, count)) receive(byte);
      step();
    });
  }

  return {
    push(chunk) {
      onTheWay.push(...chunk);
      step();
    },
    cut() {
      cancelStep?.();
      cancelStep = null;
      onTheWay = [];
    },
  };
}
