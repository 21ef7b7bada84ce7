import { kioskKeys } from '../../core/devices/keys.ts';
import type { KioskKey } from '../../core/devices/keys.ts';
import { plainLine } from '../line-settings.ts';
import type { LineSettings } from '../line-settings.ts';

/** How a kind of keypad speaks: one byte a key. */
export type KeypadProfile = {
  readonly settings: LineSettings;
  /** The byte of a key that goes down, and what it means to the kiosk. */
  readonly keys: ReadonlyMap<number, KioskKey>;
  /**
   * The byte of the contact that closes when a handset is lifted off its hook or headphones are plugged in; null where
   * none can be wired. It opens as a key comes up.
   */
  readonly handset: number | null;
  /** Added to a key's byte when it comes up again; null for a keypad that does not tell. */
  readonly releaseOffset: number | null;
  /** Sent after every connection, and now and then again. */
  readonly setup: readonly number[];
  /** Answered with one byte, by which a self-test knows that somebody is there; null where nothing is answered. */
  readonly question: readonly number[] | null;
};

export const keypadProfileNames = ['nav-pad', 'ascii', 'two-switch'] as const;
export type KeypadProfileName = (typeof keypadProfileNames)[number];

/**
 * Keypad controllers of Matrix Orbital (manuals of PK202-25, VK204-25): 5 × 5 keys send `A` to `Y`; told to by
 * `FE 7E 01`, they send the same letter + 20h when the key comes up instead of repeating it. `FE 41` sends without being
 * polled, `FE 37` asks for the module type. Keys are wired in the order of `kioskKeys`, `digit-0` on `A`; the contact of
 * a handset or a headphone jack is the 25th, `Y`.
 */
const navPad: KeypadProfile = {
  settings: plainLine(19_200),
  keys: new Map(kioskKeys.map((key, index) => [0x41 + index, key])),
  handset: 0x59,
  releaseOffset: 0x20,
  setup: [0xfe, 0x7e, 0x01, 0xfe, 0x41],
  question: [0xfe, 0x37],
};

/**
 * Telephone keypads as old encoders send them: ASCII on the way down, nothing on the way up. Repeating is to be switched
 * off at the encoder: from the first repetition a held key cannot be told from a second press.
 */
const ascii: KeypadProfile = {
  settings: plainLine(9_600),
  keys: new Map<number, KioskKey>([
    ...kioskKeys.slice(0, 10).map((digit, value) => [0x30 + value, digit] as const),
    [0x2a, 'repeat'], // *
    [0x23, 'select'], // #
    [0x0d, 'select'], // Enter
    [0x08, 'clear'], // Backspace
    [0x1b, 'back'], // Cancel
    [0x3c, 'previous'], // <
    [0x3e, 'next'], // >
    [0x3f, 'help'], // ?
    [0x2b, 'louder'], // +
    [0x2d, 'quieter'], // -
  ]),
  handset: null,
  releaseOffset: null,
  setup: [],
  question: null,
};

/**
 * Two large switches for hand, foot or head. Makers of switch boxes agree on no serial protocol; this one is the kiosk's
 * own: a letter down, the small letter up. `H` is a handset.
 */
const twoSwitch: KeypadProfile = {
  settings: plainLine(9_600),
  keys: new Map<number, KioskKey>([
    [0x4e, 'next'], // N
    [0x53, 'select'], // S
  ]),
  handset: 0x48,
  releaseOffset: 0x20,
  setup: [],
  question: null,
};

export const keypadProfiles: Readonly<Record<KeypadProfileName, KeypadProfile>> = {
  'nav-pad': navPad,
  ascii,
  'two-switch': twoSwitch,
};
