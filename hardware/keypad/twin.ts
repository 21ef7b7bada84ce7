import type { KioskKey } from '../../core/devices/keys.ts';
import type { Clock } from '../../core/lib/clock.ts';
import { pacedWriter } from '../id-card/paced-writer.ts';
import type { PacedWriter } from '../id-card/paced-writer.ts';
import { strikesOf } from '../strikes.ts';
import type { DeviceTwin, Order } from '../twin.ts';
import { commandStream } from './codec.ts';
import type { KeypadProfile } from './profiles.ts';
import { keypadFaults, virtualKeys } from './virtual-keys.ts';

export type KeypadTwinDeps = {
  readonly clock: Clock;
  readonly baudRate: number;
  readonly profile: KeypadProfile;
};

/** A keypad whose keys are pressed by words. */
export function createKeypadTwin({ clock, baudRate, profile }: KeypadTwinDeps): DeviceTwin {
  const { strikes, faults, setFault } = strikesOf(keypadFaults);
  const writers = new Set<PacedWriter>();
  const keys = virtualKeys({ clock, profile, strikes, send });

  function send(byte: number): void {
    for (const writer of writers) writer.send(Uint8Array.of(byte));
  }

  return {
    attach(port) {
      const writer = pacedWriter(port, clock, baudRate);
      const commandsIn = commandStream();
      writers.add(writer);
      const stopHearing = port.onBytes((chunk) => {
        writer.received(chunk.length);
        if (profile.question !== null) commandsIn(chunk).forEach(keys.obey);
      });
      function detach(): void {
        stopHearing();
        writers.delete(writer);
        writer.stop();
      }
      port.onClosed(detach);
      return detach;
    },
    orders: {
      press: keyOrder(profile, keys.press),
      hold: keyOrder(profile, keys.hold),
      release: keyOrder(profile, keys.release),
    },
    faults,
    setFault,
  };
}

function keyOrder(profile: KeypadProfile, act: (key: KioskKey) => void): Order {
  const known = [...new Set(profile.keys.values())];
  return {
    usage: known.join('|'),
    obey([word]) {
      const key = known.find((name) => name === word);
      if (key === undefined) return `one of ${known.join('|')}, please`;
      act(key);
      return null;
    },
  };
}
