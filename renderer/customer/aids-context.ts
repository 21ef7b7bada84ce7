import { createContext } from 'preact';
import { usualLook, type Look } from './look.ts';

/** How far up a ladder one has climbed; `at` from 0. */
export type Rung = { readonly at: number; readonly of: number };

/** How the present customer sees and hears the glass. */
export type Aids = {
  readonly look: Look;
  readonly volume: Rung;
  readonly speed: Rung;
};

export const AidsContext = createContext<Aids>({
  look: usualLook,
  volume: { at: 0, of: 1 },
  speed: { at: 0, of: 1 },
});
