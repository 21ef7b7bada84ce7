import type { Clock } from '../../core/lib/clock.ts';
import type { PrintOutcome, PrintTrouble, Slip } from '../../core/slips/slip.ts';
import { type BuildOptions, slipBytes } from './builder.ts';
import type { Changes } from './changes.ts';
import type { Confirmation } from './confirmation.ts';
import type { Conversation } from './conversation.ts';
import type { Examination } from './examination.ts';
import type { Proof } from './proof.ts';
import type { CutRemains } from './remains.ts';
import type { PrinterTiming } from './timing.ts';

export type Printing = {
  /** Makes an idle printer ready, so that the next slip need not wait for it. */
  readonly prepare: (line: Conversation) => Promise<void>;
  /** @param latestMs when it is to end at the latest, by the monotonic clock */
  readonly print: (line: Conversation, slip: Slip, latestMs: number) => Promise<PrintOutcome>;
};

/** Prints slips one after the other over whatever connection there is. */
export function createPrinting(deps: {
  readonly clock: Clock;
  readonly timing: Pick<PrinterTiming, 'printMs'>;
  readonly build: BuildOptions;
  readonly changes: Changes;
  readonly proof: Proof;
  readonly examination: Examination;
  readonly cutRemains: CutRemains;
  readonly confirmation: Confirmation;
  /** Called with the first byte of a slip; what it returns, when the slip has ended. */
  readonly beginPrinting: () => () => void;
}): Printing {
  const { clock, timing, build, changes, proof, examination, cutRemains, confirmation } = deps;
  /** At the start nobody knows how the run before ended. */
  let mayHoldRemains = true;
  const { prepare, prepareOnce, lose } = createReadiness(changes, proof);

  /** What keeps the printer from beginning a slip now. */
  async function hindrance(line: Conversation): Promise<PrintTrouble | null> {
    const { trouble } = await examination.confirm(line);
    if (trouble !== null) return trouble;
    if (!(await prepare(line))) return line.isOpen() ? 'printer-silent' : 'printer-missing';
    return mayHoldRemains ? cutRemains(line) : null;
  }

  async function confirmed(line: Conversation, slip: Uint8Array, latestMs: number): Promise<boolean> {
    const endPrinting = deps.beginPrinting();
    const { isPrinted, hasFaltered } = await confirmation(line, slip, latestMs);
    endPrinting();
    mayHoldRemains = !isPrinted || hasFaltered;
    if (isPrinted) return true;
    lose();
    return false;
  }

  return {
    prepare: prepareOnce,
    async print(line, slip, latestMs) {
      const trouble = await hindrance(line);
      if (trouble !== null) return notPrinted(trouble);
      // Begun now it could only end as unknown: the printer was kept by others for too long.
      if (clock.monotonicMs() + timing.printMs > latestMs) return notPrinted('printer-fault');
      const { bytes, missing } = slipBytes(slip, { ...build, tellsChanges: changes.areTold() });
      return (await confirmed(line, bytes, latestMs)) ? printed(missing.length) : { outcome: 'unknown' };
    },
  };
}

/** An idle printer is made ready once over each connection, and again behind a slip of which nobody knows. */
function createReadiness(changes: Changes, proof: Proof) {
  let tried: Conversation | null = null;

  async function settled(line: Conversation): Promise<boolean> {
    if (proof.isSettled()) return true;
    tried = line;
    changes.forget();
    return proof.settle(line);
  }

  async function prepare(line: Conversation): Promise<boolean> {
    const isReady = await settled(line);
    if (isReady) await changes.askFor(line);
    return isReady;
  }

  return {
    /** Whether a slip may begin. */
    prepare,
    async prepareOnce(line: Conversation): Promise<void> {
      if (tried !== line || proof.isSettled()) await prepare(line);
    },
    lose() {
      proof.unsettle();
      tried = null;
    },
  };
}

function printed(missingCharacters: number): PrintOutcome {
  return missingCharacters === 0 ? { outcome: 'printed' } : { outcome: 'printed', missingCharacters };
}

export function notPrinted(reason: PrintTrouble): PrintOutcome {
  return { outcome: 'not-printed', reason };
}
