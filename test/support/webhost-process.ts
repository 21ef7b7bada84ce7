import { spawn } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';

type Line = Readonly<Record<string, unknown>>;

/** The webhost as a branch starts it: a process of its own. */
export type WebhostProcess = {
  readonly ready: { readonly url: string; readonly launchUrl: string };
  /** Its data, and where it runs. */
  readonly folder: string;
  readonly pid: number;
  /** The first line with this field that was not handed out yet: two may come at once. One caller at a time. */
  readonly next: (field: string) => Promise<Line>;
  readonly log: () => string;
  /** Signals it and waits; its exit code, null when the signal ended it. */
  readonly end: (signal: NodeJS.Signals) => Promise<number | null>;
};

/** Rejects with its log when it ends before it is ready. A later `--port` among the flags wins over the free one. */
export async function startWebhostProcess(
  flags: readonly string[],
  folder: string,
  environment: NodeJS.ProcessEnv = {},
): Promise<WebhostProcess> {
  const port = String(await freePort());
  const args = [path.resolve('dist/webhost/main.js'), '--data', folder, '--port', port, ...flags];
  const child = spawn(process.execPath, args, {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...environment },
    cwd: folder,
  });
  const exited = new Promise<number | null>((done) => child.once('exit', done));
  let log = '';
  child.stderr.on('data', (chunk: Buffer) => (log += chunk.toString()));
  const unread: Line[] = [];
  let onLine = () => {};
  createInterface({ input: child.stdout }).on('line', (text) => {
    unread.push(JSON.parse(text) as Line);
    onLine();
  });
  const next = (field: string) =>
    new Promise<Line>((settle, fail) => {
      onLine = () => {
        const at = unread.findIndex((line) => line[field] !== undefined);
        if (at < 0) return;
        // Lines that come in one piece are told in one go: the next one is for the next caller.
        onLine = () => {};
        settle(unread.splice(at, 1)[0] ?? {});
      };
      onLine();
      void exited.then(() => fail(new Error(log)));
    });
  const ready = (await next('ready')) as unknown as WebhostProcess['ready'];
  return {
    ready,
    folder,
    pid: child.pid ?? 0,
    next,
    log: () => log,
    end(signal) {
      child.kill(signal);
      return exited;
    },
  };
}

export function newFolder(): string {
  return mkdtempSync(path.join(tmpdir(), 'webhost-'));
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((up) => server.listen(0, '127.0.0.1', up));
  const { port } = server.address() as AddressInfo;
  await new Promise((closed) => server.close(closed));
  return port;
}
