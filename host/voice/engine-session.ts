import * as v from 'valibot';
import { unreachable } from '../../core/lib/unreachable.ts';
import type { EngineChild, EngineChildListener } from './engine-child.ts';
import {
  engineMessageSchema,
  type EngineMessage,
  type EngineRequest,
  type EngineSound,
} from './engine-messages.ts';

/** How an engine's process came up, or that it never did. */
export type Readiness = 'ready' | 'missing' | 'broken';

/** One life of the engine's process. */
export type EngineSession = {
  readonly pid: number | undefined;
  readonly readiness: Promise<Readiness>;
  /** Null when it failed or the process ended. */
  readonly ask: (request: EngineRequest) => Promise<EngineSound | null>;
  readonly kill: () => void;
};

/** @param onEnd called once when the process has gone; everything asked of it has been answered with null by then */
export function startSession(
  start: (listener: EngineChildListener) => EngineChild,
  onEnd: (readiness: Readiness) => void,
): EngineSession {
  const waiting = new Map<number, (sound: EngineSound | null) => void>();
  let readiness: Readiness = 'broken';
  let announce: (readiness: Readiness) => void = () => {};
  const announced = new Promise<Readiness>((settle) => {
    announce = settle;
  });

  function answer(id: number, sound: EngineSound | null): void {
    waiting.get(id)?.(sound);
    waiting.delete(id);
  }

  function hear(message: EngineMessage): void {
    switch (message.kind) {
      case 'ready':
      case 'missing':
      case 'broken':
        readiness = message.kind;
        return announce(readiness);
      case 'sound':
        return answer(message.id, message);
      case 'failed':
        return answer(message.id, null);
      default:
        return unreachable(message);
    }
  }

  const child = start({
    onMessage(raw) {
      const message = v.safeParse(engineMessageSchema, raw);
      if (message.success) hear(message.output);
    },
    onExit() {
      announce(readiness);
      for (const id of waiting.keys()) answer(id, null);
      onEnd(readiness);
    },
  });

  return {
    pid: child.pid,
    readiness: announced,
    ask: (request) =>
      new Promise((settle) => {
        waiting.set(request.id, settle);
        child.send(request);
      }),
    kill: child.kill,
  };
}
