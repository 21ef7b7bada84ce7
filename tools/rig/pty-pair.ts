import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Two ends of a virtual serial cable, made by socat: the kernel's own ttys, openable by path. */
export type PtyPair = {
  readonly kioskPath: string;
  readonly devicePath: string;
  /** Pulls the cable: both paths vanish, open ends are hung up. */
  readonly unplug: () => Promise<void>;
  /** Puts it back under the same paths. */
  readonly replug: () => Promise<void>;
  /** The peer takes no more bytes, as a hung device with full buffers. */
  readonly stall: () => void;
  readonly resume: () => void;
  readonly dispose: () => Promise<void>;
};

export async function ptyPair(): Promise<PtyPair> {
  const folder = await mkdtemp(join(tmpdir(), 'care-kiosk-pty-'));
  const kioskPath = join(folder, 'kiosk');
  const devicePath = join(folder, 'device');
  const plugIn = () => startSocat([`pty,raw,echo=0,link=${kioskPath}`, `pty,raw,echo=0,link=${devicePath}`]);
  let socat: ChildProcess | null = await plugIn();

  async function unplug(): Promise<void> {
    if (socat === null) return;
    // A killed socat leaves its links, and the number behind them may be given to another pty at once.
    await Promise.all([rm(kioskPath, { force: true }), rm(devicePath, { force: true })]);
    const exited = once(socat, 'exit');
    socat.kill('SIGKILL');
    socat = null;
    await exited;
  }

  return {
    kioskPath,
    devicePath,
    unplug,
    async replug() {
      await unplug();
      socat = await plugIn();
    },
    stall: () => void socat?.kill('SIGSTOP'),
    resume: () => void socat?.kill('SIGCONT'),
    async dispose() {
      await unplug();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Resolves when both ttys stand; rejects when socat is missing or gives up. */
function startSocat(ends: readonly [string, string]): Promise<ChildProcess> {
  return new Promise((ready, failed) => {
    const socat = spawn('socat', ['-d', '-d', ...ends], { stdio: ['ignore', 'ignore', 'pipe'] });
    let said = '';
    socat.on('error', failed);
    socat.on('exit', (code) => failed(new Error(`socat ended with ${code}: ${said}`)));
    socat.stderr.on('data', (chunk: Buffer) => {
      said += chunk.toString();
      if (said.includes('starting data transfer loop')) ready(socat);
    });
  });
}
