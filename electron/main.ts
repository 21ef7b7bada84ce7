import path from 'node:path';
import { app, Menu, powerSaveBlocker, session } from 'electron';
import { openLog } from '../host/log.ts';
import { startKioskHost, type KioskHost } from '../host/kiosk-host.ts';
import { leaveNoDumps } from '../machine/no-dumps.ts';
import { realClock } from '../machine/real-clock.ts';
import { parseStartOptions, type StartOptions } from '../host/start-options.ts';
import { lineOpener } from '../hardware/serial/open-line.ts';
import { serveCalls, tellEvents } from './ipc.ts';
import { denyPermissions, lockPage } from './lockdown.ts';
import { registerPageScheme, servePage } from './page-protocol.ts';
import { keepAlive, openWindow } from './window.ts';

const built = path.resolve(import.meta.dirname, '..');

// Before `ready`, in the synchronous top level. Name and folder decide where Chromium keeps the queue: never change them.
leaveNoDumps();
app.setName('care-kiosk');
registerPageScheme();
const options = parseStartOptions(process.argv.slice(app.isPackaged ? 1 : 2).filter(isOwnFlag));
if (options.ok) app.setPath('userData', browserFolder(options.value));
if (!options.ok) quit(options.error);
else if (!app.requestSingleInstanceLock()) quit('a kiosk is running on this data folder already');
else start(options.value).catch((cause: unknown) => quit(String(cause)));

async function start(options: StartOptions): Promise<void> {
  await app.whenReady();
  const clock = realClock();
  const log = openLog(options.logFile);
  const host = await startKioskHost({
    ...options,
    clock,
    log,
    voiceFolder: path.join(built, 'voice'),
    engineScript: path.join(built, 'voice-engine', 'engine-process.mjs'),
    pcsc: { script: path.join(built, 'pcsc', 'pcsc-process.mjs'), from: path.join(built, 'main.js') },
    openSerial: lineOpener(clock),
    browserFolder: browserFolder(options),
  });
  if (!host.ok) return quit(host.error.code);
  stopCleanly(host.value);
  Menu.setApplicationMenu(null);
  powerSaveBlocker.start('prevent-display-sleep');
  denyPermissions(session.defaultSession);
  servePage(path.join(built, 'renderer'), host.value.asset);
  serveCalls(host.value.serve);
  app.on('web-contents-created', (_event, page) => lockPage(page));
  const window = openWindow({
    preload: path.join(built, 'preload', 'preload.cjs'),
    isKiosk: options.mode === 'site',
  });
  tellEvents(window.webContents, host.value.onEvent);
  keepAlive(window, clock, (news) => log.warn('page', news));
  say({ ready: true });
  window.webContents.on('did-finish-load', () => say({ page: 'connected' }));
}

/** The host stops before the program does: a print under way is noted, the journal is closed. */
function stopCleanly(host: KioskHost): void {
  let isStopped = false;
  app.on('window-all-closed', () => app.quit());
  app.on('before-quit', (event) => {
    if (isStopped) return;
    event.preventDefault();
    isStopped = true;
    void host.stop().finally(() => app.quit());
  });
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => app.quit());
}

/** Chromium's own folder; here lies the database with the queue. */
function browserFolder({ dataFolder }: StartOptions): string {
  return path.join(dataFolder, 'electron');
}

/** Chromium's own switches stand on the same command line. */
function isOwnFlag(argument: string): boolean {
  return !['--no-sandbox', '--disable-gpu', '--inspect', '--remote-debugging-port'].some((flag) =>
    argument.startsWith(flag),
  );
}

function say(line: Readonly<Record<string, unknown>>): void {
  process.stdout.write(`${JSON.stringify(line)}\n`);
}

function quit(reason: string): void {
  process.stderr.write(`care-kiosk: ${reason}\n`);
  app.exit(1);
}
