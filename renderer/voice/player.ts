import { unreachable } from '../../core/lib/unreachable.ts';
import type { Source } from '../../core/voice/choose.ts';
import { speeds } from '../../core/voice/settings.ts';
import type { SoundRef, UtteranceEffect, UtteranceEvent } from '../../core/voice/utterance.ts';
import { openSound, type OpenParts } from './open-sound.ts';
import type { Stage } from './stage.ts';

export type PlayerParts = OpenParts & {
  readonly stage: Stage;
  readonly send: (event: UtteranceEvent) => void;
};

/** An audio device that went away leaves a sound that never ends: it counts as ended this long after it should. */
const graceMs = 3_000;

/** Carries out what the queue of sentences asks for, and tells it what came of it; never before `perform` returns. */
export function createPlayer(parts: PlayerParts): (effect: UtteranceEffect) => void {
  const { clock, stage, send } = parts;
  let turn = new AbortController();
  let stopWatch = () => {};

  async function load(ref: SoundRef, source: Source): Promise<void> {
    const over = turn.signal;
    const opened = await openSound(parts, source, over);
    if (over.aborted) return opened?.sound.stop();
    if (opened !== null) stage.put(ref.line, opened);
    send({ type: opened === null ? 'FAILED' : 'LOADED', sound: ref });
  }

  async function play(ref: SoundRef): Promise<void> {
    const over = turn.signal;
    const ready = stage.get(ref.line);
    const outcome = await ready?.sound.play((end) => finish(ref, end === 'ended' ? 'ENDED' : 'FAILED'));
    if (over.aborted) return;
    if (ready === undefined || outcome === 'failed') return finish(ref, 'FAILED');
    if (outcome === 'refused') return send({ type: 'REFUSED', sound: ref });
    stopWatch = clock.after(ready.durationMs / speeds[0] + graceMs, () => finish(ref, 'ENDED'));
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
