import type { Drawn } from './pixels.ts';
import type { FocusSeen, HeldSeen, Seen } from './seen.ts';
import type { View } from './view.ts';

/** A rule of axe-core that was broken, or that axe could not decide. */
export type AxeFinding = {
  readonly rule: string;
  readonly isUndecided: boolean;
  readonly where: string;
};

/** A control as assistive technology gets it. */
export type ControlInTree = {
  readonly role: string;
  readonly name: string;
  readonly isFocusable: boolean;
  readonly isDisabled: boolean;
};

/** Something of the screenshot, with what the styles say of it. */
export type DrawnSeen = {
  readonly what: string;
  /** By computed styles; null where they do not tell. */
  readonly byStyle: number | null;
  readonly byPixels: Drawn | null;
};

export type PixelsSeen = {
  readonly texts: readonly DrawnSeen[];
  readonly pictures: readonly DrawnSeen[];
  readonly edges: readonly DrawnSeen[];
  /** The ring around the key that had the focus; null where there is no key. */
  readonly ring: DrawnSeen | null;
};

/** One screen in one setting, on one of its pages, with everything that was measured of it. */
export type Combination = {
  readonly view: View;
  readonly pxPerMm: number;
  readonly rest: Seen;
  readonly spaced: Seen;
  readonly focus: readonly FocusSeen[];
  readonly held: readonly HeldSeen[];
  readonly pixels: PixelsSeen;
  readonly axe: readonly AxeFinding[];
  readonly controls: readonly ControlInTree[];
};

/** What is wrong. `isUndecided`: nobody could tell, which counts as wrong. */
export type Fault = { readonly what: string; readonly isUndecided?: true };

/** A named check of one combination. */
export type ScreenCheck = {
  /** How it measures, for the table. */
  readonly told: string;
  readonly find: (seen: Combination) => readonly Fault[];
};

export function fault(what: string): Fault {
  return { what };
}

export function undecided(what: string): Fault {
  return { what, isUndecided: true };
}
