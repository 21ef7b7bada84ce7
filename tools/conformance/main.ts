import { mkdir, writeFile } from 'node:fs/promises';
import { help, isWhole, readOptions, type Options } from './arguments.ts';
import { screenChecks } from './checks/screen-checks.ts';
import { fault, type Combination } from './combination.ts';
import { collectFindings, type Findings } from './findings.ts';
import { gatherWorld } from './product/gather.ts';
import { productChecks } from './product/product-checks.ts';
import { isDecided, readRows } from './rows.ts';
import { accessibilityPage, tableLines, verdictOf } from './table.ts';
import { traceChecks, traceOf, type Trace } from './trace.ts';
import { nameOfView, settings } from './view.ts';
import { walk } from './walk.ts';

const options = readOrExplain(process.argv.slice(2));
if (options !== null) await main(options);

function readOrExplain(argv: readonly string[]): Options | null {
  try {
    const read = readOptions(argv);
    if (!read.isHelp) return read;
    console.log(help);
  } catch (cause) {
    console.error(`${cause instanceof Error ? cause.message : String(cause)}\n${help}`);
    process.exitCode = 2;
  }
  return null;
}

async function main(asked: Options): Promise<void> {
  const startedMs = performance.now();
  const findings = collectFindings();
  const walked =
    asked.only === 'product' ? { screens: 0, combinations: 0 } : await walkScreens(asked, findings);
  if (asked.only !== 'screens') await lookAtProduct(asked, findings);
  const verdicts = readRows().map((row) => verdictOf(row, findings.of));
  for (const line of tableLines(verdicts)) console.log(line);
  await mkdir('out/conformance', { recursive: true });
  await writeFile(
    'out/conformance/red.json',
    JSON.stringify(
      verdicts.filter(({ hasPassed }) => hasPassed === false),
      null,
      1,
    ),
  );
  const decided = verdicts.filter(({ row }) => isDecided(row));
  const summary = {
    ...walked,
    rowsEnforced: decided.length,
    rowsPassed: decided.filter(({ hasPassed }) => hasPassed).length,
    ...findings.totals(),
    tookS: Math.round((performance.now() - startedMs) / 1_000),
  };
  if (isWhole(asked) || asked.writes)
    await writeFile(asked.out, accessibilityPage(verdicts, ranAs(asked, summary)));
  else console.log('only a part was measured: no page is written');
  console.log(JSON.stringify(summary));
  if (summary.rowsPassed < summary.rowsEnforced) process.exitCode = 1;
}

async function walkScreens(asked: Options, findings: Findings) {
  const chosen = settings.filter(({ panel }) => asked.panel === null || panel.name === asked.panel);
  const traces: Trace[] = [];
  let combinations = 0;
  const { screens, strangers } = await walk({
    settings: chosen,
    isAsked: isAskedBy(asked),
    sample: asked.sample,
    workers: asked.workers,
    onCombination(seen) {
      combinations += 1;
      judge(seen, findings);
      traces.push(traceOf(seen));
    },
    onProgress: (done, of) =>
      console.log(
        `${done} of ${of} settings, ${combinations} combinations, ${findings.totals().violations} faults`,
      ),
  });
  for (const [name, check] of Object.entries(traceChecks)) {
    findings.add(name, 'all settings', []);
    for (const { where, what } of check.find(traces)) findings.add(name, where, [fault(what)]);
  }
  if (strangers.length > 0)
    findings.add(
      'no-advertisements',
      'the gallery',
      strangers.map((url) => fault(`the page asks ${url}`)),
    );
  return { screens: screens.size, combinations };
}

function judge(seen: Combination, findings: Findings): void {
  const where = nameOfView(seen.view);
  for (const [name, check] of Object.entries(screenChecks)) findings.add(name, where, check.find(seen));
}

async function lookAtProduct(asked: Options, findings: Findings): Promise<void> {
  const isChosen = isAskedBy(asked);
  const every = Math.min(asked.sample, 12);
  const world = await gatherWorld(
    (screen, at) => isChosen(screen) && at % every === 0,
    (what) => console.log(what),
  );
  for (const [name, check] of Object.entries(productChecks))
    findings.add(name, 'the product', check.find(world).map(fault));
}

function isAskedBy({ screen }: Options): (id: string) => boolean {
  return (id) => screen === null || id.includes(screen);
}

type Summary = { readonly screens: number; readonly combinations: number; readonly tookS: number };

function ranAs(asked: Options, { screens, combinations, tookS }: Summary): string {
  const part = isWhole(asked) ? 'everything' : `a part (one view in ${asked.sample})`;
  return `${part}, ${screens} screens, ${combinations} combinations, ${Math.round(tookS / 60)} minutes.`;
}
