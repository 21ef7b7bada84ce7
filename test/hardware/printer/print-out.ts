import { createDecoder } from '../../../hardware/printer/decoder.ts';
import { createPaperPath, type PrintedSlip } from '../../../hardware/printer/paper-path.ts';
import type { PaperWidthMm } from '../../../core/slips/paper.ts';
import { createPrintHead } from '../../../hardware/printer/print-head.ts';

/** Bytes to paper, at once: the twin's decoder without its line and its moods. */
export function printOut(bytes: Uint8Array, paperWidthMm: PaperWidthMm): readonly PrintedSlip[] {
  const paper = createPaperPath(() => {});
  const actions = {
    cut: paper.cut,
    askedPaperSensor: () => {},
    askedProcessId: () => {},
    askedIdentity: () => {},
    askedAutomaticStatus: () => {},
  };
  const decode = createDecoder(createPrintHead(paperWidthMm, paper.putOut), actions, paperWidthMm);
  for (const byte of bytes) {
    paper.workedOff(byte);
    decode(byte);
  }
  return paper.slips();
}
