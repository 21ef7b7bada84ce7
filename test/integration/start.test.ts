import { spawn, type ChildProcess } from 'node:child_process';
import { chmodSync, mkdtempSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { browsersOn, headlessDesktop } from '../support/headless-chromium.ts';
import { launch } from '../support/live-webhost.ts';

const running: ChildProcess[] = [];
afterEach(async () => {
  for (const child of running.splice(0)) await interrupted(child);
});

/** `npm start`, without npm. `said` grows line by line. */
function start(flags: string[], environment: NodeJS.ProcessEnv = {}) {
  const child = spawn(process.execPath, ['tools/run.mjs', 'start', ...flags], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...environment },
  });
  running.push(child);
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => (said += chunk.toString()));
  async function line(pattern: RegExp): Promise<RegExpExecArray> {
    for (;;) {
      const found = pattern.exec(said);
      if (found !== null) return found;
      if (child.exitCode !== null) throw new Error(said);
      await new Promise((more) => {
        child.stdout.once('data', more);
        child.stderr.once('data', more);
        child.once('close', more);
      });
    }
  }
  return { child, line, said: () => said };
}

/** As by Ctrl-C. */
async function interrupted(child: ChildProcess): Promise<number | null> {
  if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
  const closed = new Promise<number | null>((done) => child.once('close', done));
  child.kill('SIGINT');
  return closed;
}

function newFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'start-'));
  // The embedded database runs as its own user and has to find its way in.
  chmodSync(folder, 0o755);
  return folder;
}

/** A pair of neighbours, for kiosk and hub. */
async function freePort(): Promise<string> {
  for (;;) {
    const servers = [createServer(), createServer()];
    const taken = await listening(servers[0]!, 0);
    const isNextFree = taken !== null && (await listening(servers[1]!, taken + 1)) !== null;
    for (const server of servers) server.close();
    if (isNextFree) return String(taken);
  }
}

function listening(server: ReturnType<typeof createServer>, port: number): Promise<number | null> {
  return new Promise((settle) => {
    server.once('error', () => settle(null));
    server.listen(port, '127.0.0.1', () => settle((server.address() as AddressInfo).port));
  });
}

it('npm start ends with the address to open, keeps its kiosk from one start to the next, and stops on Ctrl-C', async () => {
  const flags = ['--no-window', '--data', newFolder(), '--port', await freePort()];
  for (const isFirst of [true, false]) {
    const demo = start(flags);
    const [, url] = await demo.line(/Care Kiosk: open (\S+) /);
    const cookie = await launch(url!);
    const page = await fetch(new URL('/', url), { headers: { cookie } });
    expect(await page.text()).toContain('<script');
    const [, again] = await demo.line(/to open it once more: (\S+)/);
    expect(await launch(again!)).not.toBe(cookie);
    expect(demo.said().includes('--enrol'), `first: ${isFirst}`).toBe(false);
    expect(await interrupted(demo.child)).toBe(0);
    await expect(fetch(new URL('/', url))).rejects.toThrow();
  }
}, 240_000);

it('npm start says that a port is taken, and by what it can be helped', async () => {
  const port = await freePort();
  const squatter = createServer();
  await listening(squatter, Number(port));
  const demo = start(['--no-window', '--data', newFolder(), '--port', port]);
  await demo.line(new RegExp(`port ${port} is taken`));
  expect(await new Promise((done) => demo.child.once('close', done))).toBe(1);
  squatter.close();
}, 120_000);

it('npm start opens a window where there is a display, brings it back when it crashes, and closes it', async () => {
  const folder = newFolder();
  const demo = start(['--data', folder, '--port', await freePort()], headlessDesktop(folder));
  await demo.line(/Care Kiosk is open in its window \(chromium\)/);
  const profile = path.join(folder, 'kiosk', 'browser');
  const first = browsersOn(profile);
  expect(first.length).toBeGreaterThan(0);
  process.kill(first[0]!, 'SIGKILL');
  await demo.line(/open again in its window/);
  expect(await interrupted(demo.child)).toBe(0);
  expect(browsersOn(profile)).toEqual([]);
}, 240_000);
