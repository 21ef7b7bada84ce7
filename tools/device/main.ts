import { appendFileSync } from 'node:fs';
import path from 'node:path';
import { lineOpener } from '../../hardware/serial/open-line.ts';
import { listSerialPorts } from '../../hardware/serial/usb-lookup.ts';
import { realClock } from '../../machine/real-clock.ts';
import { runTool } from './tool.ts';

const clock = realClock();
process.exitCode = await runTool(process.argv.slice(2), {
  clock,
  openLine: lineOpener(clock),
  listPorts: listSerialPorts,
  pcsc: { script: path.resolve('dist/pcsc/pcsc-process.mjs'), from: path.resolve('package.json') },
  say: (text) => process.stdout.write(`${text}\n`),
  write: (file, line) => appendFileSync(file, `${line}\n`),
  interrupted: new Promise((enough) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => enough());
  }),
});
// A timer of a test that ended early must not hold the technician up.
process.exit();
