import { parseArgs } from 'node:util';
import { mostCharacters, usualCharacters } from './handwriting/characters.ts';
import { benchHandwriting } from './handwriting/handwriting.ts';
import { benchHardware } from './hardware.ts';
import { benchHub } from './hub/hub.ts';
import { benchOutbox } from './outbox/outbox.ts';
import { benchScreen } from './screen/screen.ts';
import { benchVisits } from './visits.ts';

const help = `usage: npm run bench -- [visits|hardware|outbox|hub|screen|handwriting] [flags]

visits     plays the shortest visit many times in a real browser over real pseudo-terminals and a real hub, and measures
           what the customer waits for; the default
hardware   measures the drivers over real pseudo-terminals: how much a card read and a slip take beyond the time of
           their bytes on the line, and how soon a device is back that was plugged in again
outbox     fills and drains the product's queue beside Dexie, RxDB, PouchDB and Workbox in one Chromium, in rounds that
           alternate, at equal durability; about a quarter of an hour at its full size
hub        rows a second that two real hub processes take over HTTP, beside the bare multi-row INSERT of the same rows on
           the same PostgreSQL, in rounds that alternate; half of that is the target
screen     how soon the page answers a finger (at a processor four times slower) and begins to speak, how long it takes
           from its address to a screen that can be touched, how large it is, and what it keeps of a visit; about
           a quarter of an hour at its full size
handwriting  characters in several unsteady hands (made from stroke data, seeded), recognised by the product's own code in
           a worker of a real browser: how many stand first and among the first five, and how long it takes

The machine's own noise stands beside the figures: a fixed piece of work, timed between the measurements. The last line
is one JSON object; nothing here passes or fails.

  --visits N   default 12; of the screen, for its heap, default 200, at least 20
  --loads N    of the screen, default 7
  --rounds N   of the hardware, default 40; of the outbox and the hub, default 5
  --rows N     of the outbox; default 10000, at least 100; of a round of the hub
  --characters N   of the handwriting, default ${usualCharacters}, at most ${mostCharacters}
  --seed N     of the handwriting, default 1
  --help`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    visits: { type: 'string' },
    loads: { type: 'string', default: '7' },
    rounds: { type: 'string' },
    rows: { type: 'string', default: '10000' },
    characters: { type: 'string', default: String(usualCharacters) },
    seed: { type: 'string', default: '1' },
    help: { type: 'boolean' },
  },
});
const [what = 'visits'] = positionals;
const visits = Number(values.visits ?? (what === 'screen' ? 200 : 12));
const [rows, loads] = [Number(values.rows), Number(values.loads)];
const [characters, seed] = [Number(values.characters), Number(values.seed)];
const rounds = values.rounds === undefined ? null : Number(values.rounds);
const isUsable =
  [visits, rows, loads, characters, seed, rounds ?? 1].every(
    (number) => Number.isInteger(number) && number > 0,
  ) &&
  rows >= 100 &&
  characters <= mostCharacters &&
  (what !== 'screen' || visits >= 20);
const bench = {
  visits: () => benchVisits(visits),
  hardware: () => benchHardware(rounds ?? 40),
  hub: () => benchHub({ rows, rounds: rounds ?? 5, batch: 100 }),
  outbox: () => benchOutbox({ rows, rounds: rounds ?? 5 }),
  screen: () => benchScreen({ visits, loads }),
  handwriting: () => benchHandwriting(characters, seed),
};
function isBench(name: string): name is keyof typeof bench {
  return Object.hasOwn(bench, name);
}

if (values.help === true) console.log(help);
else if (isUsable && isBench(what)) tell(await bench[what]());
else {
  console.log(help);
  process.exitCode = 2;
}

function tell(figures: Readonly<Record<string, unknown>>): void {
  // Outbox and handwriting have shown their own tables.
  const listed = what === 'outbox' || what === 'handwriting' ? [] : Object.entries(figures);
  for (const [name, figure] of listed) console.log(`  ${name.padEnd(18)} ${JSON.stringify(figure)}`);
  console.log(JSON.stringify(figures));
}
