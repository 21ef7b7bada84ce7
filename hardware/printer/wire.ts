import type { Clock } from '../../core/lib/clock.ts';
import { byteMs, type LineSettings } from '../line-settings.ts';

/** One direction of a serial line: bytes come out at its pace, however fast they were handed over. */
export type PacedWire = {
  readonly push: (chunk: Uint8Array) => void;
  /** Bytes still on the line are lost. */
  readonly cut: () => void;
};

/** A timer for every byte would cost more than it shows; at 115200 baud this is 57 bytes. */
const stepMs = 5;

export function createPacedWire(
  clock: Clock,
  settings: LineSettings,
  receive: (bytes: Uint8Array) => void,
): PacedWire {
  const perByteMs = byteMs(settings);
  const bytesPerStep = Math.max(1, Math.floor(stepMs / perByteMs));
  let onTheWay: number[] = [];
  let freeAtMs = 0;
  let cancelStep: (() => void) | null = null;

  function step(): void {
    if (cancelStep !== null || onTheWay.length === 0) return;
    const count = Math.min(bytesPerStep, onTheWay.length);
    // From the end of the step before, not from now: a late timer does not slow a line down.
    freeAtMs += count * perByteMs;
    cancelStep = clock.after(Math.max(0, freeAtMs - clock.monotonicMs()), () => {
      cancelStep = null;
      receive(Uint8Array.from(onTheWay.splice(0, count)));
      step();
    });
  }

  return {
    push(chunk) {
      if (cancelStep === null) freeAtMs = Math.max(freeAtMs, clock.monotonicMs());
      for (const byte of chunk) onTheWay.push(byte);
      step();
    },
    cut() {
      cancelStep?.();
      cancelStep = null;
      onTheWay = [];
    },
  };
}
