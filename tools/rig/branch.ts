import { execFile } from 'node:child_process';
import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import type { Clock } from '../../core/lib/clock.ts';
import { createIdCardTwin, type IdCardTwin } from '../../hardware/id-card/twin.ts';
import type { Port } from '../../hardware/port.ts';
import { createPrinterTwin, type PrinterTwin } from '../../hardware/printer/twin.ts';
import { serialPortOpener } from '../../hardware/serial/serial-port.ts';
import { freePort } from '../../hub/database/free-port.ts';
import { realClock } from '../../machine/real-clock.ts';
import { startProgram, type Program } from './program.ts';
import { ptyPair, type PtyPair } from './pty-pair.ts';

/** The rate of both devices' lines; bytes leave the twins at its pace. */
export const baudRate = 115_200;
export const paperWidthMm = 80;

/**
 * One branch for trying things out: a hub with a real database, a kiosk host, and the twins of both devices on the far
 * ends of real pseudo-terminals. Every program is a process of its own and can be stopped or killed by itself.
 */
export type Branch = {
  readonly reader: IdCardTwin;
  readonly printer: PrinterTwin;
  readonly startHub: () => Promise<void>;
  readonly stopHub: () => Promise<void>;
  readonly killHub: () => Promise<void>;
  readonly startKiosk: () => Promise<void>;
  readonly stopKiosk: () => Promise<void>;
  readonly killKiosk: () => Promise<void>;
  /** A fresh single-use address for a browser. */
  readonly launchUrl: () => string;
  /** The hub's own list of what it holds. */
  readonly hubRows: () => Promise<readonly HubRow[]>;
  /** The newest log of hub and kiosk, for a failure's report. */
  readonly logs: () => string;
  /** Everything the kiosk and its browser keep on disk. */
  readonly kioskFolders: readonly string[];
  /** Where a browser may keep its profile across restarts. */
  readonly browserFolder: string;
  readonly dispose: () => Promise<void>;
};

/** What `GET /v1/records/recent` says of a record; never personal. */
export type HubRow = { readonly slipNumber: string; readonly kind: string; readonly state: string };

const run = promisify(execFile);
const hubScript = path.resolve('dist/hub/main.js');
const kioskScript = path.resolve('dist/webhost/main.js');

export async function openBranch(): Promise<Branch> {
  const folder = await mkdtemp(path.join(tmpdir(), 'care-kiosk-branch-'));
  await chmod(folder, 0o755);
  const clock = realClock();
  const lines = { reader: await ptyPair(), printer: await ptyPair() };
  const reader = createIdCardTwin({ clock, baudRate });
  const printer = createPrinterTwin({ clock, baudRate, paperWidthMm });
  const ends = await Promise.all([
    attach(lines.reader, reader, clock),
    attach(lines.printer, printer, clock),
  ]);
  const profile = await writeProfile(folder, lines);
  const [hubPort, kioskPort] = [await freePort(), await freePort()];
  const hubUrl = `http://127.0.0.1:${hubPort}`;
  const hubArgs = ['--data', path.join(folder, 'hub'), '--port', String(hubPort)];
  const kioskArgs = ['--data', path.join(folder, 'kiosk'), '--profile', profile, '--hub', hubUrl];
  let hub: Program | null = null;
  let kiosk: Program | null = null;
  let enrolled = false;

  async function enrolArgs(): Promise<readonly string[]> {
    if (enrolled) return [];
    const branch = ['--kiosk', 'K01', '--branch-name', '示例网点', '--branch-code', '0101'];
    const { stdout } = await run(process.execPath, [
      hubScript,
      'enrol',
      ...branch,
      '--data',
      path.join(folder, 'hub'),
    ]);
    enrolled = true;
    return ['--enrol', stdout.trim()];
  }

  async function endPrograms(): Promise<void> {
    await kiosk?.stop();
    await hub?.stop();
  }

  return {
    reader,
    printer,
    async startHub() {
      hub = await startProgram(hubScript, hubArgs);
    },
    stopHub: async () => hub?.stop(),
    killHub: async () => hub?.kill(),
    async startKiosk() {
      const args = [...kioskArgs, '--port', String(kioskPort), '--no-browser', ...(await enrolArgs())];
      kiosk = await startProgram(kioskScript, args);
    },
    stopKiosk: async () => kiosk?.stop(),
    killKiosk: async () => kiosk?.kill(),
    launchUrl() {
      const url = kiosk?.said('launchUrl');
      if (typeof url !== 'string') throw new Error('the kiosk has said no address');
      return url;
    },
    async hubRows() {
      const answer = await fetch(`${hubUrl}/v1/records/recent`);
      const { records } = (await answer.json()) as { records: readonly HubRow[] };
      return records;
    },
    logs: () => `── kiosk\n${kiosk?.log().slice(-4_000)}\n── hub\n${hub?.log().slice(-2_000)}`,
    kioskFolders: [path.join(folder, 'kiosk'), path.join(folder, 'browser')],
    browserFolder: path.join(folder, 'browser'),
    async dispose() {
      await endPrograms();
      for (const end of ends) await end.close();
      await lines.reader.dispose();
      await lines.printer.dispose();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function attach(line: PtyPair, twin: { attach(port: Port): unknown }, clock: Clock): Promise<Port> {
  const opened = await serialPortOpener({ path: line.devicePath, baudRate, clock })();
  if (!opened.ok) throw new Error(`the twin's end of the line: ${opened.error}`);
  twin.attach(opened.value);
  return opened.value;
}

async function writeProfile(
  folder: string,
  lines: { readonly reader: PtyPair; readonly printer: PtyPair },
): Promise<string> {
  const file = path.join(folder, 'profile.json');
  const devices = {
    idCardReader: { path: lines.reader.kioskPath, baudRate },
    receiptPrinter: { path: lines.printer.kioskPath, baudRate, paperWidthMm },
  };
  await mkdir(folder, { recursive: true });
  await writeFile(file, JSON.stringify({ version: 1, devices }));
  return file;
}
