import { parseArgs } from 'node:util';
import { bugNames, type BugName } from './planted/catalogue.ts';

export const help = `usage: npm run simulate -- [flags]

Lives through days at a counter, one per seed: the real queue, uploader, journal and print desk of a kiosk and the real
ingest of a hub, on a simulated clock, disk, database and network. Power cuts and crashes at every step, full and dying
disks, wiped and shortened stores, lost, doubled, late, altered and forged messages, clocks that jump, a hub that dies
or is put back to yesterday. Afterwards everything that a customer was promised must be at the hub, once, and whole.
The last line is one JSON object; the exit code is 1 when any count of harm is not 0.

  --seeds N    how many; default 1000
  --from N     the first; default 1
  --seed N     only this one, with everything that happens in it, twice: it must be the same both times
  --plant BUG  with a bug on purpose, which must be found; one of
               ${bugNames.join(', ')}
  --help`;

export type Arguments =
  | { readonly kind: 'help' | 'unusable' }
  | { readonly kind: 'one'; readonly seed: number; readonly bug: BugName | null }
  | { readonly kind: 'many'; readonly from: number; readonly seeds: number; readonly bug: BugName | null };

export function argumentsOf(args: readonly string[]): Arguments {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        seeds: { type: 'string', default: '1000' },
        from: { type: 'string', default: '1' },
        seed: { type: 'string' },
        plant: { type: 'string' },
        help: { type: 'boolean' },
      },
    });
    if (values.help === true) return { kind: 'help' };
    const bug = bugNames.find((name) => name === values.plant) ?? null;
    const numbers = [values.seeds, values.from, values.seed ?? '1'].map(Number);
    const isUsable = numbers.every((number) => Number.isInteger(number) && number > 0 && number <= mostSeeds);
    if (!isUsable || (values.plant !== undefined && bug === null)) return { kind: 'unusable' };
    return values.seed === undefined
      ? { kind: 'many', from: Number(values.from), seeds: Number(values.seeds), bug }
      : { kind: 'one', seed: Number(values.seed), bug };
  } catch {
    return { kind: 'unusable' };
  }
}

/** The dice take seeds of 32 bits, of which each run uses several. */
const mostSeeds = 10_000_000;
