import type { Clock } from '../../core/lib/clock.ts';
import type { Source } from '../../core/voice/choose.ts';
import type { Mark } from '../../core/voice/pack.ts';
import { chimeMs } from './chime.ts';
import type { Recordings } from './recordings.ts';
import type { Sound, SoundMaker } from './sound.ts';
import type { SystemVoice } from './system-voice.ts';

/** A sentence ready to sound. */
export type Prepared = {
  readonly sound: Sound;
  readonly marks: readonly Mark[];
  readonly durationMs: number;
};

export type OpenParts = {
  readonly recordings: Pick<Recordings, 'find'>;
  readonly clock: Clock;
  readonly sounds: SoundMaker;
  /** Absent where the computer has no voice of its own. */
  readonly systemVoice?: SystemVoice;
};

/** Either half of the way, synthesis and loading, may take this long; then the next source is tried. */
const halfWayMs = 3_000;

/**
 * Fetches the sound of a source.
 *
 * @param over ends the wait at once
 * @returns null when it cannot be had in time
 */
export async function openSound(
  parts: OpenParts,
  source: Source,
  over: AbortSignal,
): Promise<Prepared | null> {
  const located = await within(parts.clock, over, locate(parts, source));
  if (located === null) return null;
  if ((await within(parts.clock, over, located.sound.load())) === true) return located;
  located.sound.stop();
  return null;
}

async function locate(parts: OpenParts, source: Source): Promise<Prepared | null> {
  const { recordings, sounds } = parts;
  if (source.level === 'chime') return { sound: sounds.chime(), marks: [], durationMs: chimeMs };
  if (source.level === 'system') return systemSound(parts, source);
  const recording = await recordings.find(source);
  if (recording === null) return null;
  const { url, marks, durationMs } = recording;
  return { sound: sounds.fromUrl(url), marks, durationMs };
}

/** Far more than the slowest voice needs: after it, a voice that tells no end is taken to have ended. */
const msPerCharacter = 500;

function systemSound(
  { systemVoice }: OpenParts,
  { text, language }: Extract<Source, { readonly level: 'system' }>,
): Prepared | null {
  const sound = systemVoice?.soundOf(text, language) ?? null;
  // Without marks the whole line lights: where words begin is told on some systems only.
  return sound && { sound, marks: [], durationMs: text.length * msPerCharacter };
}

/** Waits no longer than `halfWayMs`, and not at all once it is over. */
function within<T>(clock: Clock, over: AbortSignal, work: Promise<T>): Promise<T | null> {
  return new Promise((settle, fail) => {
    const giveUp = () => settle(null);
    const stop = clock.after(halfWayMs, giveUp);
    over.addEventListener('abort', giveUp, { once: true });
    work.then(settle, fail).finally(() => {
      stop();
      over.removeEventListener('abort', giveUp);
    });
  });
}
