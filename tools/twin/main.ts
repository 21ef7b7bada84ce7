import { readFile } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { deviceKinds } from '../../hardware/catalogue.ts';
import { onFaultyLine } from '../../hardware/faults/faulty-twin.ts';
import { lineFaults } from '../../hardware/faults/line-fault.ts';
import { seededRandom } from '../../hardware/faults/seeded-random.ts';
import { obey, usageOf } from '../../hardware/order-book.ts';
import { serialPortOpener } from '../../hardware/serial/serial-port.ts';
import { realClock } from '../../machine/real-clock.ts';
import { keepOnLine, openDoor } from './attach.ts';
import { playScript, readScript } from './script.ts';
import { readArguments } from './twin-arguments.ts';
import type { TwinRun } from './twin-arguments.ts';

const usage = `Attaches a device twin to a tty, a pty or a TCP port, at the pace of its line, and takes orders on stdin, one a line.

  npm run twin -- <device> <path|tcp:PORT> [flags]

  devices: ${deviceKinds.map(({ device }) => device).join(', ')}

  --baud N             default: the device's own
  --seed N             default 1; the same seed breaks the same things
  --fault "WORDS"      e.g. "lift-mid-read", "paper-out-at-line 12", "noise 3 x2", "silent always"; may be repeated
  --script FILE        orders with their hour, one a line: after 2s lay resident
  --set NAME=VALUE     a property of this unit, e.g. paper=58; may be repeated
  --help

Faults of the line, beside the device's own (the order "help" names those):
${Object.entries(lineFaults)
  .map(([name, what]) => `  ${name.padEnd(15)} ${what}`)
  .join('\n')}

A pair of ptys to try it on:  socat pty,raw,echo=0,link=kiosk pty,raw,echo=0,link=device
`;

await main();

async function main(): Promise<void> {
  const read = readArguments(process.argv.slice(2), deviceKinds);
  if (!read.ok) return refuse(read.error);
  if (read.value === 'help') return say(usage);
  await run(read.value);
}

async function run({ kind, place, settings, seed, orders, scriptFile, options }: TwinRun): Promise<void> {
  const clock = realClock();
  const random = seededRandom(seed);
  const twin = onFaultyLine(kind.createTwin({ clock, random, settings, options }), { clock, random });
  const script = scriptFile === null ? readScript('') : readScript(await readFile(scriptFile, 'utf8'));
  if (!script.ok) return refuse(`${scriptFile}, ${script.error}`);

  function give(order: string): void {
    if (order.trim() === 'quit') process.exit(0);
    if (order.trim() !== '') say(obey(twin.orders, order));
  }

  say(`Orders:\n${usageOf(twin.orders)}\n  quit`);
  for (const order of orders) give(order);
  if (place.on === 'tcp') {
    const door = await openDoor(place.port, twin, clock, say);
    if (!door.ok) return refuse(`TCP port ${place.port} cannot be opened`);
    say(`tcp://127.0.0.1:${door.value}`);
  } else {
    void keepOnLine(serialPortOpener({ ...settings, path: place.path, clock }), twin, clock, say);
  }
  createInterface({ input: process.stdin }).on('line', give);
  await playScript(script.value, clock, give);
}

function refuse(why: string): void {
  process.exitCode = 2;
  say(`${why}\n\n${usage}`);
}

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}
