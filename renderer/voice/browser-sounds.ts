import type { Clock } from '../../core/lib/clock.ts';
import { chimeSound } from './chime.ts';
import { elementSound, type SoundMaker } from './sound.ts';

/** Sounds of this browser. The chime's audio context is made when first needed, near a touch that lets it run. */
export function browserSounds(clock: Clock): SoundMaker {
  let context: AudioContext | undefined;
  return {
    fromUrl: elementSound,
    chime: () => chimeSound((context ??= new AudioContext()), clock),
  };
}

/** Calls back before every paint until stopped. */
export function eachFrame(action: () => void): () => void {
  let next = requestAnimationFrame(function paint() {
    action();
    next = requestAnimationFrame(paint);
  });
  return () => cancelAnimationFrame(next);
}

/** Calls back at the end of every touch and at every key: the moments at which a browser lifts its ban on sound. */
export function onTouch(action: () => void): () => void {
  const stop = new AbortController();
  document.addEventListener('pointerup', action, { capture: true, signal: stop.signal });
  document.addEventListener('keydown', action, { capture: true, signal: stop.signal });
  return () => stop.abort();
}
