import { spawn } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { createInterface } from 'node:readline';

/** A program that this one has started and will stop. */
export type Child = {
  /** The first JSON line of its output, or null when it ended without one. Resolves once. */
  readonly firstLine: Promise<Record<string, unknown> | null>;
  /** Later JSON lines. */
  readonly onLine: (listener: (line: Record<string, unknown>) => void) => void;
  readonly ended: Promise<Ended>;
  readonly stop: () => Promise<void>;
};

/** `code` is null when a signal ended it or it could not be started; `lastWords` are from its standard error. */
export type Ended = { readonly code: number | null; readonly lastWords: string };

/** How long a program that was asked to stop may take; the hub closes its database within fifteen seconds. */
const stopWithinMs = 20_000;

/** @param logFile takes what it says on standard error */
export function startChild(program: string, args: readonly string[], logFile: string): Child {
  const log = createWriteStream(logFile, { flags: 'a', mode: 0o600 });
  const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  let lastWords = '';
  child.stderr.on('data', (chunk: Buffer) => {
    log.write(chunk);
    lastWords = (lastWords + chunk.toString()).slice(-2_000);
  });
  const ended = new Promise<Ended>((settle) => {
    child.once('error', (cause) => settle({ code: null, lastWords: cause.message }));
    child.once('close', (code) => settle({ code, lastWords: lastWords.trim() }));
  });
  const listeners = new Set<(line: Record<string, unknown>) => void>();
  const firstLine = new Promise<Record<string, unknown> | null>((settle) => {
    createInterface({ input: child.stdout }).on('line', (text) => {
      const line = parseLine(text);
      if (line === null) return;
      settle(line);
      for (const listener of listeners) listener(line);
    });
    void ended.then(() => settle(null));
  });
  return {
    firstLine,
    onLine: (listener) => void listeners.add(listener),
    ended,
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const kill = setTimeout(() => child.kill('SIGKILL'), stopWithinMs);
      child.kill('SIGTERM');
      await ended;
      clearTimeout(kill);
    },
  };
}

function parseLine(text: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? { ...value } : null;
  } catch {
    return null; // a word for people, not for us
  }
}
