import type { Clock } from '../../core/lib/clock.ts';
import { keepLine } from '../line-keeper.ts';
import type { PortOpener, PortTrouble } from '../port.ts';
import type { SamCommand } from './codec.ts';
import { samLine } from './sam-line.ts';
import type { Outcome, Refusal, SamLine } from './sam-line.ts';

/** The one connection a reader has at a time; made anew after each loss. */
export type ReaderConnection = {
  readonly start: () => void;
  /**
   * Asks one command and hands its outcome to `use`, at once and once. Resolves to what `use` made of it, `null` when
   * the line was lost before or was not there. The next command only after that.
   */
  readonly exchange: <Value>(command: SamCommand, use: (outcome: Outcome) => Value) => Promise<Value | null>;
  readonly hangUp: () => void;
  /** Resolves when the line is free for another program; nothing is told afterwards. */
  readonly stop: () => Promise<void>;
};

export function readerConnection(parts: {
  readonly open: PortOpener;
  readonly clock: Clock;
  readonly onUp: () => void;
  readonly onDown: (cause: PortTrouble) => void;
  readonly onRefusal: (refusal: Refusal) => void;
}): ReaderConnection {
  const { open, clock } = parts;
  let line: SamLine | null = null;
  let giveUp = () => {};

  function hush(): void {
    line?.stop();
    line = null;
    giveUp();
  }

  const keeper = keepLine({
    open,
    clock,
    onUp(port) {
      line = samLine(port, clock, parts.onRefusal);
      parts.onUp();
    },
    onDown(cause) {
      hush();
      parts.onDown(cause);
    },
  });

  return {
    start: keeper.start,
    exchange(command, use) {
      return new Promise((settle) => {
        giveUp = () => settle(null);
        if (line === null) return giveUp();
        line.ask(command, (outcome) => settle(use(outcome)));
      });
    },
    hangUp: () => void keeper.port()?.close(),
    stop() {
      hush();
      return keeper.stop();
    },
  };
}
