import { fork } from 'node:child_process';
import * as v from 'valibot';
import { err, ok } from '../../core/lib/result.ts';
import type { Result } from '../../core/lib/result.ts';
import { pcscMessageSchema } from './pcsc-messages.ts';
import type { PcscMessage, PcscRequest } from './pcsc-messages.ts';

export type PcscEvent =
  | Exclude<PcscMessage, { readonly kind: 'answer' | 'refused' }>
  /** The process has ended, whatever the reason. Nothing follows. */
  | { readonly kind: 'exited' };

/** A running PC/SC process, seen from the host. */
export type PcscChild = {
  /** Looks at all readers, afresh each time. */
  readonly watch: () => void;
  /** The card's answer, or in PC/SC's own words why there is none. May take for ever. */
  readonly transmit: (reader: string, command: Uint8Array) => Promise<Result<Uint8Array, string>>;
  readonly kill: () => void;
};

/**
 * @param script where `pcsc-process.mjs` lies
 * @param from a file; the optional module is loaded as that file would load it
 */
export function forkPcsc(script: string, from: string, onEvent: (event: PcscEvent) => void): PcscChild {
  const child = fork(script, [from], {
    execArgv: [],
    // Inside Electron the executable is Electron; this makes it behave as Node.
    env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' },
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
  const waiting = new Map<number, (answer: Result<Uint8Array, string>) => void>();
  let lastId = 0;
  let hasExited = false;

  function settle(id: number, answer: Result<Uint8Array, string>): void {
    waiting.get(id)?.(answer);
    waiting.delete(id);
  }

  function exit(): void {
    if (hasExited) return;
    hasExited = true;
    for (const id of waiting.keys()) settle(id, err('process exited'));
    onEvent({ kind: 'exited' });
  }

  function hear(raw: unknown): void {
    const message = v.safeParse(pcscMessageSchema, raw);
    // It says nothing else; if it did, something else is talking.
    if (!message.success) return void child.kill('SIGKILL');
    const { output } = message;
    if (output.kind === 'answer') settle(output.id, ok(Uint8Array.from(output.bytes)));
    else if (output.kind === 'refused') settle(output.id, err(output.message));
    else onEvent(output);
  }

  const send = (request: PcscRequest) =>
    void child.send(request, (failure) => void (failure !== null && child.kill('SIGKILL')));
  child.on('message', hear);
  child.on('error', exit);
  child.on('exit', exit);

  return {
    watch: () => send({ do: 'watch' }),
    transmit(reader, command) {
      if (hasExited) return Promise.resolve(err('process exited'));
      lastId += 1;
      const id = lastId;
      send({ do: 'transmit', id, reader, command: [...command] });
      return new Promise((settled) => waiting.set(id, settled));
    },
    kill: () => void child.kill('SIGKILL'),
  };
}
