import { deepStrictEqual } from 'node:assert/strict';
import type { Wire } from '../../core/contract/host.ts';

/**
 * A wire without a process, stricter than both real ones together: what crosses must survive Electron's structured
 * clone and the WebSocket's JSON, and come out of both the same.
 *
 * @param fail hears of a value that does not; the client would turn the throw into `host-unreachable`
 */
export function strictLoopback(
  serve: (request: unknown) => Promise<unknown>,
  onEvent: (listener: (name: string, payload: unknown) => void) => () => void,
  fail: (cause: unknown) => void,
): Wire {
  function cross(value: unknown): unknown {
    try {
      const byElectron: unknown = structuredClone(value);
      const byWebSocket: unknown = JSON.parse(JSON.stringify(value));
      deepStrictEqual(byWebSocket, byElectron);
      return byWebSocket;
    } catch (cause) {
      fail(cause);
      throw cause;
    }
  }
  return {
    request: async (request) => cross(await serve(cross(request))),
    subscribe: (name, listener) =>
      onEvent((at, payload) => {
        if (at === name) listener(cross(payload));
      }),
  };
}
