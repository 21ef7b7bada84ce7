import { parseArgs } from 'node:util';
import { isMainThread } from 'node:worker_threads';
import { runFleet } from './fleet.ts';
import { servePreparing } from './prepare-crew.ts';

const help = `usage: npm run fleet -- [flags]

Lets a whole fleet of kiosks come back at once after an outage, against real hub processes on one real PostgreSQL. The
kiosks are clients true to the protocol: records sealed, chained and signed by the product's own code before the outage
ends, sent by the product's own pacing, every receipt verified. At the end the database is counted. The same hubs are
measured with clients that are always ready, before and after: that rate gives the ideal time. The last line is one JSON
object; the exit code is 1 when a row was lost or stored twice.

  --kiosks N   default 20000
  --rows N     of each kiosk; default 30
  --hubs N     hub processes; default 2
  --help

20000 kiosks with 30 rows need about 1.5 GB of memory, and some minutes before the outage ends.`;

if (isMainThread) await main();
else servePreparing();

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      kiosks: { type: 'string', default: '20000' },
      rows: { type: 'string', default: '30' },
      hubs: { type: 'string', default: '2' },
      help: { type: 'boolean' },
    },
  });
  const options = { kiosks: Number(values.kiosks), rows: Number(values.rows), hubs: Number(values.hubs) };
  const isUsable = Object.values(options).every((number) => Number.isInteger(number) && number > 0);
  if (values.help === true || !isUsable) {
    console.log(help);
    if (values.help !== true) process.exitCode = 2;
    return;
  }
  const figures = await runFleet(options, new URL(import.meta.url));
  for (const [name, figure] of Object.entries(figures)) console.log(`  ${name.padEnd(18)} ${figure}`);
  console.log(JSON.stringify(figures));
  if (figures.lost + figures.duplicates > 0) process.exitCode = 1;
}
