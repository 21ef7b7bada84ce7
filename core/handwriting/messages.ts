import type { Writing } from './strokes.ts';

/** Why the worker recognises less than it could; never personal, for staff. */
export type HandwritingTrouble =
  | 'templates-missing'
  | 'templates-altered'
  | 'reader-missing'
  | 'reader-altered'
  /** The files are whole, yet the recogniser does not start or has failed at its work. */
  | 'reader-failed'
  | 'worker-died'
  | 'worker-silent';

/** To the worker: one writing at a time. */
export type ToWorker = { readonly id: number; readonly writing: Writing };

/** From the worker. */
export type FromWorker =
  /** The matcher has seen this; the reader's view of it follows. Empty where the matcher does not work. */
  | { readonly told: 'matched'; readonly id: number; readonly characters: readonly string[] }
  /** The last word on a writing; null while, or where, the reader does not work. */
  | { readonly told: 'read'; readonly id: number; readonly characters: readonly string[] | null }
  /** One of the two works from now on. */
  | { readonly told: 'ready' }
  | { readonly told: 'trouble'; readonly trouble: HandwritingTrouble };
