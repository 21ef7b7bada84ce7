// npm start: the kiosk with its hub, twins in place of devices the site profile does not name.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { startChild, type Child } from './child.ts';
import { chooseShell, type Shell } from './shell.ts';

const help = `npm start -- [flags]
  --site FILE    site profile: real devices by name; twins stand in for the others
  --no-window    open no window, only print the address
  --data FOLDER  where everything of this demo lies (default .care-kiosk); delete it to begin anew
  --port NUMBER  of the kiosk (default 17410); the hub takes the next one
  --help`;

const demoKiosk = ['--kiosk', 'K01', '--branch-name', '示范营业厅', '--branch-code', 'DEMO01'];
/** A window that is not there by then will not come. */
const windowWithinMs = 60_000;

const running: Child[] = [];
let isStopping = false;

type Flags = {
  readonly site: string | null;
  readonly withWindow: boolean;
  readonly data: string;
  readonly port: number;
};

const flags = readFlags();
if (flags !== null) await start(flags);

async function start(flags: Flags): Promise<void> {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void stopAll(0));
  const built = spawnSync(process.execPath, ['tools/build.mjs', 'all', '--if-stale'], { stdio: 'inherit' });
  if (built.status !== 0) return stopAll(1, 'the build failed, see above');
  mkdirSync(flags.data, { recursive: true, mode: 0o700 });
  const hubUrl = await startHub(flags);
  if (hubUrl === null) return;
  const code = enrolmentCode(flags);
  if (code !== null) await startKiosk(flags, hubUrl, code);
}

async function startHub({ data, port }: Flags): Promise<string | null> {
  say('starting the hub (the first time it makes its database) …');
  const hubPort = port + 1;
  const args = ['dist/hub/main.js', '--data', path.join(data, 'hub'), '--port', String(hubPort)];
  const line = await run('hub', data, process.execPath, args).firstLine;
  if (line?.['ready'] === true) {
    say(`the hub is ready; its status page: ${String(line['url'])}/`);
    return String(line['url']);
  }
  const reason = typeof line?.['error'] === 'string' ? line['error'] : 'it ended';
  const hint = reason === 'address-unavailable' ? ` (port ${hubPort} is taken: does another demo run?)` : '';
  await stopAll(1, `the hub did not start: ${reason}${hint}; its log: ${data}/hub.log`);
  return null;
}

/** A code while the kiosk is new, nothing when it is enrolled already, null when the hub gave none. */
function enrolmentCode({ data }: Flags): string[] | null {
  if (existsSync(path.join(data, 'kiosk', 'identity.json'))) return [];
  const args = ['dist/hub/main.js', 'enrol', '--data', path.join(data, 'hub'), ...demoKiosk];
  const enrol = spawnSync(process.execPath, args, { encoding: 'utf8' });
  if (enrol.status === 0) return ['--enrol', enrol.stdout.trim()];
  void stopAll(1, `the hub gave no enrolment code: ${enrol.stderr.trim()}`);
  return null;
}

async function startKiosk(
  { data, site, port, withWindow }: Flags,
  hubUrl: string,
  code: string[],
): Promise<void> {
  const shell = chooseShell(process.env, withWindow);
  const hostFlags = ['--demo', '--data', path.join(data, 'kiosk'), '--hub', hubUrl, ...code];
  if (site !== null) hostFlags.push('--profile', site);
  if (shell.kind !== 'electron') say(shell.because);
  say('starting the kiosk …');
  if (shell.kind !== 'address' && process.getuid?.() === 0)
    say('DEMO AS ROOT: the browser runs WITHOUT ITS SANDBOX. Never do this in a branch.');
  const kiosk = run('kiosk', data, ...shellCommand(shell, port, hostFlags));
  const line = await kiosk.firstLine;
  // When it ended instead, `run` has said why.
  if (line?.['ready'] !== true) return;
  if (shell.kind !== 'address') return announceWindow(kiosk, shell.kind, data);
  say(`Care Kiosk: open ${String(line['launchUrl'])} in a browser on this machine. Ctrl-C stops it.`);
  kiosk.onLine(({ launchUrl: next }) => {
    if (typeof next === 'string') say(`opened; to open it once more: ${next}`);
  });
}

function shellCommand(shell: Shell, port: number, hostFlags: readonly string[]): [string, string[]] {
  if (shell.kind === 'electron') {
    const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
    return [shell.binary, ['.', ...sandbox, ...hostFlags]];
  }
  const window = shell.kind === 'address' ? ['--no-browser'] : [];
  return [process.execPath, ['dist/webhost/main.js', '--port', String(port), ...window, ...hostFlags]];
}

/** The window counts as open when its page has spoken to its host. */
function announceWindow(kiosk: Child, kind: string, data: string): void {
  let isAgain = false;
  const late = setTimeout(() => {
    void stopAll(1, `the window did not open; see ${data}/kiosk.log, or try npm start -- --no-window`);
  }, windowWithinMs);
  kiosk.onLine(({ page }) => {
    if (page !== 'connected') return;
    clearTimeout(late);
    const again = isAgain ? ' again' : '';
    say(`Care Kiosk is open${again} in its window (${kind}). Close it or press Ctrl-C to stop.`);
    isAgain = true;
  });
}

function run(name: 'hub' | 'kiosk', data: string, program: string, args: readonly string[]): Child {
  const child = startChild(program, args, path.join(data, `${name}.log`));
  running.unshift(child);
  void child.ended.then(({ code, lastWords }) => {
    // Somebody closed the kiosk's window.
    if (name === 'kiosk' && code === 0) return stopAll(0);
    return stopAll(1, `the ${name} ended: ${lastWords}`);
  });
  return child;
}

/** The kiosk before its hub, so that its last words still find a listener. */
async function stopAll(exitCode: number, complaint?: string): Promise<void> {
  if (isStopping) return;
  isStopping = true;
  if (complaint !== undefined) process.stderr.write(`care-kiosk: ${complaint}\n`);
  for (const child of running) await child.stop();
  if (exitCode === 0) say('stopped');
  process.exit(exitCode);
}

function readFlags(): Flags | null {
  const options = {
    site: { type: 'string' },
    'no-window': { type: 'boolean' },
    data: { type: 'string', default: '.care-kiosk' },
    port: { type: 'string', default: '17410' },
    help: { type: 'boolean' },
  } as const;
  try {
    const { values } = parseArgs({ args: process.argv.slice(2), options, strict: true });
    const port = Number(values.port);
    if (!Number.isInteger(port) || port < 1 || port > 65_534) throw new Error('--port takes 1 to 65534');
    if (values.help !== true)
      return { site: values.site ?? null, withWindow: values['no-window'] !== true, data: values.data, port };
    say(help);
  } catch (cause) {
    process.stderr.write(`care-kiosk: ${cause instanceof Error ? cause.message : String(cause)}\n${help}\n`);
    process.exitCode = 2;
  }
  return null;
}

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}
