import type { Clock } from '../core/lib/clock.ts';
import type { Port, PortOpener, PortTrouble } from './port.ts';

/** Holds one line open for a device that may come and go. */
export type LineKeeper = {
  readonly start: () => void;
  /** Resolves when the line is free for another program. */
  readonly stop: () => Promise<void>;
  /** The connection of this moment; null while there is none. */
  readonly port: () => Port | null;
};

/** A device that was put back is served again within two seconds, a slow opening included. */
const reopenMs = 500;

export type KeptLine = {
  readonly open: PortOpener;
  readonly clock: Clock;
  /** A fresh `Port` after every loss. */
  readonly onUp: (port: Port) => void;
  /** Once for each loss and once for each row of failed openings; not when stopped. */
  readonly onDown: (cause: PortTrouble) => void;
};

export function keepLine({ open, clock, onUp, onDown }: KeptLine): LineKeeper {
  let port: Port | null = null;
  let isRunning = false;
  let isDownTold = false;
  let cancelNext = () => {};
  /** An opening or the release of a connection that was lost: one after the other. */
  let underWay: Promise<void> = Promise.resolve();

  function tellDown(cause: PortTrouble): void {
    if (!isRunning || isDownTold) return;
    isDownTold = true;
    onDown(cause);
  }

  function again(): void {
    cancelNext = clock.after(reopenMs, () => void (underWay = underWay.then(connect)));
  }

  async function connect(): Promise<void> {
    if (!isRunning) return;
    const opened = await open();
    if (!isRunning) return opened.ok ? opened.value.close() : undefined;
    if (!opened.ok) {
      tellDown(opened.error);
      return again();
    }
    const fresh = opened.value;
    port = fresh;
    isDownTold = false;
    onUp(fresh);
    fresh.onClosed((cause) => {
      if (port !== fresh) return;
      port = null;
      underWay = fresh.close();
      tellDown(cause);
      again();
    });
  }

  return {
    start() {
      if (isRunning) return;
      isRunning = true;
      // An opening that a stop has just overtaken ends first: a line is not opened twice at a time.
      underWay = underWay.then(connect);
    },
    async stop() {
      isRunning = false;
      cancelNext();
      await underWay;
      const last = port;
      port = null;
      await last?.close();
    },
    port: () => port,
  };
}
