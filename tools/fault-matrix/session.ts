import type { DeviceReport } from '../../core/devices/states.ts';
import type { Clock } from '../../core/lib/clock.ts';
import { oneAtATime } from '../../core/lib/one-at-a-time.ts';
import { ok } from '../../core/lib/result.ts';
import { faultPlan } from '../../hardware/faults/fault-plan.ts';
import type { FaultPlan } from '../../hardware/faults/fault-plan.ts';
import { faultyPort } from '../../hardware/faults/faulty-port.ts';
import { seededRandom } from '../../hardware/faults/seeded-random.ts';
import { byteMs } from '../../hardware/line-settings.ts';
import { memoryLine } from '../../hardware/memory-line.ts';
import { obey } from '../../hardware/order-book.ts';
import type { Port, PortOpener } from '../../hardware/port.ts';
import type { DeviceTwin } from '../../hardware/twin.ts';
import { manualClock } from '../rig/manual-clock.ts';
import type { LineEvent, Phase, Progress } from './points.ts';
import type { Subject } from './subject.ts';

/** Driver and twin on one line, with time standing still between events. */
export type Session = {
  readonly twin: DeviceTwin;
  readonly plan: FaultPlan;
  readonly nowMs: () => number;
  /** Everything told so far, in order. */
  readonly told: readonly Telling[];
  readonly enter: (phase: Phase) => void;
  readonly rest: () => void;
  readonly operate: () => void;
  readonly order: (words: string) => void;
  readonly audit: () => string | null;
  readonly advance: (ms: number) => Promise<void>;
  /** Lets time pass until it is so, at most for so long; whether it came to be so. */
  readonly until: (isSo: () => boolean, mostMs: number) => Promise<boolean>;
  readonly end: () => Promise<void>;
};

export type Telling = { readonly atMs: number; readonly what: string; readonly isState: boolean };

const nothing = new Uint8Array(0);
const stepMs = 5;
/** An unplugged line is put back after so long. */
const unpluggedMs = 1_500;

/** @param onEvent hears what passes on the line, before device or kiosk do */
export function openSession(subject: Subject, onEvent: (event: LineEvent) => void): Session {
  const clock = manualClock();
  const line = memoryLine();
  const told: Telling[] = [];
  const plan = faultPlan();
  let progress: Progress = { phase: 'connecting', questions: 0, answers: 0, operationBytes: 0 };

  function tell(what: string, isState: boolean): void {
    told.push({ atMs: clock.monotonicMs(), what, isState });
  }

  function question(bytes: Uint8Array): void {
    const operationBytes = progress.phase === 'operating' ? bytes.length : 0;
    progress = {
      ...progress,
      questions: progress.questions + 1,
      operationBytes: progress.operationBytes + operationBytes,
    };
    onEvent({ ...progress, is: 'question', bytes });
  }

  const watchedPlan: FaultPlan = {
    ...plan,
    nextAnswer() {
      progress = { ...progress, answers: progress.answers + 1 };
      onEvent({ ...progress, is: 'answer', bytes: nothing });
      return plan.nextAnswer();
    },
  };

  function putBackLater(): void {
    line.cut();
    clock.after(unpluggedMs, line.restore);
  }

  const { twin, driver, operate, audit } = subject.open({
    open: atLinePace(line.kiosk, byteMs(subject.settings), clock),
    clock,
    onState: (report) => tell(wordsOf(report), true),
    say: (happening) => tell(happening, false),
  });
  line.onConnection((port) => {
    // First in line: an event is told before the device hears of it.
    port.onBytes(question);
    twin.attach(faultyPort(unpluggable(port, putBackLater), watchedPlan, seededRandom(1), clock));
  });
  driver.start();

  return {
    twin,
    plan,
    nowMs: clock.monotonicMs,
    told,
    enter(phase) {
      progress = { ...progress, phase };
    },
    rest: () => onEvent({ ...progress, is: 'rest', bytes: nothing }),
    operate,
    order(words) {
      const answer = obey(twin.orders, words);
      if (answer !== 'done') throw new Error(`${subject.device}, order "${words}": ${answer}`);
    },
    audit,
    advance: clock.advance,
    async until(isSo, mostMs) {
      for (let waitedMs = 0; !isSo() && waitedMs < mostMs; waitedMs += stepMs) await clock.advance(stepMs);
      return isSo();
    },
    async end() {
      const stopped = driver.stop();
      await clock.advance(60_000);
      await stopped;
    },
  };
}

/** A write that ends when the bytes are through, as on a real line; in memory they are there at once. */
function atLinePace(open: PortOpener, perByteMs: number, clock: Clock): PortOpener {
  return async () => {
    const opened = await open();
    if (!opened.ok) return opened;
    const port = opened.value;
    const inTurn = oneAtATime();
    return ok({
      ...port,
      write: (bytes, deadlineMs) =>
        inTurn(async () => {
          const written = await port.write(bytes, deadlineMs);
          if (written.ok) await pause(clock, bytes.length * perByteMs);
          return written;
        }),
    });
  };
}

function pause(clock: Clock, ms: number): Promise<void> {
  return new Promise((done) => void clock.after(ms, done));
}

/** The device's end of a line that a `hang-up` pulls out of the kiosk. */
function unpluggable(port: Port, onUnplug: () => void): Port {
  return {
    ...port,
    async close() {
      onUnplug();
      await port.close();
    },
  };
}

function wordsOf({ state, cause, paper }: DeviceReport): string {
  const words = cause === null ? state : `${state} (${cause})`;
  return paper === undefined || paper === 'full' ? words : `${words}, paper ${paper}`;
}
