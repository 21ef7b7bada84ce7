import { parseArgs } from 'node:util';

export const help = `usage: npm run conformance -- [flags]

Measures every row of the table of accessibility requirements (tools/conformance/rows.json) in a real browser: walks every
screen of the gallery in every size, contrast, language and panel, touches it, listens to a visit before a real host and
waits through another. Writes docs/accessibility.md, and every red row with all that was found to out/conformance/red.json. The exit code is 1 unless every enforced row passes; the last line is
one JSON object: screens, combinations, rowsEnforced, rowsPassed, violations, incomplete.

  --sample N      every N-th view only, for development
  --panel NAME    one panel only: 21.5-portrait, 23.8-landscape or 32-portrait
  --screen WORD   screens whose name holds WORD only
  --only PART     screens (the walk) or product (finger, ear and clock) only
  --workers N     browsers at a time (default 2)
  --out FILE      default docs/accessibility.md
  --write         writes that page also when only a part was measured, and says so in it
  --help`;

export type Options = {
  readonly sample: number;
  readonly panel: string | null;
  readonly screen: string | null;
  readonly only: 'screens' | 'product' | null;
  readonly workers: number;
  readonly out: string;
  readonly writes: boolean;
  readonly isHelp: boolean;
};

/** @throws an `Error` that names the flag, as `parseArgs` does */
export function readOptions(argv: readonly string[]): Options {
  const { values } = parseArgs({
    args: [...argv],
    options: {
      sample: { type: 'string', default: '1' },
      panel: { type: 'string' },
      screen: { type: 'string' },
      only: { type: 'string' },
      workers: { type: 'string', default: '2' },
      out: { type: 'string', default: 'docs/accessibility.md' },
      write: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  const { only = null } = values;
  if (only !== null && only !== 'screens' && only !== 'product')
    throw new Error('--only takes screens or product');
  return {
    sample: wholeNumber('--sample', values.sample),
    panel: values.panel ?? null,
    screen: values.screen ?? null,
    only,
    workers: wholeNumber('--workers', values.workers),
    out: values.out,
    writes: values.write,
    isHelp: values.help,
  };
}

/** Whether everything there is will be measured. */
export function isWhole({ sample, panel, screen, only }: Options): boolean {
  return sample === 1 && panel === null && screen === null && only === null;
}

function wholeNumber(flag: string, text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1) throw new Error(`${flag} takes a whole number from 1`);
  return value;
}
