import { loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { openBranch, type Branch } from '../rig/branch.ts';
import { openCustomer, type Customer } from '../rig/customer.ts';
import { percentile, spread, tenths } from '../rig/figures.ts';
import { playVisit } from '../rig/play-visit.ts';
import { cardLineMs, nameShownMs, pageFigures } from '../rig/page-figures.ts';
import { firstLoadGzipKb } from './first-load.ts';

const help = `usage: npm run bench -- [flags]

Plays the shortest visit many times in a real browser over real pseudo-terminals and a real hub, and measures what the
customer waits for. The machine's own noise stands beside the figures: a fixed piece of work, timed between the visits.
The last line is one JSON object; nothing here passes or fails.

  --visits N   default 12
  --help`;

const { values } = parseArgs({
  options: { visits: { type: 'string', default: '12' }, help: { type: 'boolean' } },
});
if (values.help === true) console.log(help);
else await main(Number(values.visits));

async function main(visits: number): Promise<void> {
  const branch = await openBranch();
  try {
    await branch.startHub();
    await branch.startKiosk();
    const customer = await openCustomer(branch.launchUrl(), branch.browserFolder);
    const figures = await measure(branch, customer, visits);
    await customer.leaves();
    printTable(figures);
    console.log(JSON.stringify(figures));
  } catch (cause) {
    console.error(branch.logs());
    throw cause;
  } finally {
    await branch.dispose();
  }
}

async function measure(branch: Branch, customer: Customer, visits: number) {
  const laidAtMs: number[] = [];
  const noiseMs: number[] = [];
  for (let visit = 1; visit <= visits; visit += 1) {
    console.log(`visit ${visit} of ${visits}`);
    noiseMs.push(...Array.from({ length: 20 }, fixedWorkMs));
    await playVisit(branch, customer, 'address-as-on-card', {
      // Nobody touches a screen before it has begun to speak.
      onScreen: async () => void (await customer.hears(2_500)),
      onCardLaid: (atMs) => laidAtMs.push(atMs),
    });
  }
  const acceptMs = await customer.page.evaluate(() =>
    performance.getEntriesByName('accept', 'measure').map(({ duration }) => duration),
  );
  const report = await customer.report();
  const { voiceStartMs, tapToPaintMs, muteScreens } = pageFigures(report);
  const cardToNameMs = laidAtMs.map((atMs) => nameShownMs(report, atMs));
  return {
    visits,
    cardToNameMs: spread(cardToNameMs),
    cardOverLineMs: spread(cardToNameMs.map((ms) => ms - cardLineMs)),
    acceptMs: spread(acceptMs),
    tapToPaintMs,
    voiceStartMs,
    muteScreens: muteScreens.length,
    firstLoadGzipKb: await firstLoadGzipKb('dist/renderer'),
    noise: {
      fixedWorkMs: spread(noiseMs),
      worstOverMedian: tenths(Math.max(...noiseMs) / percentile(noiseMs, 0.5)),
      loadAverage: tenths(loadavg()[0] ?? Number.NaN),
    },
  };
}

/** A piece of arithmetic that always takes the same instructions. */
function fixedWorkMs(): number {
  const startMs = performance.now();
  let sum = 0;
  for (let n = 0; n < 2_000_000; n += 1) sum = (sum * 31 + n) % 1_000_003;
  return performance.now() - startMs + (sum < 0 ? 1 : 0);
}

function printTable(figures: Readonly<Record<string, unknown>>): void {
  for (const [name, figure] of Object.entries(figures))
    console.log(`  ${name.padEnd(18)} ${JSON.stringify(figure)}`);
}
