import type { Clock } from '../../core/lib/clock.ts';
import type { Port, PortOpener } from '../port.ts';
import type { SamCommand } from './codec.ts';
import type { ReaderEvent } from './reader-state.ts';
import { samLine } from './sam-line.ts';
import type { SamLine } from './sam-line.ts';

/** The one connection a reader has at a time; a new `Port` after each loss. */
export type ReaderConnection = {
  readonly connect: () => void;
  readonly ask: (command: SamCommand) => void;
  readonly hangUp: () => void;
  /** Resolves when the port is closed, also one that was just being opened; no event follows. */
  readonly stop: () => Promise<void>;
};

export function readerConnection(
  open: PortOpener,
  clock: Clock,
  onEvent: (event: ReaderEvent) => void,
): ReaderConnection {
  let current: { readonly port: Port; readonly line: SamLine } | null = null;
  let opening: Promise<void> = Promise.resolve();
  let isStopped = false;

  async function connect(): Promise<void> {
    const opened = await open();
    if (isStopped) return opened.ok ? opened.value.close() : undefined;
    if (!opened.ok) return onEvent({ type: 'LOST', cause: opened.error });
    const port = opened.value;
    const line = samLine(port, clock, (outcome) => onEvent({ type: 'OUTCOME', outcome }));
    current = { port, line };
    onEvent({ type: 'CONNECTED' });
    port.onClosed((cause) => {
      line.stop();
      current = null;
      if (!isStopped) onEvent({ type: 'LOST', cause });
    });
  }

  return {
    connect() {
      opening = connect();
    },
    ask: (command) => current?.line.ask(command),
    hangUp: () => void current?.port.close(),
    async stop() {
      isStopped = true;
      await opening;
      await current?.port.close();
    },
  };
}
