import type { Answer } from './answers.ts';
import type { Command } from './escpos.ts';

/** A question that the printer answers only when it has worked off everything sent before. */
export type Question = {
  /** To be sent in front of the slip. */
  readonly before: Command;
  /** To be sent right behind its cut. */
  readonly command: Command;
  readonly isAnswer: (answer: Answer) => boolean;
};
