import type { PrintedLine } from '../../core/slips/printed.ts';

/** A piece of paper: torn off by the blade, or still hanging out of the printer (`cut` false). */
export type PrintedSlip = {
  /** Everything the printer worked off since the cut before. */
  readonly bytes: Uint8Array;
  readonly document: readonly PrintedLine[];
  readonly cut: boolean;
};

/** What has come out of a printer. */
export type PaperPath = {
  readonly workedOff: (byte: number) => void;
  /** Returns how many lines hang out of the printer now. */
  readonly putOut: (line: PrintedLine) => number;
  readonly cut: () => void;
  /** The newest two hundred, oldest first; the last may hang out still. */
  readonly slips: () => readonly PrintedSlip[];
};

/** Nobody looks at more of one piece, whatever is sent without ever a cut. */
const most = { bytes: 1_000_000, lines: 10_000 } as const;
/** A twin may run for weeks. */
const slipsKept = 200;

export function createPaperPath(onSlip: (slip: PrintedSlip) => void): PaperPath {
  const slips: PrintedSlip[] = [];
  let bytes: number[] = [];
  let document: PrintedLine[] = [];

  function piece(cut: boolean): PrintedSlip {
    return { bytes: Uint8Array.from(bytes), document: [...document], cut };
  }

  return {
    workedOff(byte) {
      if (bytes.length < most.bytes) bytes.push(byte);
    },
    putOut(line) {
      if (document.length < most.lines) document.push(line);
      return document.length;
    },
    cut() {
      const slip = piece(true);
      bytes = [];
      document = [];
      // A blank stub is nobody's slip.
      if (slip.document.length === 0) return;
      slips.push(slip);
      if (slips.length > slipsKept) slips.shift();
      onSlip(slip);
    },
    slips: () => (document.length === 0 ? [...slips] : [...slips, piece(false)]),
  };
}
