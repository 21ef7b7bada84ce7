import type { FromWorker, HandwritingTrouble, ToWorker } from '../../core/handwriting/messages.ts';
import {
  isOver,
  stepRecognising,
  unopened,
  type RecognisingEffect,
  type RecognisingEvent,
  type Sight,
} from '../../core/handwriting/recognising.ts';
import type { Writing } from '../../core/handwriting/strokes.ts';
import type { Clock } from '../../core/lib/clock.ts';
import { unreachable } from '../../core/lib/unreachable.ts';

/** The worker as the page holds it. */
export type WorkerLine = {
  readonly send: (message: ToWorker) => void;
  readonly end: () => void;
};

export type WorkerEars = {
  readonly onMessage: (message: FromWorker) => void;
  /** It could not be started, or an error of its own has ended it. */
  readonly onDeath: () => void;
};

export type RecogniserParts = {
  readonly startWorker: (ears: WorkerEars) => WorkerLine;
  readonly clock: Pick<Clock, 'after'>;
  /** Told once each, for staff. */
  readonly onTrouble: (trouble: HandwritingTrouble) => void;
};

export type Recogniser = {
  /**
   * `tell` hears what is seen in this writing: first by the matcher, then by both, and again should one of them become
   * ready only now. A newer writing ends all news of an older one.
   */
  readonly recognise: (writing: Writing, tell: (sight: Sight) => void) => void;
  /** The writing is of no interest any more. */
  readonly forget: () => void;
  readonly isOver: () => boolean;
};

/** Loading keeps the worker busy: for nine seconds on a machine with five other things to do. Nothing takes so long. */
export const silentAfterMs = 30_000;

/** Carries out what `stepRecognising` decides. */
export function createRecogniser({ startWorker, clock, onTrouble }: RecogniserParts): Recogniser {
  let state = unopened;
  let line: WorkerLine | null = null;
  let tell: (sight: Sight) => void = () => {};
  let stopWaiting = () => {};

  function send(event: RecognisingEvent): void {
    const step = stepRecognising(state, event);
    if (step.state.underWay !== state.underWay) stopWaiting();
    state = step.state;
    step.effects.forEach(perform);
  }

  function perform(effect: RecognisingEffect): void {
    switch (effect.do) {
      case 'start':
        line = listenTo(state.starts);
        return;
      case 'end':
        line?.end();
        return;
      case 'send':
        stopWaiting = clock.after(silentAfterMs, () => send({ type: 'WORKER_SILENT' }));
        line?.send(effect.message);
        return;
      case 'tell':
        return tell(effect.sight);
      case 'report':
        return onTrouble(effect.trouble);
      default:
        return unreachable(effect);
    }
  }

  /** A worker that was given up may still have something to say. */
  function listenTo(start: number): WorkerLine {
    const isMeant = () => state.isAlive && state.starts === start;
    return startWorker({
      onMessage: (message) => isMeant() && send({ type: 'HEARD', message }),
      onDeath: () => isMeant() && send({ type: 'WORKER_DIED' }),
    });
  }

  send({ type: 'OPENED' });
  return {
    recognise(writing, tellSight) {
      tell = tellSight;
      send({ type: 'ASKED', writing });
    },
    forget: () => send({ type: 'FORGOTTEN' }),
    isOver: () => isOver(state),
  };
}
