import { execFile } from 'node:child_process';
import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import type { Clock } from '../../core/lib/clock.ts';
import { createIdCardTwin, type IdCardTwin } from '../../hardware/id-card/twin.ts';
import type { DeviceTwin } from '../../hardware/twin.ts';
import { createPrinterTwin, type PrinterTwin } from '../../hardware/printer/twin.ts';
import { freePort } from '../../hub/database/free-port.ts';
import { realClock } from '../../machine/real-clock.ts';
import { startProgram, type Program } from './program.ts';
import { twinOnPty, type TwinOnPty } from './twin-on-pty.ts';

/** The rate of both devices' lines; bytes leave the twins at its pace. */
export const baudRate = 115_200;
export const paperWidthMm = 80;
export const branchName = '示例网点';

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

/** What a branch has beyond a reader, a printer and a screen. */
export type BranchExtras = {
  /** Further devices, by their keys in the site profile; each twin is on a pseudo-terminal of its own. */
  readonly devices?: Readonly<Record<string, DeviceOnLine>>;
  /** Further keys of the site profile. */
  readonly profile?: Readonly<Record<string, unknown>>;
  /** The dock stands beside the glass, with its levers. */
  readonly isDemo?: boolean;
};

export type DeviceOnLine = { readonly twin: Pick<DeviceTwin, 'attach'>; readonly baudRate: number };

const run = promisify(execFile);
const hubScript = path.resolve('dist/hub/main.js');
const kioskScript = path.resolve('dist/webhost/main.js');

export async function openBranch(extras: BranchExtras = {}): Promise<Branch> {
  const folder = await mkdtemp(path.join(tmpdir(), 'care-kiosk-branch-'));
  await chmod(folder, 0o755);
  const clock = realClock();
  const reader = createIdCardTwin({ clock, baudRate });
  const printer = createPrinterTwin({ clock, baudRate, paperWidthMm });
  const devices = {
    idCardReader: { twin: reader, baudRate },
    receiptPrinter: { twin: printer, baudRate },
    ...extras.devices,
  };
  const lines = await Promise.all(
    Object.entries(devices).map(([name, device]) => connect(name, device, clock)),
  );
  const profile = await writeProfile(folder, lines, extras.profile);
  const [hubPort, kioskPort] = [await freePort(), await freePort()];
  const hubUrl = `http://127.0.0.1:${hubPort}`;
  const hubArgs = ['--data', path.join(folder, 'hub'), '--port', String(hubPort)];
  const kioskArgs = ['--data', path.join(folder, 'kiosk'), '--profile', profile, '--hub', hubUrl];
  let hub: Program | null = null;
  let kiosk: Program | null = null;
  let enrolled = false;

  async function enrolArgs(): Promise<readonly string[]> {
    if (enrolled) return [];
    const branch = ['--kiosk', 'K01', '--branch-name', branchName, '--branch-code', '0101'];
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
      const demo = extras.isDemo === true ? ['--demo'] : [];
      const args = [
        ...kioskArgs,
        '--port',
        String(kioskPort),
        '--no-browser',
        ...demo,
        ...(await enrolArgs()),
      ];
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
      for (const line of lines) await line.dispose();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

type Line = { readonly name: string; readonly baudRate: number } & TwinOnPty;

async function connect(name: string, { twin, baudRate: rate }: DeviceOnLine, clock: Clock): Promise<Line> {
  return { name, baudRate: rate, ...(await twinOnPty(twin, rate, clock)) };
}

async function writeProfile(
  folder: string,
  lines: readonly Line[],
  further: BranchExtras['profile'] = {},
): Promise<string> {
  const file = path.join(folder, 'profile.json');
  const devices = Object.fromEntries(
    lines.map(({ name, ptys, baudRate: rate }) => [name, { path: ptys.kioskPath, baudRate: rate }]),
  );
  await mkdir(folder, { recursive: true });
  await writeFile(file, JSON.stringify({ version: 1, ...further, devices }));
  return file;
}
