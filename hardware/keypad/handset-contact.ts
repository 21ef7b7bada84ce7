import type { Clock } from '../../core/lib/clock.ts';
import type { KeypadProfile } from './profiles.ts';

/** Contacts chatter, and a handset that is laid down wrongly knocks on its hook: what has stood this long is so. */
const settledMs = 80;

export type HandsetContact = {
  /** False for a byte that is not the contact's. */
  readonly hear: (byte: number) => boolean;
  /** Nobody knows any more where the handset is: what is private is then for nobody's ear (I4). */
  readonly forget: () => void;
};

/** Follows the contact of a handset's hook or a headphone jack on a keypad's line. */
export function handsetContact(parts: {
  readonly clock: Pick<Clock, 'after'>;
  readonly profile: KeypadProfile;
  /** On change only. */
  readonly onHandset: (isLifted: boolean) => void;
}): HandsetContact {
  const { clock, profile, onHandset } = parts;
  let isLifted = false;
  let stopSettling = () => {};

  function tell(now: boolean): void {
    if (now === isLifted) return;
    isLifted = now;
    onHandset(now);
  }

  return {
    hear(byte) {
      const told = [true, false].find((now) => byte === handsetByte(profile, now));
      if (told === undefined) return false;
      stopSettling();
      stopSettling = clock.after(settledMs, () => tell(told));
      return true;
    },
    forget() {
      stopSettling();
      tell(false);
    },
  };
}

/** What the contact sends; null where this keypad has none. */
export function handsetByte({ handset, releaseOffset }: KeypadProfile, isLifted: boolean): number | null {
  if (handset === null || releaseOffset === null) return null;
  return isLifted ? handset : handset + releaseOffset;
}
