import type { Clock } from '../../core/lib/clock.ts';
import type { Random } from '../../core/lib/random.ts';
import type { PaperWidthMm } from '../../core/slips/paper.ts';
import type { PrintedLine } from '../../core/slips/printed.ts';
import { createDecoder, type Decoder } from './decoder.ts';
import { createPaperPath, type PaperPath, type PrintedSlip } from './paper-path.ts';
import { createPrintHead } from './print-head.ts';
import { createRealTimeFilter } from './real-time.ts';
import { createTwinBlade, type TwinBlade } from './twin-blade.ts';
import { type ConditionKeeper, keepCondition } from './twin-condition.ts';
import { createFaultBook, type FaultBook } from './twin-faults.ts';
import { createTwinPace, type TwinPace } from './twin-pace.ts';
import {
  identity,
  isOffline,
  mended,
  paperSensor,
  realTimeStatus,
  type TwinControls,
} from './twin-status.ts';
import { createTwinVoice, type TwinVoice } from './twin-voice.ts';
import { createTwinWorks } from './twin-works.ts';

/** The printer behind the twin's connector. */
export type TwinMachine = {
  readonly receive: (bytes: Uint8Array) => void;
  readonly set: (change: Partial<TwinControls>) => void;
  readonly setFault: FaultBook['set'];
  /** As a technician leaves it: paper in, cover closed, no fault ordered. */
  readonly mend: () => void;
  readonly slips: PaperPath['slips'];
};

export type TwinMachineParts = {
  readonly clock: Clock;
  readonly random: Random;
  readonly paperWidthMm: PaperWidthMm;
  /** Whether its line has XON/XOFF. */
  readonly hasFlowControl: boolean;
  readonly say: (bytes: readonly number[]) => void;
  readonly onSlip: (slip: PrintedSlip) => void;
};

export function createTwinMachine(parts: TwinMachineParts): TwinMachine {
  const { clock, say } = parts;
  const paper = createPaperPath(parts.onSlip);
  const faults = createFaultBook();
  const voice = createTwinVoice(faults, parts.random, say);
  const condition = keepCondition(voice.status);
  const blade = createTwinBlade(faults, condition, paper.cut);
  const pace = createTwinPace(clock, () => works.goOn());
  const insides = { paper, faults, voice, condition, blade, pace };
  const coolDown = () => void clock.after(coolsAfterMs, () => set({ overheated: false }));
  const works = createTwinWorks({
    sayFlow: parts.hasFlowControl ? (byte) => say([byte]) : null,
    powerUp: () => powerUp(insides, parts.paperWidthMm, coolDown),
    mayWork: () => !isOffline(condition.now()) && pace.takes(),
    onWorkedOff: paper.workedOff,
  });
  const filter = createRealTimeFilter({
    statusAsked: (n) => voice.status(realTimeStatus(n, condition.now())),
    recoveryAsked(n) {
      if (blade.recover(n) && n === 2) forget();
    },
    byte: works.push,
  });

  function forget(): void {
    pace.speedUp();
    blade.forget();
    works.forget();
  }

  function set(change: Partial<TwinControls>): void {
    if (change.silent === true) {
      condition.tellChanges(0);
      forget();
    }
    const hasCutterError = condition.now().hasCutterError || change.cutterJammed === true;
    condition.become({ ...change, hasCutterError });
    works.goOn();
  }

  return {
    receive(bytes) {
      for (const byte of bytes) {
        if (condition.now().silent) return;
        filter(byte);
        works.goOn();
      }
    },
    set,
    setFault: faults.set,
    mend() {
      faults.clear();
      condition.become(mended(condition.now()));
      blade.recover(1);
      works.goOn();
    },
    slips: paper.slips,
  };
}

const coolsAfterMs = 6_000;

type Insides = {
  readonly paper: PaperPath;
  readonly faults: FaultBook;
  readonly voice: TwinVoice;
  readonly condition: ConditionKeeper;
  readonly blade: TwinBlade;
  readonly pace: TwinPace;
};

function powerUp(insides: Insides, paperWidthMm: PaperWidthMm, coolDown: () => void): Decoder {
  const head = createPrintHead(paperWidthMm, (line) => putOut(insides, line, coolDown));
  return createDecoder(head, actionsOf(insides), paperWidthMm);
}

/** Puts a line on paper; some faults happen behind a line. */
function putOut({ paper, faults, condition, pace }: Insides, line: PrintedLine, coolDown: () => void): void {
  const lines = paper.putOut(line);
  const lastLine = condition.now().paperOutAtLine;
  if (lastLine !== null && lines >= lastLine) condition.become({ paper: 'out', paperOutAtLine: null });
  if (faults.strikes('paper-out-at-line', lines)) condition.become({ paper: 'out' });
  if (faults.strikes('cover-at-line', lines)) condition.become({ coverOpen: true });
  if (faults.strikes('slow-buffer', lines)) pace.slowDown();
  if (faults.strikes('overheat', lines)) {
    condition.become({ overheated: true });
    coolDown();
  }
}

function actionsOf({ faults, voice, condition, blade, pace }: Insides) {
  return {
    cut() {
      pace.speedUp();
      blade.cut();
    },
    askedPaperSensor: () => voice.status([paperSensor(condition.now())]),
    askedProcessId(id: Uint8Array) {
      const isKnown = condition.now().supportsProcessId && !faults.strikes('no-process-id');
      if (isKnown) voice.answer([0x37, 0x22, ...id, 0x00]);
    },
    askedIdentity: (n: number) => voice.answer(identity(n)),
    askedAutomaticStatus: condition.tellChanges,
  };
}
