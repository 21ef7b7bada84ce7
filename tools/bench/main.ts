import { parseArgs } from 'node:util';
import { benchHardware } from './hardware.ts';
import { benchVisits } from './visits.ts';

const help = `usage: npm run bench -- [visits|hardware] [flags]

visits     plays the shortest visit many times in a real browser over real pseudo-terminals and a real hub, and measures
           what the customer waits for; the default
hardware   measures the drivers over real pseudo-terminals: how much a card read and a slip take beyond the time of
           their bytes on the line, and how soon a device is back that was plugged in again

The machine's own noise stands beside the figures: a fixed piece of work, timed between the measurements. The last line
is one JSON object; nothing here passes or fails.

  --visits N   default 12
  --rounds N   of the hardware; default 40
  --help`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    visits: { type: 'string', default: '12' },
    rounds: { type: 'string', default: '40' },
    help: { type: 'boolean' },
  },
});
const [what = 'visits'] = positionals;
const bench = {
  visits: () => benchVisits(Number(values.visits)),
  hardware: () => benchHardware(Number(values.rounds)),
};

if (values.help === true) console.log(help);
else if (what === 'visits' || what === 'hardware') tell(await bench[what]());
else {
  console.log(help);
  process.exitCode = 2;
}

function tell(figures: Readonly<Record<string, unknown>>): void {
  for (const [name, figure] of Object.entries(figures))
    console.log(`  ${name.padEnd(18)} ${JSON.stringify(figure)}`);
  console.log(JSON.stringify(figures));
}
