import type { KioskKey } from '../../core/devices/keys.ts';
import type { Clock } from '../../core/lib/clock.ts';
import type { Strikes } from '../strikes.ts';
import { byteOf } from './codec.ts';
import type { KeypadCommand, KeySignal } from './codec.ts';
import type { KeypadProfile } from './profiles.ts';

/** `bounce`: contacts that chatter, for a press and its release. `stuck`: a press that is not let go until it is freed. */
export const keypadFaults = ['bounce', 'stuck'] as const;

/** The keys behind a twin's line. */
export type VirtualKeys = {
  /** Down, and up again like a finger. */
  readonly press: (key: KioskKey) => void;
  readonly hold: (key: KioskKey) => void;
  /** Also frees a stuck key. */
  readonly release: (key: KioskKey) => void;
  readonly obey: (command: KeypadCommand) => void;
};

const fingerMs = 120;
/** As the manuals say: half a second, then five a second. */
const firstRepeatMs = 500;
const repeatMs = 200;
/** When contacts are apart and together again. */
const apartMs = 3;
const togetherMs = 8;
/** An LK204-25. */
const moduleType = 0x09;

export function virtualKeys(parts: {
  readonly clock: Clock;
  readonly profile: KeypadProfile;
  readonly strikes: Strikes<(typeof keypadFaults)[number]>['strikes'];
  readonly send: (byte: number) => void;
}): VirtualKeys {
  const { clock, profile, strikes, send } = parts;
  const stopRepeating = new Map<KioskKey, () => void>();
  /** A controller with a question is one that repeats held keys until it is told otherwise. */
  let mode: Exclude<KeypadCommand, 'module-type'> =
    profile.question === null ? 'tell-releases' : 'repeat-held';

  function say(signal: KeySignal): void {
    const byte = mode === 'tell-releases' || signal.is === 'down' ? byteOf(profile, signal) : null;
    if (byte !== null) send(byte);
  }

  function chatter(key: KioskKey, is: KeySignal['is']): void {
    say({ is, key });
    if (!strikes('bounce')) return;
    const other = is === 'down' ? 'up' : 'down';
    clock.after(apartMs, () => say({ is: other, key }));
    clock.after(togetherMs, () => say({ is, key }));
  }

  function repeat(key: KioskKey, afterMs: number): void {
    const stop = clock.after(afterMs, () => {
      const tellsReleases = mode === 'tell-releases' && profile.releaseOffset !== null;
      if (!tellsReleases && mode !== 'no-repeat') say({ is: 'down', key });
      repeat(key, repeatMs);
    });
    stopRepeating.set(key, stop);
  }

  function hold(key: KioskKey): void {
    if (stopRepeating.has(key)) return;
    chatter(key, 'down');
    repeat(key, firstRepeatMs);
  }

  function release(key: KioskKey): void {
    stopRepeating.get(key)?.();
    if (stopRepeating.delete(key)) chatter(key, 'up');
  }

  return {
    hold,
    release,
    press(key) {
      hold(key);
      if (!strikes('stuck')) clock.after(fingerMs, () => release(key));
    },
    obey(command) {
      if (command === 'module-type') send(moduleType);
      else mode = command;
    },
  };
}
