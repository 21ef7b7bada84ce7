import type { PrintOutcome, PrintTrouble, Slip } from '../../core/slips/slip.ts';
import { type BuildOptions, slipBytes } from './builder.ts';
import type { Changes } from './changes.ts';
import type { Confirmation } from './confirmation.ts';
import type { Conversation } from './conversation.ts';
import { feedAndCut } from './escpos.ts';
import type { Examination } from './examination.ts';
import type { Proof } from './proof.ts';

export type Printing = {
  /** Makes an idle printer ready, so that the next slip need not wait for it. */
  readonly prepare: (line: Conversation) => Promise<void>;
  readonly print: (line: Conversation, slip: Slip) => Promise<PrintOutcome>;
};

/** Prints slips one after the other over whatever connection there is. */
export function createPrinting(deps: {
  readonly build: BuildOptions;
  readonly changes: Changes;
  readonly proof: Proof;
  readonly examination: Examination;
  readonly confirmation: Confirmation;
}): Printing {
  const { build, changes, proof, examination, confirmation } = deps;
  /**
   * Part of an earlier slip may stick out of the printer: it must not become the head of the next customer's slip. At
   * the start nobody knows how the run before ended.
   */
  let mayHoldRemains = true;
  /** Over which connection getting ready has been tried. */
  let tried: Conversation | null = null;

  async function settled(line: Conversation): Promise<boolean> {
    if (proof.isSettled()) return true;
    tried = line;
    changes.forget();
    return proof.settle(line);
  }

  return {
    async prepare(line) {
      if (tried === line && !proof.isSettled()) return;
      if (await settled(line)) await changes.askFor(line);
    },

    async print(line, slip) {
      const { trouble } = await examination.confirm(line);
      if (trouble !== null) return notPrinted(trouble);
      if (!(await settled(line))) return notPrinted(line.isOpen() ? 'printer-silent' : 'printer-missing');
      const { bytes, missing } = slipBytes(slip, build);
      mayHoldRemains = !(await confirmation(line, [...(mayHoldRemains ? feedAndCut : []), ...bytes]));
      if (!mayHoldRemains) return printed(missing.length);
      proof.unsettle();
      tried = null;
      return { outcome: 'unknown' };
    },
  };
}

function printed(missingCharacters: number): PrintOutcome {
  return missingCharacters === 0 ? { outcome: 'printed' } : { outcome: 'printed', missingCharacters };
}

export function notPrinted(reason: PrintTrouble): PrintOutcome {
  return { outcome: 'not-printed', reason };
}
