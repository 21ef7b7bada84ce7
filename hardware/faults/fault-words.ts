import { err, ok } from '../../core/lib/result.ts';
import type { Result } from '../../core/lib/result.ts';
import type { PlannedFault } from './line-fault.ts';

/** A fault as a person writes it. */
export const faultGrammar = '<fault> [at] [x<times>|always|off] [after <answers>]';

export type FaultWordTrouble =
  | { readonly code: 'fault-missing' }
  | { readonly code: 'word-unknown'; readonly word: string }
  | { readonly code: 'word-twice'; readonly word: string };

type Part = { readonly at: number } | { readonly times: number } | { readonly after: number };

/**
 * `lift-mid-read`, `paper-out-at-line 12`, `noise 3 x2`, `half-frame after 4`, `silent always`. Once, at no particular
 * place and at once, unless the words say otherwise. Which faults there are is the device's affair.
 */
export function readFault(words: readonly string[]): Result<PlannedFault, FaultWordTrouble> {
  const [name, ...rest] = words;
  if (name === undefined || !/^[a-z][a-z\d-]*$/.test(name)) return err({ code: 'fault-missing' });
  let fault: Partial<PlannedFault> = {};
  for (let at = 0; at < rest.length; at += 1) {
    const word = rest[at] ?? '';
    const next = word === 'after' ? rest[(at += 1)] : undefined;
    const part = partIn(word, next);
    if (part === null) return err({ code: 'word-unknown', word: [word, next].join(' ').trim() });
    if (Object.keys(part).some((key) => key in fault)) return err({ code: 'word-twice', word });
    fault = { ...fault, ...part };
  }
  return ok({ at: null, times: 1, after: 0, ...fault, name });
}

function partIn(word: string, next: string | undefined): Part | null {
  if (word === 'always') return { times: Infinity };
  if (word === 'off') return { times: 0 };
  const [, sign, digits] = /^(x?)(\d{1,6})$/.exec(word === 'after' ? (next ?? '') : word) ?? [];
  if (digits === undefined) return null;
  const figure = Number(digits);
  if (word === 'after') return sign === '' ? { after: figure } : null;
  return sign === 'x' ? { times: figure } : { at: figure };
}

/** For the person who wrote it. */
export function faultWordProblem(trouble: FaultWordTrouble): string {
  switch (trouble.code) {
    case 'fault-missing':
      return `a fault, please: ${faultGrammar}`;
    case 'word-unknown':
      return `not understood: ${trouble.word}; ${faultGrammar}`;
    case 'word-twice':
      return `said twice: ${trouble.word}; ${faultGrammar}`;
    default:
      return trouble satisfies never;
  }
}
