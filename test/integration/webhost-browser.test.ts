import { execFileSync } from 'node:child_process';
import { statSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeAll, expect, it, vi } from 'vitest';
import { browsersOn, headlessDesktop } from '../support/headless-chromium.ts';
import { newFolder, startWebhostProcess, type WebhostProcess } from '../support/webhost-process.ts';

const running: WebhostProcess[] = [];
afterEach(async () => {
  for (const host of running.splice(0)) await host.end('SIGTERM');
});

beforeAll(() => {
  execFileSync(process.execPath, ['tools/build.mjs', 'node', 'page', '--if-stale'], { stdio: 'ignore' });
});

/** A demo webhost with a browser, once its page has spoken to it. */
async function start(folder: string, flags: string[] = []): Promise<WebhostProcess> {
  const host = await startWebhostProcess(['--demo', ...flags], folder, headlessDesktop(folder));
  running.push(host);
  expect(await host.next('page')).toEqual({ page: 'connected' });
  return host;
}

it('the webhost opens its page in a browser with a private profile, and ends it with itself', async () => {
  const folder = newFolder();
  const host = await start(folder);
  const profile = path.join(folder, 'browser');
  expect(host.ready.launchUrl).toBeNull();
  expect(statSync(profile).mode & 0o777).toBe(0o700);
  expect(browsersOn(profile).length).toBeGreaterThan(0);
  expect(await host.end('SIGTERM')).toBe(0);
  await vi.waitFor(() => expect(browsersOn(profile)).toEqual([]), 5_000);
});

it('a page that hangs is replaced by a fresh browser', async () => {
  const folder = newFolder();
  const host = await start(folder);
  const before = browsersOn(path.join(folder, 'browser'));
  // Stopped, not dead: the connection stays open and nobody answers on it, as when a page's main thread hangs.
  for (const pid of before) process.kill(pid, 'SIGSTOP');
  expect(await host.next('page')).toEqual({ page: 'hangs' });
  expect(await host.next('page')).toEqual({ page: 'gone' });
  expect(await host.next('page')).toEqual({ page: 'connected' });
  expect(browsersOn(path.join(folder, 'browser'))).not.toContain(before[0]);
});

it('a host that was killed finds its old browser and puts a new one in its place', async () => {
  const folder = newFolder();
  const first = await start(folder);
  const profile = path.join(folder, 'browser');
  const [orphan] = browsersOn(profile);
  await first.end('SIGKILL');
  running.length = 0;
  expect(browsersOn(profile)).toContain(orphan);
  await start(folder, ['--port', new URL(first.ready.url).port]);
  expect(browsersOn(profile)).not.toContain(orphan);
});
