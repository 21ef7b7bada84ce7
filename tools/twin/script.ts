import type { Clock } from '../../core/lib/clock.ts';
import { err, ok } from '../../core/lib/result.ts';
import type { Result } from '../../core/lib/result.ts';

/** An order with its hour, counted from the order before it. */
export type ScriptStep = { readonly afterMs: number; readonly order: string };

const unitMs = { ms: 1, s: 1_000, min: 60_000 } as const;

/**
 * Lines such as `after 2s lay resident`, `after 500ms fault noise x2`, or an order alone for at once; a line that begins with `#` is a remark.
 *
 * @returns the steps, or which line cannot be read
 */
export function readScript(text: string): Result<readonly ScriptStep[], string> {
  const steps: ScriptStep[] = [];
  for (const [at, raw] of text.split('\n').entries()) {
    const line = raw.trim();
    if (line === '' || line.startsWith('#')) continue;
    const step = stepIn(line);
    if (step === null) return err(`line ${at + 1}: ${line}`);
    steps.push(step);
  }
  return ok(steps);
}

function stepIn(line: string): ScriptStep | null {
  if (!/^after\b/.test(line)) return { afterMs: 0, order: line };
  const [, figure, unit, order] = /^after\s+(\d{1,6}(?:\.\d{1,3})?)(ms|s|min)\s+(\S.*)$/.exec(line) ?? [];
  if (figure === undefined || order === undefined) return null;
  return { afterMs: Number(figure) * unitMs[unit as keyof typeof unitMs], order };
}

/** Gives one order after the other; resolves behind the last. */
export async function playScript(
  steps: readonly ScriptStep[],
  clock: Clock,
  give: (order: string) => void,
): Promise<void> {
  for (const { afterMs, order } of steps) {
    if (afterMs > 0) await new Promise<void>((due) => void clock.after(afterMs, due));
    give(order);
  }
}
