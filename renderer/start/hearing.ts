import { signal, type ReadonlySignal, type Signal } from '@preact/signals';
import type { Dialect } from '../../core/voice/spoken-language.ts';
import { dialectNow } from '../voice/dialects.ts';
import type { Speech } from './speech.ts';

/** How this customer wants to hear, beside speed and volume. Off, in no dialect, for every new customer (I9). */
export type Hearing = {
  /** A finger on a key has it said, lifting it chooses: see `core/voice/touch-to-hear`. */
  readonly touchToHear: ReadonlySignal<boolean>;
  /** The customer has asked to hear the digits of the pad aloud (EN 301 549 §5.1.3.8). */
  readonly saysDigits: ReadonlySignal<boolean>;
  /** What the customer is spoken to in beside the text language; null: its standard. The screen of languages sets it too. */
  readonly dialect: Signal<Dialect | null>;
  /** Changes it and says what it means now: of a dialect, in the dialect. */
  readonly setTouchToHear: (isOn: boolean) => void;
  readonly setSaysDigits: (isOn: boolean) => void;
  readonly setDialect: (dialect: Dialect | null) => void;
  /** In silence. */
  readonly reset: () => void;
};

/** @param dialect what the voice goes by */
export function createHearing(say: Speech['say'], dialect: Signal<Dialect | null>): Hearing {
  const touchToHear = signal(false);
  const saysDigits = signal(false);
  return {
    touchToHear,
    saysDigits,
    dialect,
    setTouchToHear(isOn) {
      touchToHear.value = isOn;
      say([{ key: isOn ? 'hearing.touch-on' : 'hearing.touch-off' }]);
    },
    setSaysDigits(isOn) {
      saysDigits.value = isOn;
      say([{ key: isOn ? 'hearing.digits-on' : 'hearing.digits-off' }]);
    },
    setDialect(chosen) {
      dialect.value = chosen;
      say([dialectNow(chosen)]);
    },
    reset() {
      touchToHear.value = false;
      saysDigits.value = false;
      dialect.value = null;
    },
  };
}
