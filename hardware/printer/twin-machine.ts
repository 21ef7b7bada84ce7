import { type Decoder, createDecoder } from './decoder.ts';
import { type PaperPath, type PrintedSlip, createPaperPath } from './paper-path.ts';
import type { PaperWidthMm } from './paper.ts';
import { createPrintHead } from './print-head.ts';
import { createRealTimeFilter } from './real-time.ts';
import { type ConditionKeeper, keepCondition } from './twin-condition.ts';
import { type TwinControls, identity, isOffline, paperSensor, realTimeStatus } from './twin-status.ts';

/** The printer behind the twin's connector. */
export type TwinMachine = {
  readonly receive: (byte: number) => void;
  readonly set: (change: Partial<TwinControls>) => void;
  readonly slips: PaperPath['slips'];
};

type Outlets = {
  readonly say: (bytes: readonly number[]) => void;
  readonly onSlip: (slip: PrintedSlip) => void;
};

export function createTwinMachine(paperWidthMm: PaperWidthMm, { say, onSlip }: Outlets): TwinMachine {
  const paper = createPaperPath(onSlip);
  const condition = keepCondition(say);
  let buffer: number[] = [];
  let decode = powerUp(paperWidthMm, paper, condition, say);

  function forget(): void {
    buffer = [];
    decode = powerUp(paperWidthMm, paper, condition, say);
  }

  function workOff(): void {
    while (!isOffline(condition.now())) {
      const byte = buffer.shift();
      if (byte === undefined) return;
      paper.workedOff(byte);
      decode(byte);
    }
  }

  const filter = createRealTimeFilter({
    statusAsked(n) {
      const answer = realTimeStatus(n, condition.now());
      if (answer !== null) say([answer]);
    },
    recoveryAsked(n) {
      const { hasCutterError, cutterJammed } = condition.now();
      condition.become({ hasCutterError: cutterJammed });
      if (hasCutterError && n === 2) forget();
    },
    byte: (byte) => void buffer.push(byte),
  });

  return {
    receive(byte) {
      if (condition.now().silent) return;
      filter(byte);
      workOff();
    },
    set(change) {
      if (change.silent === true) {
        condition.tellChanges(0);
        forget();
      }
      const hasCutterError = condition.now().hasCutterError || change.cutterJammed === true;
      condition.become({ ...change, hasCutterError });
      workOff();
    },
    slips: paper.slips,
  };
}

/** A decoder that remembers nothing; the paper that hangs out stays where it is. */
function powerUp(
  paperWidthMm: PaperWidthMm,
  paper: PaperPath,
  condition: ConditionKeeper,
  say: Outlets['say'],
): Decoder {
  const head = createPrintHead(paperWidthMm, (line) => {
    const lines = paper.putOut(line);
    const lastLine = condition.now().paperOutAtLine;
    if (lastLine !== null && lines >= lastLine) condition.become({ paper: 'out', paperOutAtLine: null });
  });
  return createDecoder(head, {
    cut: paper.cut,
    askedPaperSensor: () => say([paperSensor(condition.now())]),
    askedProcessId(id) {
      if (condition.now().supportsProcessId) say([0x37, 0x22, ...id, 0x00]);
    },
    askedIdentity: (n) => say(identity(n)),
    askedAutomaticStatus: condition.tellChanges,
  });
}
