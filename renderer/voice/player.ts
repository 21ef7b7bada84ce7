import type { Clock } from '../../core/lib/clock.ts';
import { unreachable } from '../../core/lib/unreachable.ts';
import type { Source } from '../../core/voice/choose.ts';
import type { SoundRef, UtteranceEffect, UtteranceEvent } from '../../core/voice/utterance.ts';
import { openSound, type OpenParts, type Prepared } from './open-sound.ts';
import type { PlayOutcome, Sound } from './sound.ts';
import type { Stage } from './stage.ts';

export type PlayerParts = OpenParts & {
  readonly stage: Stage;
  readonly send: (event: UtteranceEvent) => void;
  /** A sound did not begin, or did not go on: the device may be gone. */
  readonly onStuck: () => void;
};

/** A loaded sound begins in some milliseconds; one that has not begun by then never will. */
const startsWithinMs = 2_000;
/** How often a sound under way is looked at. */
const lookEveryMs = 2_000;
/** A sound may outlast what its maker says of it by so much of its own time. */
const graceMs = 1_000;

/** Carries out what the queue of sentences asks for, and tells it what came of it; never before `perform` returns. */
export function createPlayer(parts: PlayerParts): (effect: UtteranceEffect) => void {
  const { clock, stage, send } = parts;
  let turn = new AbortController();
  let stopWatch = () => {};

  async function load(ref: SoundRef, source: Source): Promise<void> {
    const over = turn.signal;
    const opened = await openSound(parts, source, over).catch(() => null);
    if (over.aborted) return opened?.sound.stop();
    if (opened !== null) stage.put(ref.line, opened);
    send({ type: opened === null ? 'FAILED' : 'LOADED', sound: ref });
  }

  async function play(ref: SoundRef): Promise<void> {
    const over = turn.signal;
    const ready = stage.get(ref.line);
    const onEnd: OnEnd = (end) => finish(ref, end === 'ended' ? 'ENDED' : 'FAILED');
    const outcome = ready === undefined ? 'failed' : await begin(clock, ready, onEnd);
    if (over.aborted) return;
    if (outcome === 'stuck') parts.onStuck();
    if (ready === undefined || outcome === 'failed' || outcome === 'stuck') return finish(ref, 'FAILED');
    if (outcome === 'refused') return send({ type: 'REFUSED', sound: ref });
    stopWatch = watch(clock, ready, () => {
      parts.onStuck();
      finish(ref, 'ENDED');
    });
    send({ type: 'STARTED', sound: ref });
  }

  function finish(sound: SoundRef, type: 'ENDED' | 'FAILED'): void {
    stopWatch();
    stage.drop(sound.line);
    send({ type, sound });
  }

  return function perform(effect) {
    switch (effect.do) {
      case 'stop':
        turn.abort();
        turn = new AbortController();
        stopWatch();
        return stage.clear();
      case 'load':
        return void load(effect.sound, effect.source);
      case 'play':
        return void play(effect.sound);
      default:
        return unreachable(effect);
    }
  };
}

type OnEnd = Parameters<Sound['play']>[0];

/** `stuck`: nothing came of it, neither sound nor refusal. */
function begin(clock: Clock, { sound }: Prepared, onEnd: OnEnd): Promise<PlayOutcome | 'stuck'> {
  return new Promise((settle) => {
    const giveUp = clock.after(startsWithinMs, () => settle('stuck'));
    void sound
      .play(onEnd)
      .then(settle, () => settle('failed'))
      .finally(giveUp);
  });
}

/**
 * A device that went away leaves a sound that stands still or never ends.
 *
 * @returns ends the watch
 */
function watch(clock: Clock, { sound, durationMs }: Prepared, onStuck: () => void): () => void {
  let seenMs = -1;
  let stop = () => {};
  function lookLater(): void {
    stop = clock.after(lookEveryMs, () => {
      const atMs = sound.positionMs();
      const isStuck = atMs === seenMs || atMs > durationMs + graceMs;
      seenMs = atMs;
      if (isStuck) onStuck();
      else lookLater();
    });
  }
  lookLater();
  return () => stop();
}
