import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { faultMatrix } from './matrix.ts';
import type { Cell } from './run-cell.ts';
import { subjects } from './subjects.ts';
import { matrixPage } from './table.ts';

const help = `usage: npm run fault-matrix -- [flags]

Tries every fault of every device and of its line at every point of an exchange, with the real drivers and twins on a
clock that is moved by hand, and writes the table. The last line is one JSON object; the exit code is 1 when a cell has
no named end within its deadline, or the next operation does not work.

  --only DEVICE  prints the table of one device and writes nothing
  --out FILE     default docs/fault-matrix.md
  --help`;

const { values } = parseArgs({
  options: {
    only: { type: 'string' },
    out: { type: 'string', default: 'docs/fault-matrix.md' },
    help: { type: 'boolean' },
  },
});
if (values.help === true) console.log(help);
else await main();

async function main(): Promise<void> {
  const chosen = subjects.filter(({ device }) => values.only === undefined || device === values.only);
  if (chosen.length === 0) {
    console.log(help);
    process.exitCode = 2;
    return;
  }
  const startedMs = performance.now();
  const cells = await faultMatrix(chosen, tellWrong);
  const page = matrixPage(cells);
  if (values.only === undefined) await writeFile(values.out, page);
  else console.log(page);
  const wrong = cells.filter((cell) => cell.wrong !== null);
  console.log(
    JSON.stringify({
      cells: cells.length,
      wrong: wrong.length,
      tookMs: Math.round(performance.now() - startedMs),
    }),
  );
  if (wrong.length > 0) process.exitCode = 1;
}

function tellWrong({ device, mishap, point, outcome, next, wrong }: Cell): void {
  if (wrong !== null) console.log(`${wrong}: ${device}, ${mishap}, ${point}: ${outcome}; then ${next}`);
}
