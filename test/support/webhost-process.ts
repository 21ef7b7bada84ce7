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
  readonly folder: string;
  /** The next line it says, from now on, that has this field. */
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
  const args = ['dist/webhost/main.js', '--data', folder, '--port', port, ...flags];
  const child = spawn(process.execPath, args, {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...environment },
  });
  const exited = new Promise<number | null>((done) => child.once('exit', done));
  let log = '';
  child.stderr.on('data', (chunk: Buffer) => (log += chunk.toString()));
  const waiting = new Set<(line: Line) => void>();
  createInterface({ input: child.stdout }).on('line', (text) => {
    const line = JSON.parse(text) as Line;
    for (const take of waiting) take(line);
  });
  const next = (field: string) =>
    new Promise<Line>((settle, fail) => {
      const take = (line: Line) => {
        if (line[field] === undefined) return;
        waiting.delete(take);
        settle(line);
      };
      waiting.add(take);
      void exited.then(() => fail(new Error(log)));
    });
  const ready = (await next('ready')) as unknown as WebhostProcess['ready'];
  return {
    ready,
    folder,
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
