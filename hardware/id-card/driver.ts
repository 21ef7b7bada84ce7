import type { DeviceReport } from '../../core/devices/states.ts';
import type { CardEvent } from '../../core/identity/id-card.ts';
import type { Clock } from '../../core/lib/clock.ts';
import { oneAtATime } from '../../core/lib/one-at-a-time.ts';
import { unreachable } from '../../core/lib/unreachable.ts';
import type { DeviceDriver, SelfTest } from '../device.ts';
import type { PortOpener } from '../port.ts';
import type { SamCommand } from './codec.ts';
import { photoSafe } from './photo-safe.ts';
import type { PhotoSafe } from './photo-safe.ts';
import { readerConnection } from './reader-connection.ts';
import type { ReaderEffect, ReaderEvent } from './reader-state.ts';
import { readerStart, readerStep } from './reader-steps.ts';
import type { Refusal } from './sam-line.ts';
import { result, testReader } from './self-test.ts';

export type IdCardReaderDeps = {
  readonly open: PortOpener;
  readonly clock: Clock;
  /** In order `laid` → `read` or `trouble` → `lifted`. `read` is personal data: hand it on, keep it nowhere. */
  readonly onCard: (event: CardEvent) => void;
  /** Called on change only. */
  readonly onState: (report: DeviceReport) => void;
  /** For the log: what the reader would not do, and in its own words why. */
  readonly onRefusal?: (refusal: Refusal) => void;
  /** Reads with 30 10 in place of 30 01. The fingerprints are thrown away: only a certified matcher may use them. */
  readonly withFingerprint?: boolean;
};

export type IdCardReader = DeviceDriver & {
  /**
   * The photo of the card that lies there, 1024 bytes of WLT, which only the makers' closed libraries open. Overwritten
   * with noughts when the card is lifted or the reader lost: copy nothing. `null` without a card.
   */
  readonly photo: () => Uint8Array | null;
};

/** Reads every card that is laid on a SAM_V reader. All decisions are in `reader-steps`; this performs them. */
export function createIdCardReader(deps: IdCardReaderDeps): IdCardReader {
  const photo = photoSafe();
  let run: Run | null = null;
  return {
    start() {
      run ??= startRun(deps, photo);
    },
    async stop() {
      const last = run;
      run = null;
      await last?.stop();
      photo.wipe();
    },
    async selfTest() {
      return run?.selfTest() ?? result({ name: 'status', value: 'not-started', isGood: false });
    },
    photo: photo.held,
  };
}

type Run = { readonly stop: () => Promise<void>; readonly selfTest: () => Promise<SelfTest> };

function startRun(deps: IdCardReaderDeps, photo: PhotoSafe): Run {
  const { open, clock, onCard, withFingerprint = false, onRefusal = () => {} } = deps;
  /** A self-test has the line alone; the next question waits for it. */
  const inTurn = oneAtATime();
  const connection = readerConnection({
    open,
    clock,
    onUp: () => take({ type: 'CONNECTED' }),
    onDown(cause) {
      photo.wipe();
      take({ type: 'LOST', cause });
    },
    // Reading a card that may be gone is how its lifting is noticed.
    onRefusal: (refusal) => state.at !== 'probing' && onRefusal(refusal),
  });
  const report = onChange(deps.onState);
  const next = oneTimer(clock);
  let state = readerStart;

  function take(event: ReaderEvent): void {
    const step = readerStep(state, event);
    state = step.state;
    for (const effect of step.effects) perform(effect);
  }

  /** Whatever may answer is done in a later turn, so the next event finds the step complete. */
  function perform(effect: ReaderEffect): void {
    switch (effect.do) {
      case 'ask':
        return next.after(effect.afterMs, () => ask(effect.command));
      case 'hang-up':
        return next.after(0, connection.hangUp);
      case 'hold-photo':
        return photo.hold(effect.photo);
      case 'tell':
        if (effect.event.state === 'laid' || effect.event.state === 'lifted') photo.wipe();
        return onCard(effect.event);
      case 'report':
        return report(effect.report);
      default:
        return unreachable(effect);
    }
  }

  function ask(command: SamCommand): void {
    const asked = command === 'read' && withFingerprint ? 'readWithFingerprint' : command;
    void inTurn(() => connection.exchange(asked, (outcome) => take({ type: 'OUTCOME', outcome })));
  }

  connection.start();
  return {
    stop() {
      next.cancel();
      return connection.stop();
    },
    selfTest: () => inTurn(() => testReader(connection.exchange, clock)),
  };
}

/** At most one thing to do next: a new one takes the place of the one before. */
function oneTimer(clock: Clock) {
  let cancel = () => {};
  return {
    after(delayMs: number, action: () => void): void {
      cancel();
      cancel = clock.after(delayMs, action);
    },
    cancel: () => cancel(),
  };
}

/** The unit counts as a change only with the state: a reader found again is the same news. */
function onChange(onState: (report: DeviceReport) => void): (report: DeviceReport) => void {
  let lastCause: string | null | undefined;
  return (report) => {
    if (report.cause === lastCause) return;
    lastCause = report.cause;
    onState(report);
  };
}
