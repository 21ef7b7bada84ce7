// npm run gallery: every screen, in every size, contrast, language and panel; and the technician's ruler.
import { spawn } from 'node:child_process';
import { parseArgs } from 'node:util';
import { findChromium, hasDisplay } from '../../webhost/find-chromium.ts';
import { servePage } from './serve-page.ts';

const help = `npm run gallery -- [flags]
  Every screen a customer can come to, in every size, contrast, language and panel. Serves it on this machine until
  Ctrl-C, and opens a window where there is a display. Beside it lies the technician's ruler: how large is a
  millimetre on this panel?
  --no-window    only print the addresses
  --port NUMBER  (default 17420)
  --help`;

const { values } = parseArgs({
  options: {
    'no-window': { type: 'boolean', default: false },
    port: { type: 'string', default: '17420' },
    help: { type: 'boolean', default: false },
  },
});
if (values.help) process.stdout.write(`${help}\n`);
else await show(Number(values.port), !values['no-window']);

async function show(port: number, withWindow: boolean): Promise<void> {
  const page = await servePage('dist/renderer', port);
  if (page === null) {
    process.stderr.write(`port ${port} is taken; try --port ${port + 1}\n`);
    process.exitCode = 1;
    return;
  }
  const gallery = `${page.url}/gallery/index.html`;
  process.stdout.write(`gallery             ${gallery}\n`);
  process.stdout.write(`technician's ruler  ${page.url}/technician/index.html\n`);
  const chromium = withWindow && hasDisplay(process.env) ? findChromium(process.env) : null;
  if (chromium !== null) {
    const window = spawn(chromium, [`--app=${gallery}`], { stdio: 'ignore' });
    window.on('error', () => process.stderr.write('no window; open the address\n'));
  }
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => void page.close());
}
