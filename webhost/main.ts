import path from 'node:path';
import { parseArgs } from 'node:util';
import { startFlags, startFlagsHelp, startOptions, type StartOptions } from '../host/start-options.ts';
import { openLog } from '../host/log.ts';
import { leaveNoDumps } from '../machine/no-dumps.ts';
import { realClock } from '../machine/real-clock.ts';
import { startWebhost } from './webhost.ts';

/** IndexedDB belongs to an origin, and the port is part of it: another port would be an empty queue. */
const fixedPort = 17_410;

const help = `usage: node dist/webhost/main.js [flags]
${startFlagsHelp}
  --port NUMBER      default ${fixedPort}; another port is another, empty queue
  --no-browser       only print the address to open; a new one after each use
  --help`;

type ShellOptions = StartOptions & { readonly port: number; readonly withBrowser: boolean };

leaveNoDumps();
const options = readOptions(process.argv.slice(2));
if (options !== null) await run(options);

async function run({ port, withBrowser, logFile, ...options }: ShellOptions): Promise<void> {
  const built = path.resolve(import.meta.dirname, '..');
  const webhost = await startWebhost({
    ...options,
    port,
    withBrowser,
    clock: realClock(),
    log: openLog(logFile),
    pageFolder: path.join(built, 'renderer'),
    voiceFolder: path.join(built, 'voice'),
    engineScript: path.join(built, 'voice-engine', 'engine-process.mjs'),
    pcsc: { script: path.join(built, 'pcsc', 'pcsc-process.mjs'), from: path.join(built, 'main.js') },
    environment: process.env,
    say: (line) => process.stdout.write(`${JSON.stringify(line)}\n`),
    warn: (text) => process.stderr.write(`care-kiosk: ${text}\n`),
    onQuit: () => void stop(),
  });
  if (!webhost.ok) return fail(webhost.error);
  let isStopping = false;
  async function stop(): Promise<void> {
    if (isStopping || !webhost.ok) return;
    isStopping = true;
    await webhost.value.stop();
    process.exit(0);
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void stop());
}

function readOptions(argv: readonly string[]): ShellOptions | null {
  const flags = {
    ...startFlags,
    port: { type: 'string' },
    'no-browser': { type: 'boolean' },
    help: { type: 'boolean' },
  } as const;
  try {
    const { values } = parseArgs({ args: [...argv], options: flags, strict: true });
    if (values.help === true) {
      process.stdout.write(`${help}\n`);
      return null;
    }
    const port = Number(values.port ?? fixedPort);
    if (!Number.isInteger(port) || port < 1 || port > 65_535) throw new Error('--port takes 1 to 65535');
    return { ...startOptions(values), port, withBrowser: values['no-browser'] !== true };
  } catch (cause) {
    fail(`${cause instanceof Error ? cause.message : String(cause)}\n${help}`);
    return null;
  }
}

function fail(reason: string): void {
  process.stderr.write(`care-kiosk: ${reason}\n`);
  process.exitCode = 1;
}
