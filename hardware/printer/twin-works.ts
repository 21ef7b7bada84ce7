import type { Decoder } from './decoder.ts';
import { createReceiveBuffer } from './receive-buffer.ts';

/** From the receive buffer to the paper. */
export type TwinWorks = {
  readonly push: (byte: number) => void;
  /** As much as may be worked off now. */
  readonly goOn: () => void;
  /** An empty buffer, and a decoder as at power-up; the paper that hangs out stays where it is. */
  readonly forget: () => void;
};

export function createTwinWorks(deps: {
  readonly sayFlow: ((byte: number) => void) | null;
  readonly powerUp: () => Decoder;
  readonly mayWork: () => boolean;
  readonly onWorkedOff: (byte: number) => void;
}): TwinWorks {
  const buffer = createReceiveBuffer(deps.sayFlow);
  let decode = deps.powerUp();

  return {
    push: buffer.push,
    goOn() {
      while (deps.mayWork()) {
        const byte = buffer.shift();
        if (byte === undefined) return;
        deps.onWorkedOff(byte);
        decode(byte);
      }
    },
    forget() {
      buffer.clear();
      decode = deps.powerUp();
    },
  };
}
