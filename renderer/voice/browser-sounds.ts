import type { Clock } from '../../core/lib/clock.ts';
import { chimeSound } from './chime.ts';
import { elementSound, type SoundMaker } from './sound.ts';
import { playTick } from './tick.ts';

/** Sounds of this browser. The audio context of chime and tick is made when first needed, near a touch that lets it run. */
export function browserSounds(clock: Clock): SoundMaker {
  let made: AudioContext | undefined;
  const context = () => (made ??= new AudioContext());
  return {
    fromUrl: elementSound,
    keep: (url) => readAsDataUrl(url).catch(() => null),
    chime: () => chimeSound(context(), clock),
    tick: (gain) => playTick(context(), gain),
  };
}

const fetchWithinMs = 3_000;

/** As a `data:` URL, which a media element plays without asking anybody. Rejects when there is nothing at `url`. */
async function readAsDataUrl(url: string): Promise<string> {
  const reply = await fetch(url, { signal: AbortSignal.timeout(fetchWithinMs) });
  if (!reply.ok) throw new Error(`nothing at ${url}: ${reply.status}`);
  const sound = await reply.blob();
  return new Promise((settle, fail) => {
    const reader = new FileReader();
    // Only readAsArrayBuffer gives anything else.
    reader.addEventListener('load', () => settle(reader.result as string));
    reader.addEventListener('error', () => fail(reader.error));
    reader.readAsDataURL(sound);
  });
}

/** Calls back before every paint until stopped. */
export function eachFrame(action: () => void): () => void {
  let next = requestAnimationFrame(function paint() {
    action();
    next = requestAnimationFrame(paint);
  });
  return () => cancelAnimationFrame(next);
}

/** Resolves in a moment in which the page has nothing better to do, but always within a few seconds. */
export function idleMoment(): Promise<void> {
  return new Promise((settle) => requestIdleCallback(() => settle(), { timeout: 5_000 }));
}

/** Calls back at the end of every touch and at every key: the moments at which a browser lifts its ban on sound. */
export function onTouch(action: () => void): () => void {
  const stop = new AbortController();
  document.addEventListener('pointerup', action, { capture: true, signal: stop.signal });
  document.addEventListener('keydown', action, { capture: true, signal: stop.signal });
  return () => stop.abort();
}
