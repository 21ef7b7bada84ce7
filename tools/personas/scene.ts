import type { Words } from './words.ts';

/** What a customer does where the visit stands. */
export type Deed =
  /** The first of these keys that is to be found. */
  | { readonly does: 'press'; readonly keys: readonly Words[] }
  /** Types a number, then presses the key that ends it. */
  | { readonly does: 'dial'; readonly digits: string; readonly end: Words }
  | { readonly does: 'wake' }
  | { readonly does: 'lay-card' }
  | { readonly does: 'lift-card' }
  /** Takes the card away and lays it down anew, as one does when it was not read. */
  | { readonly does: 'lay-again' }
  /** Presses the start key of the blood pressure monitor. */
  | { readonly does: 'measure' }
  /** The machine is busy. */
  | { readonly does: 'wait' };

/** A place in a visit as a customer knows it: by its words alone. */
export type Scene = {
  readonly name: string;
  /** What stands or is said first. */
  readonly title: Words;
  /** What the customer must have made out before doing anything: a name, a number read back. */
  readonly needs?: readonly Words[];
  /**
   * A choice about the errand that the customer has to make here. A number is one, however many digits it has, and so
   * is a place, however many lists lead to it; saying "go on", waking the machine or turning a page is none.
   */
  readonly decides?: string;
  readonly deed: Deed;
  /** What is done here instead by somebody whose errand is done already. */
  readonly afterwards?: Deed;
};
