import type { KioskKey } from '../../core/devices/keys.ts';
import type { Clock } from '../../core/lib/clock.ts';
import { strikesOf } from '../strikes.ts';
import { twinLines } from '../twin-lines.ts';
import type { DeviceTwin, Order } from '../twin.ts';
import { commandStream } from './codec.ts';
import { handsetByte } from './handset-contact.ts';
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
  const keys = virtualKeys({ clock, profile, strikes, send: (byte) => lines.send(Uint8Array.of(byte)) });
  const lines = twinLines(clock, baudRate, () => {
    const commandsIn = commandStream();
    return {
      hear(chunk) {
        if (profile.question !== null) commandsIn(chunk).forEach(keys.obey);
      },
    };
  });

  return {
    attach: lines.attach,
    orders: {
      press: keyOrder(profile, keys.press),
      hold: keyOrder(profile, keys.hold),
      release: keyOrder(profile, keys.release),
      handset: handsetOrder(profile, (byte) => lines.send(Uint8Array.of(byte))),
    },
    faults,
    setFault,
  };
}

function handsetOrder(profile: KeypadProfile, send: (byte: number) => void): Order {
  const usage = 'lifted|down';
  return {
    usage,
    obey([word]) {
      if (word !== 'lifted' && word !== 'down') return `one of ${usage}, please`;
      const byte = handsetByte(profile, word === 'lifted');
      if (byte === null) return 'this keypad has no contact for a handset';
      send(byte);
      return null;
    },
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
