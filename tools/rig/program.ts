import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

/** A program of the product, run as a process of its own, as a branch would. */
export type Program = {
  readonly pid: number;
  /** The newest value it gave a field on standard output, where it speaks in lines of JSON. */
  readonly said: (field: string) => unknown;
  /** What it wrote to standard error of late: its log. */
  readonly log: () => string;
  /** SIGTERM, and waits until it is gone. */
  readonly stop: () => Promise<void>;
  /** SIGKILL: the process is gone in the middle of whatever it did. */
  readonly kill: () => Promise<void>;
};

/** How long a program may take to say that it is ready: the first start creates a database cluster. */
const readyWithinMs = 60_000;
const keptLogCharacters = 200_000;

/** Starts `node script args` and waits until it has said `{"ready":true}` on standard output. */
export async function startProgram(script: string, args: readonly string[]): Promise<Program> {
  const child = spawn(process.execPath, [script, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  let log = '';
  child.stderr.on('data', (chunk: Buffer) => {
    log = (log + chunk.toString()).slice(-keptLogCharacters);
  });
  const said: Record<string, unknown> = {};
  const lines = createInterface({ input: child.stdout });
  lines.on('line', (line) => Object.assign(said, JSON.parse(line)));
  await isReady(child, lines, () => said['ready'] === true, `${script} did not get ready`).catch(
    async (cause) => {
      await end(child, 'SIGKILL');
      throw new Error(`${String(cause)}\n${log.slice(-2_000)}`);
    },
  );
  return {
    pid: child.pid ?? 0,
    said: (field) => said[field],
    log: () => log,
    stop: () => end(child, 'SIGTERM'),
    kill: () => end(child, 'SIGKILL'),
  };
}

function isReady(
  child: ChildProcess,
  lines: NodeJS.EventEmitter,
  ready: () => boolean,
  complaint: string,
): Promise<void> {
  return new Promise((settle, fail) => {
    const timer = setTimeout(() => fail(new Error(complaint)), readyWithinMs);
    child.once('exit', () => {
      clearTimeout(timer);
      fail(new Error(complaint));
    });
    lines.on('line', () => {
      if (!ready()) return;
      clearTimeout(timer);
      settle();
    });
  });
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, 'exit');
  child.kill(signal);
  await exited;
}
