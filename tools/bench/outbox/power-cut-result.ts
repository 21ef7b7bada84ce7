import { readFile } from 'node:fs/promises';
import * as v from 'valibot';

const count = v.pipe(v.number(), v.integer(), v.minValue(0));
const resultSchema = v.object({
  trials: v.pipe(count, v.minValue(1)),
  strictLost: count,
  relaxedLost: count,
});

/** Acknowledged rows of this product's queue that one power cut took, on average. */
export type LostPerCut = { readonly strict: number; readonly relaxed: number };

/** Of the last `npm run powercut` on this machine; null when there is none, or none that measured. */
export async function lastPowerCut(file: string): Promise<LostPerCut | null> {
  const text = await readFile(file, 'utf8').catch(() => null);
  if (text === null) return null;
  const result = v.safeParse(resultSchema, parsed(text));
  if (!result.success) return null;
  const { trials, strictLost, relaxedLost } = result.output;
  return { strict: strictLost / trials, relaxed: relaxedLost / trials };
}

/** Undefined is no JSON. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
