import type { Answer } from './answers.ts';
import type { Command } from './escpos.ts';

/** A question that the printer answers only when it has worked off everything sent before. */
export type Question = {
  /** To be sent right behind the cut. */
  readonly command: Command;
  readonly isAnswer: (answer: Answer) => boolean;
  /**
   * One answer is proof. False: a stray byte may look like an answer, so two of them are needed, and a printer that is
   * well behind them.
   */
  readonly isCertain: boolean;
};
