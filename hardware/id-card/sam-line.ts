import type { Clock } from '../../core/lib/clock.ts';
import type { Port } from '../port.ts';
import { answerLength, canAnswer, decodeAnswer, encodeCommand } from './codec.ts';
import type { SamAnswer, SamCommand } from './codec.ts';
import { frameScanner } from './frame.ts';
import { sw3Of } from './sw3.ts';
import type { SamMeaning } from './sw3.ts';

/** What became of one command. `data` is wiped as soon as the listener returns: it may be a person. */
export type Outcome =
  | { readonly is: 'done'; readonly data: Uint8Array }
  | Exclude<SamMeaning, { is: 'done' }>
  | { readonly is: 'silent' };

/** A command that the reader did not carry out, for the log; never personal. */
export type Refusal = {
  readonly command: SamCommand;
  /** The card's own status; says more about `card-*`. */
  readonly sw1: number;
  readonly sw2: number;
  readonly sw3: number;
  /** What `sw3` stands for. */
  readonly name: string;
};

/** Longest wait for an answer, milliseconds: what makers' own host programs allow. */
const deadlineMs: Record<SamCommand, number> = {
  reset: 1_000,
  // With a silent find before it, silence is told within two seconds.
  status: 900,
  samId: 1_000,
  find: 1_000,
  select: 1_000,
  read: 2_500,
  readWithFingerprint: 3_000,
  readAddress: 3_000,
};
/** A pause inside an answer that no reader makes: what came so far is a torso. */
const interByteMs = 250;
const writeDeadlineMs = 500;

/** One question at a time over one connection. */
export type SamLine = {
  /** Forgets what came before; then exactly one `onOutcome`, unless stopped or asked anew. */
  readonly ask: (command: SamCommand, onOutcome: (outcome: Outcome) => void) => void;
  readonly stop: () => void;
};

export function samLine(port: Port, clock: Clock, onRefusal: (refusal: Refusal) => void): SamLine {
  const scanner = frameScanner(answerLength);
  let asked: { readonly command: SamCommand; readonly onOutcome: (outcome: Outcome) => void } | null = null;
  let isSpoilt = false;
  let stopDeadline = () => {};
  let stopSilence = () => {};

  function stop(): void {
    asked = null;
    stopDeadline();
    stopSilence();
    scanner.reset();
  }

  function settle(outcome: Outcome): void {
    const listener = asked;
    stop();
    listener?.onOutcome(outcome);
  }

  function isTorn(): boolean {
    return isSpoilt || scanner.isInsideFrame();
  }

  port.onBytes((chunk) => {
    if (asked === null) return;
    const { command } = asked;
    const { bodies, refused } = scanner.push(chunk);
    const answer = bodies.map(decodeAnswer).find((candidate) => canAnswer(command, candidate));
    const refusal = answer && refusalIn(command, answer);
    if (refusal) onRefusal(refusal);
    if (answer) settle(outcomeOf(answer));
    for (const body of bodies) body.fill(0);
    if (answer) return;
    isSpoilt ||= refused > 0;
    // A damaged answer is given up only when the line is quiet: asking while its rest still arrives would
    // put every later answer one command late.
    stopSilence();
    stopSilence = clock.after(interByteMs, () => {
      if (isTorn()) settle({ is: 'garbled' });
    });
  });

  return {
    ask(command, onOutcome) {
      stop();
      isSpoilt = false;
      asked = { command, onOutcome };
      stopDeadline = clock.after(deadlineMs[command], () => settle({ is: isTorn() ? 'garbled' : 'silent' }));
      // A write that fails closes the port, and its owner hears of that.
      void port.write(encodeCommand(command), writeDeadlineMs);
    },
    stop,
  };
}

function outcomeOf({ sw3, data }: SamAnswer): Outcome {
  const { meaning } = sw3Of(sw3);
  return meaning.is === 'done' ? { is: 'done', data } : meaning;
}

/** Neither an empty reader nor an empty place on a card is a refusal. */
function refusalIn(command: SamCommand, { sw1, sw2, sw3 }: SamAnswer): Refusal | null {
  const { name, meaning } = sw3Of(sw3);
  const isCarriedOut = meaning.is === 'done' || meaning.is === 'no-card' || name === 'no-content';
  return isCarriedOut ? null : { command, sw1, sw2, sw3, name };
}
