import type { Clock } from '../../core/lib/clock.ts';
import type { Result } from '../../core/lib/result.ts';
import { err, ok } from '../../core/lib/result.ts';
import type { Port } from '../port.ts';
import { questionWithin } from '../question.ts';
import { decodeAnswer, decodeReport, radarCommands } from './codec.ts';
import type { RadarAnswer, RadarCommand, RadarReport } from './codec.ts';
import { encodeFrame, frameScanner } from './frame.ts';
import type { RadarFrame } from './frame.ts';

export type Asked = Result<Uint8Array, 'radar-missing' | 'radar-silent' | 'radar-refused'>;

/** One connection to a radar: its reports as they come, and one question at a time between them. */
export type RadarLine = {
  /** The data of the answer. The caller asks nothing more until it has come. */
  readonly ask: (command: RadarCommand) => Promise<Asked>;
  /** Without waiting for the answer. */
  readonly send: (command: RadarCommand) => void;
};

export type RadarEars = {
  readonly onReport: (report: RadarReport) => void;
  /** Bytes came that are neither report nor answer. */
  readonly onGarbled: () => void;
  /** Neither report nor answer for two seconds, and again for every two seconds more. */
  readonly onQuiet: () => void;
};

const answerMs = 500;
/** A radar in order reports ten times a second. */
const quietMs = 2_000;
const writeDeadlineMs = 500;

export function radarLine(port: Port, clock: Clock, ears: RadarEars): RadarLine {
  const scan = frameScanner();
  const question = questionWithin<Asked>(clock, answerMs, err('radar-silent'));
  let asked: RadarCommand | null = null;
  let stopQuiet = () => {};

  function awaitSign(): void {
    stopQuiet();
    stopQuiet = clock.after(quietMs, () => {
      awaitSign();
      ears.onQuiet();
    });
  }

  function hear({ kind, payload }: RadarFrame): void {
    if (kind === 'config') return hearAnswer(decodeAnswer(payload));
    const report = decodeReport(payload);
    if (report === null) return ears.onGarbled();
    awaitSign();
    ears.onReport(report);
  }

  function hearAnswer(answer: RadarAnswer | null): void {
    if (answer === null) return ears.onGarbled();
    awaitSign();
    if (answer.command !== asked) return;
    question.settle(answer.isDone ? ok(answer.data) : err('radar-refused'));
  }

  function send(command: RadarCommand): void {
    const frame = encodeFrame({ kind: 'config', payload: Uint8Array.from(radarCommands[command]) });
    // A write that fails closes the port.
    void port.write(frame, writeDeadlineMs);
  }

  port.onBytes((chunk) => {
    const { frames, refused } = scan(chunk);
    if (refused > 0) ears.onGarbled();
    frames.forEach(hear);
  });
  port.onClosed(() => {
    stopQuiet();
    question.settle(err('radar-missing'));
  });
  awaitSign();

  return {
    send,
    ask(command) {
      asked = command;
      const answered = question.open();
      send(command);
      return answered;
    },
  };
}
