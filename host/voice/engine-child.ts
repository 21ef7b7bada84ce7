import { fork } from 'node:child_process';
import type { EngineRequest } from './engine-messages.ts';

/** A running engine process, seen from the host. */
export type EngineChild = {
  readonly pid: number | undefined;
  readonly send: (request: EngineRequest) => void;
  readonly kill: () => void;
};

/** Hears the child; `onExit` once, whatever the reason, also when it could not be started. */
export type EngineChildListener = {
  readonly onMessage: (message: unknown) => void;
  readonly onExit: () => void;
};

/** @param script where `engine-process.mjs` lies; its node_modules decide whether there is an engine */
export function forkEngine(script: string, listener: EngineChildListener): EngineChild {
  const child = fork(script, {
    execArgv: [],
    // Inside Electron the executable is Electron; this makes it behave as Node.
    env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' },
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
  let hasExited = false;
  const exit = () => {
    if (hasExited) return;
    hasExited = true;
    listener.onExit();
  };
  child.on('message', listener.onMessage);
  child.on('error', exit);
  child.on('exit', exit);
  return {
    pid: child.pid,
    send: (request) =>
      void child.send(request, (failure) => void (failure !== null && child.kill('SIGKILL'))),
    kill: () => void child.kill('SIGKILL'),
  };
}
