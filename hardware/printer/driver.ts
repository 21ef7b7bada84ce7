import type { Clock } from '../../core/lib/clock.ts';
import { oneAtATime } from '../../core/lib/one-at-a-time.ts';
import type { PrintOutcome, Slip } from '../../core/slips/slip.ts';
import type { DeviceDriver, SelfTest } from '../device.ts';
import { unseen } from './examination.ts';
import type { ReceiptPrinterParts } from './options.ts';
import { keepConversation } from './printer-line.ts';
import { notPrinted } from './printing.ts';
import { notTested, testPrinter } from './self-test.ts';
import { createSkills } from './skills.ts';
import { createTeller } from './teller.ts';

export type { ReceiptPrinterOptions } from './options.ts';

export type ReceiptPrinter = DeviceDriver & {
  /** Prints once, behind any slip under way. Never rejects, never sends a slip again. A stopped driver prints nothing. */
  readonly print: (slip: Slip) => Promise<PrintOutcome>;
};

/** Whoever asks for a self-test hears within ten seconds. */
const testWithinMs = 9_000;

/** An ESC/POS receipt printer on a serial line. `onState` hears every change, and nothing twice in a row. */
export function createReceiptPrinter(parts: ReceiptPrinterParts): ReceiptPrinter {
  const { open, clock } = parts;
  const teller = createTeller((report) => line.isRunning() && parts.onState(report));
  const skills = createSkills(parts, teller);
  const { examination, printing, timing } = skills;
  /** Whoever has the line has it alone: a question in the middle of a command would be taken for its data. */
  const inTurn = oneAtATime();
  let cancelTending = () => {};
  const line = keepConversation({
    open,
    clock,
    onUp(fresh) {
      skills.watch(fresh);
      tendIn(0);
    },
    onDown(cause) {
      // Closed by ourselves for a fresh start: what was told before is true until that has failed.
      if (cause === 'closed') tendIn(timing.missingMs);
      else teller.tell(unseen(cause === 'gone' ? 'printer-missing' : 'printer-silent'));
    },
  });

  function tendIn(delayMs: number): void {
    cancelTending();
    cancelTending = clock.after(delayMs, () => void inTurn(tend));
  }

  async function tend(): Promise<void> {
    const now = line.now();
    if (now === null) return teller.tell(unseen('printer-missing'));
    const { trouble } = await examination.examine(now, 'clear');
    if (trouble === null) await printing.prepare(now);
    if (now === line.now()) tendIn(timing.heartbeatMs);
  }

  async function print(slip: Slip, latestMs: number): Promise<PrintOutcome> {
    const now = await line.known();
    return now === null ? notPrinted('printer-missing') : printing.print(now, slip, latestMs);
  }

  async function test(): Promise<SelfTest> {
    const now = await line.known();
    return now === null ? notTested('no line') : testPrinter(now, skills);
  }

  return {
    start: line.start,
    async stop() {
      cancelTending();
      await line.stop();
      await inTurn(async () => {});
    },
    print(slip) {
      const latestMs = clock.monotonicMs() + timing.mostMs;
      return inTurn(() => print(slip, latestMs));
    },
    selfTest: () => withinTime(clock, inTurn(test)),
  };
}

function withinTime(clock: Clock, testing: Promise<SelfTest>): Promise<SelfTest> {
  return new Promise((settle) => {
    const stopWaiting = clock.after(testWithinMs, () => settle(notTested('busy with a slip')));
    void testing.then((result) => {
      stopWaiting();
      settle(result);
    });
  });
}
