import type { KioskKey } from '../../core/devices/keys.ts';
import type { KeypadProfile } from './profiles.ts';

export type KeySignal = { readonly is: 'down' | 'up'; readonly key: KioskKey };

/** Null for a byte that belongs to no key. */
export function signalOf({ keys, releaseOffset }: KeypadProfile, byte: number): KeySignal | null {
  const pressed = keys.get(byte);
  if (pressed !== undefined) return { is: 'down', key: pressed };
  const released = releaseOffset === null ? undefined : keys.get(byte - releaseOffset);
  return released === undefined ? null : { is: 'up', key: released };
}

/** For a twin; null for a key that this keypad has not, or a release that it does not tell. */
export function byteOf({ keys, releaseOffset }: KeypadProfile, { is, key }: KeySignal): number | null {
  const pressed = [...keys].find(([, known]) => known === key)?.[0];
  if (pressed === undefined) return null;
  if (is === 'down') return pressed;
  return releaseOffset === null ? null : pressed + releaseOffset;
}

/** What a nav-pad controller is told or asked. */
export type KeypadCommand = 'tell-releases' | 'repeat-held' | 'no-repeat' | 'module-type';

/** A command a nav-pad controller understands: `FE`, its byte, and one byte more for some. */
const commands: readonly (readonly [bytes: readonly number[], command: KeypadCommand])[] = [
  [[0xfe, 0x7e, 0x01], 'tell-releases'],
  [[0xfe, 0x7e, 0x00], 'repeat-held'],
  [[0xfe, 0x60], 'no-repeat'],
  [[0xfe, 0x37], 'module-type'],
];

/** Finds commands in what a controller is sent, between whatever else it may be shown. Holds two bytes at most. */
export function commandStream(): (chunk: Uint8Array) => readonly KeypadCommand[] {
  let held: readonly number[] = [];

  return (chunk) => {
    const found: KeypadCommand[] = [];
    for (const byte of chunk) {
      held = [...held, byte].slice(-3);
      const command = commands.find(([bytes]) => endsWith(held, bytes));
      if (command !== undefined) found.push(command[1]);
    }
    return found;
  };
}

function endsWith(bytes: readonly number[], end: readonly number[]): boolean {
  const from = bytes.length - end.length;
  return from >= 0 && end.every((byte, at) => bytes[from + at] === byte);
}
