import type { FocusSeen, HeldSeen, Seen } from './seen.ts';

/** The harness's hand in the page. It looks and tells; it judges nothing. */
export type Eye = {
  readonly arrive: (hash: string) => Promise<void>;
  readonly settle: () => Promise<void>;
  readonly look: () => Seen;
  readonly focus: () => readonly FocusSeen[];
  readonly held: () => readonly HeldSeen[];
  /** The same view with the widest spacing that a reader may ask for (WCAG 2.2 SC 1.4.12); the next view is without. */
  readonly spaced: () => Promise<Seen>;
  /** Gives one key the focus of a keyboard. */
  readonly focusOn: (key: string) => void;
};

declare global {
  interface Window {
    conformanceEye: Eye;
  }
}
