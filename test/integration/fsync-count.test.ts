import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { realClock } from '../../machine/real-clock.ts';
import { copyFolder, install, type Installation } from '../../tools/powercut/installation.ts';
import { kioskPlaceOn, startKioskSession } from '../../tools/powercut/kiosk-session.ts';
import { clearFolder } from '../../tools/powercut/work-folder.ts';
import { backends, type Backend, type Durability } from '../../tools/powercut/trial.ts';
import { temporaryFolder } from '../support/postgres.ts';

const records = 40;

/** A container may forbid one process to watch another. */
function canTrace(): boolean {
  try {
    execFileSync('strace', ['-e', 'trace=none', 'true'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

const isTraceable = canTrace();
if (!isTraceable) console.warn('\n*** NOT RUN: fsync cannot be counted where strace may not trace. ***\n');

let folder = '';
let installation: Installation;

beforeAll(async () => {
  execFileSync(process.execPath, ['tools/build.mjs', 'node', '--if-stale'], { stdio: 'ignore' });
  folder = await temporaryFolder('fsync-count');
  installation = await install(folder, realClock());
});

afterAll(async () => {
  await clearFolder(folder);
});

/** How often the browser has asked the system to put an IndexedDB file on disk, for each record that was accepted. */
async function syncsPerRecord(backend: Backend, durability: Durability): Promise<number> {
  const root = await mkdtemp(path.join(tmpdir(), 'fsync-count-'));
  const trace = path.join(root, 'trace');
  const place = kioskPlaceOn(root, path.join(root, 'home'), backend);
  await copyFolder(installation.kioskFolder, place.dataFolder);
  const runner = ['strace', '-f', '--seccomp-bpf', '-qq', '-y', '-e', 'trace=fsync,fdatasync', '-o', trace];
  let accepted = 0;
  const kiosk = await startKioskSession(installation, { ...place, runner }, () => void (accepted += 1));
  try {
    // The browser is killed in the middle of it.
    void kiosk.page.acceptForEver(durability).catch(() => {});
    await vi.waitUntil(() => accepted >= records, { timeout: 40_000, interval: 20 });
  } finally {
    await kiosk.kill();
  }
  const syncs = readFileSync(trace, 'utf8')
    .split('\n')
    .filter((line) => /f(data)?sync\(\d+<[^>]*\/IndexedDB\//.test(line));
  await rm(root, { recursive: true });
  return syncs.length / accepted;
}

it.runIf(isTraceable).each(backends)(
  'every record accepted into %s is put on disk by the browser, one by one',
  async (backend) => {
    expect(await syncsPerRecord(backend, 'strict')).toBeGreaterThanOrEqual(1);
  },
);

it.runIf(isTraceable).each(backends)(
  'with the browser’s own default hardly any record in %s would be',
  async (backend) => {
    expect(await syncsPerRecord(backend, 'relaxed')).toBeLessThan(0.5);
  },
);
