import { signal, type ReadonlySignal } from '@preact/signals';
import type { Speech } from './speech.ts';

/** How this customer wants to hear, beside speed and volume. Off for every new customer (I9). */
export type Hearing = {
  /** A finger on a key has it said, lifting it chooses: see `core/voice/touch-to-hear`. */
  readonly touchToHear: ReadonlySignal<boolean>;
  /** The customer has asked to hear the digits of the pad aloud (EN 301 549 §5.1.3.8). */
  readonly saysDigits: ReadonlySignal<boolean>;
  /** Changes it and says what it means now. */
  readonly setTouchToHear: (isOn: boolean) => void;
  readonly setSaysDigits: (isOn: boolean) => void;
  /** In silence. */
  readonly reset: () => void;
};

export function createHearing(say: Speech['say']): Hearing {
  const touchToHear = signal(false);
  const saysDigits = signal(false);
  return {
    touchToHear,
    saysDigits,
    setTouchToHear(isOn) {
      touchToHear.value = isOn;
      say([{ key: isOn ? 'hearing.touch-on' : 'hearing.touch-off' }]);
    },
    setSaysDigits(isOn) {
      saysDigits.value = isOn;
      say([{ key: isOn ? 'hearing.digits-on' : 'hearing.digits-off' }]);
    },
    reset() {
      touchToHear.value = false;
      saysDigits.value = false;
    },
  };
}
