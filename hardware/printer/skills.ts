import { type Changes, createChanges } from './changes.ts';
import type { Conversation } from './conversation.ts';
import { createConfirmation } from './confirmation.ts';
import { dialects } from './dialect.ts';
import { createExamination, type Examination } from './examination.ts';
import type { ReceiptPrinterParts } from './options.ts';
import { createPrinting, type Printing } from './printing.ts';
import { createProof, type Proof } from './proof.ts';
import { createSilence } from './silence.ts';
import { createCutRemains } from './remains.ts';
import type { Teller } from './teller.ts';
import { type PrinterTiming, printerTiming } from './timing.ts';

/** What the driver can do over a line, each part knowing as little of the others as it can. */
export type Skills = {
  readonly timing: PrinterTiming;
  readonly changes: Changes;
  readonly examination: Examination;
  readonly proof: Proof;
  readonly printing: Printing;
  /** Hears what a new connection tells unasked. */
  readonly watch: (line: Conversation) => void;
};

export function createSkills(
  { clock, paperWidthMm, options = {} }: Pick<ReceiptPrinterParts, 'clock' | 'paperWidthMm' | 'options'>,
  { tell, beginPrinting }: Teller,
): Skills {
  const { baudRate = 9_600, dialect = 'epson', glyphs } = options;
  const timing = { ...printerTiming, ...options.timing };
  const { triesProcessId } = dialects[dialect];
  const changes = createChanges(timing);
  const silence = createSilence({ timing, baudRate });
  const examination = createExamination({ clock, timing, changes, silence, tell });
  const proof = createProof({ clock, timing, baudRate, triesProcessId });
  const confirmation = createConfirmation({ clock, timing, baudRate, proof, examination });
  const cutRemains = createCutRemains({ clock, timing, proof, examination });
  const build = { paperWidthMm, dialect, glyphs };
  return {
    timing,
    changes,
    examination,
    proof,
    printing: createPrinting({
      clock,
      timing,
      build,
      changes,
      proof,
      examination,
      cutRemains,
      confirmation,
      beginPrinting,
    }),
    watch(line) {
      examination.watch(line);
      proof.watch(line);
    },
  };
}
