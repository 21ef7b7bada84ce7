import type { Scene } from './scene.ts';
import type { Words } from './words.ts';

/**
 * Somebody before the kiosk: what they can make out of it, and what their hands do to it. Nothing here sees the page's
 * names for things; a screen is known by its words, a key by what stands on it or is said on reaching it.
 */
export type Person = {
  /**
   * Waits for something new since `attends`, and makes out which scene it is. What has not changed in that time is
   * made out once more; null when it is none of these.
   */
  readonly makesOut: (scenes: readonly Scene[], withinMs: number) => Promise<Scene | null>;
  /** From here on, whatever differs from now is new. */
  readonly attends: () => Promise<void>;
  /** Whether these words come to eye or ear while the scene stands. */
  readonly notices: (words: Words) => Promise<boolean>;
  /** Presses the first of these keys that is to be found; false when none is, or it cannot be reached. */
  readonly presses: (keys: readonly Words[]) => Promise<boolean>;
  /** False when there was no way to type it to its end; what was typed stands. */
  readonly dials: (digits: string, end: Words) => Promise<boolean>;
  readonly wakes: () => Promise<void>;
  /** As long as this person takes before doing something here. */
  readonly takesTime?: (scene: Scene) => Promise<void>;
  /** What else this person does on reaching a scene, such as making everything larger at the first. */
  readonly adapts?: (scene: Scene) => Promise<void>;
  /** After the visit; answers what only this person can tell of it, for the table. */
  readonly leaves?: () => Promise<Readonly<Record<string, number>>>;
};
