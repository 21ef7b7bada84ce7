import type { DeviceReport } from '../../core/devices/states.ts';
import type { CardEvent } from '../../core/identity/id-card.ts';
import type { Clock } from '../../core/lib/clock.ts';
import { unreachable } from '../../core/lib/unreachable.ts';
import type { PortOpener } from '../port.ts';
import { readerConnection } from './reader-connection.ts';
import type { ReaderEffect, ReaderStep } from './reader-state.ts';
import { readerStart, readerStep } from './reader-steps.ts';

export type IdCardReaderDeps = {
  readonly open: PortOpener;
  readonly clock: Clock;
  /** In order `laid` → `read` or `trouble` → `lifted`. `read` is personal data: hand it on, keep it nowhere. */
  readonly onCard: (event: CardEvent) => void;
  /** Called on change only. */
  readonly onState: (report: DeviceReport) => void;
};

export type IdCardReader = {
  /** Connects, and reconnects for as long as it takes. Starting twice is starting once. */
  readonly start: () => void;
  /** Resolves when the line is free for another program; nothing is told afterwards. */
  readonly stop: () => Promise<void>;
};

/** Reads every resident card that is laid on a SAM_V reader. All decisions are in `reader-steps`; this performs them. */
export function createIdCardReader(deps: IdCardReaderDeps): IdCardReader {
  let stopRun: (() => Promise<void>) | null = null;
  return {
    start() {
      stopRun ??= startRun(deps);
    },
    async stop() {
      const stop = stopRun;
      stopRun = null;
      await stop?.();
    },
  };
}

function startRun({ open, clock, onCard, onState }: IdCardReaderDeps): () => Promise<void> {
  const connection = readerConnection(open, clock, (event) => take(readerStep(state, event)));
  let state = readerStart.state;
  let lastCause: string | null | undefined;
  let cancelNext = () => {};

  function take(step: ReaderStep): void {
    state = step.state;
    for (const effect of step.effects) perform(effect);
  }

  /** Whatever may answer is done in a later turn, so the next event finds the step complete. */
  function perform(effect: ReaderEffect): void {
    switch (effect.do) {
      case 'connect':
        return later(effect.afterMs, connection.connect);
      case 'ask':
        return later(effect.afterMs, () => connection.ask(effect.command));
      case 'hang-up':
        return later(0, connection.hangUp);
      case 'tell':
        return onCard(effect.event);
      case 'report':
        if (effect.report.cause === lastCause) return;
        lastCause = effect.report.cause;
        return onState(effect.report);
      default:
        return unreachable(effect);
    }
  }

  function later(delayMs: number, action: () => void): void {
    cancelNext();
    cancelNext = clock.after(delayMs, action);
  }

  take(readerStart);
  return async () => {
    cancelNext();
    await connection.stop();
  };
}
