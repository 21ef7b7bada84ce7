import type { Clock } from '../../core/lib/clock.ts';
import type { LineFault } from './line-fault.ts';

/** Tells a device's answers apart by their rhythm alone, so that it serves any protocol. */
export type AnswerCollector = {
  /** The kiosk has spoken: what the device says next is another answer. */
  readonly heard: () => void;
  /** True when the bytes belong to an answer that is struck: they are kept and handed over once it is complete. */
  readonly takes: (bytes: Uint8Array) => boolean;
  readonly stop: () => void;
};

/** A pause that no device makes inside an answer: twins write every 5 ms, and radars rest 80 ms between reports. */
const betweenAnswersMs = 30;
/** Nothing says so much without a pause; what does is handed over in pieces. */
const mostAnswerBytes = 65_536;

export function answerCollector(
  clock: Clock,
  nextFault: () => LineFault | null,
  onStruck: (answer: Uint8Array, fault: LineFault) => void,
): AnswerCollector {
  let struck: { readonly fault: LineFault; bytes: number[] } | null = null;
  let isNext = true;
  let lastMs = Number.NEGATIVE_INFINITY;
  let stopTimer = () => {};

  function handOver(): void {
    stopTimer();
    const whole = struck;
    struck = null;
    if (whole !== null) onStruck(Uint8Array.from(whole.bytes), whole.fault);
  }

  function begin(): void {
    handOver();
    isNext = false;
    const fault = nextFault();
    struck = fault === null ? null : { fault, bytes: [] };
  }

  return {
    heard() {
      isNext = true;
    },
    takes(bytes) {
      if (bytes.length === 0) return false;
      const nowMs = clock.monotonicMs();
      if (isNext || nowMs - lastMs > betweenAnswersMs) begin();
      lastMs = nowMs;
      if (struck === null) return false;
      for (const byte of bytes) struck.bytes.push(byte);
      stopTimer();
      if (struck.bytes.length >= mostAnswerBytes) handOver();
      else stopTimer = clock.after(betweenAnswersMs, handOver);
      return true;
    },
    stop() {
      stopTimer();
      struck = null;
    },
  };
}
