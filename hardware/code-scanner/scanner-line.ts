import type { CodeTrouble } from '../../core/devices/codes.ts';
import type { Clock } from '../../core/lib/clock.ts';
import type { Result } from '../../core/lib/result.ts';
import { err, ok } from '../../core/lib/result.ts';
import type { Port } from '../port.ts';
import { questionWithin } from '../question.ts';
import { encodeCommand } from './codec.ts';
import type { ScannerAnswer, ScannerCommand } from './codec.ts';
import { codeStream } from './code-stream.ts';
import type { Reading } from './code-stream.ts';
import type { ScannerOptions } from './models.ts';

export type AskTrouble = 'scanner-missing' | 'scanner-silent' | 'scanner-garbled';
export type Asked = Result<Uint8Array, AskTrouble>;

/** One connection to a scanner: codes as they come, and one question at a time between them. */
export type ScannerLine = {
  /** The data of the answer. The caller asks nothing more until it has come. */
  readonly ask: (command: ScannerCommand) => Promise<Asked>;
  /** Whether a code is just coming: an engine answers behind it, and a long one takes seconds at 9600 baud. */
  readonly isInsideCode: () => boolean;
};

/** Who hears of codes. The bytes are personal. */
export type CodeEars = {
  readonly onCode: (bytes: Uint8Array) => void;
  readonly onTrouble: (trouble: CodeTrouble) => void;
};

/** An engine answers within some milliseconds, also while it looks for a code. */
const answerMs = 500;
const writeDeadlineMs = 500;
/** Where nothing is sent behind a code, so much silence ends it. */
const codeEndMs = 50;
/** Where a terminator is sent: a pause that no scanner makes inside a code. */
const tornMs = 250;

export function scannerLine(parts: {
  readonly port: Port;
  readonly clock: Clock;
  readonly options: ScannerOptions;
  readonly ears: CodeEars;
}): ScannerLine {
  const { port, clock, options, ears } = parts;
  const stream = codeStream(options);
  const question = questionWithin<Asked>(clock, answerMs, err('scanner-silent'));
  const quietMs = options.terminator === 'none' ? codeEndMs : tornMs;
  let isSpoilt = false;
  let stopQuiet = () => {};

  function hear(reading: Reading): void {
    switch (reading.is) {
      case 'answer':
        return question.settle(meaningOf(reading.answer));
      case 'bad-answer':
        isSpoilt = true;
        return;
      case 'code':
        return ears.onCode(reading.bytes);
      case 'refused':
        return ears.onTrouble(reading.trouble);
      default:
        return reading satisfies never;
    }
  }

  /** A spoilt question is given up now and not before: until then an answer to a second try would be dropped too. */
  function onQuiet(): void {
    stream.quiet().forEach(hear);
    if (isSpoilt) question.settle(err('scanner-garbled'));
    isSpoilt = false;
  }

  port.onBytes((chunk) => {
    stream.push(chunk).forEach(hear);
    stopQuiet();
    if (stream.isInside()) stopQuiet = clock.after(quietMs, onQuiet);
  });
  port.onClosed(() => {
    stopQuiet();
    question.settle(err('scanner-missing'));
  });

  return {
    isInsideCode: stream.isInside,
    ask(command) {
      const asked = question.open();
      // A write that fails closes the port.
      void port.write(encodeCommand(command), writeDeadlineMs);
      return asked;
    },
  };
}

/** A type other than 0 is a command the engine did not take: as good as not understood. */
function meaningOf({ type, data }: ScannerAnswer): Asked {
  return type === 0 ? ok(data) : err('scanner-garbled');
}
