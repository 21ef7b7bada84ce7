import { commandStream, signalOf } from '../../../hardware/keypad/codec.ts';
import { keypadProfileNames, keypadProfiles } from '../../../hardware/keypad/profiles.ts';
import type { KeypadProfileName } from '../../../hardware/keypad/profiles.ts';
import type { FuzzTarget } from '../target.ts';

function keysOf(name: KeypadProfileName): FuzzTarget {
  const profile = keypadProfiles[name];
  const keys = [...profile.keys];
  return {
    name: `keypad · kiosk · keys of ${name}`,
    open: () => ({
      push: (chunk) =>
        [...chunk].flatMap((byte) => {
          const signal = signalOf(profile, byte);
          return signal === null ? [] : [`${signal.is} ${signal.key}`];
        }),
      silence: () => [],
    }),
    goodFrame(random) {
      const [byte = 0, key] = keys[random.below(keys.length)] ?? [];
      return { bytes: Uint8Array.of(byte), means: `down ${key}` };
    },
    resync: 'nothing',
  };
}

const commandBytes = [
  ['tell-releases', [0xfe, 0x7e, 0x01]],
  ['repeat-held', [0xfe, 0x7e, 0x00]],
  ['no-repeat', [0xfe, 0x60]],
  ['module-type', [0xfe, 0x37]],
] as const;

const commands: FuzzTarget = {
  name: 'keypad · device · commands',
  open() {
    const stream = commandStream();
    return { push: stream, silence: () => [] };
  },
  goodFrame(random) {
    const [means, bytes] = commandBytes[random.below(commandBytes.length)] ?? commandBytes[0];
    return { bytes: Uint8Array.from(bytes), means };
  },
  resync: 'nothing',
};

export const keypadTargets: readonly FuzzTarget[] = [...keypadProfileNames.map(keysOf), commands];
