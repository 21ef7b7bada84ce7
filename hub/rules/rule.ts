import type { Case } from './known.ts';
import type { Outcome } from './outcome.ts';

/** A named, pure judgement; null when it has nothing to say about this case. */
export type Rule = { readonly id: string; readonly judge: (asked: Case) => Outcome | null };

/** What is on its way for longer than this is not waited for any more. */
export const longestWaitMs = 24 * 3_600_000;
