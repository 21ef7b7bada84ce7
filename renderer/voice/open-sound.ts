import type { Host } from '../../core/contract/host.ts';
import type { Clock } from '../../core/lib/clock.ts';
import { unreachable } from '../../core/lib/unreachable.ts';
import type { Source } from '../../core/voice/choose.ts';
import type { Mark } from '../../core/voice/pack.ts';
import { chimeMs } from './chime.ts';
import type { Sound, SoundMaker } from './sound.ts';

/** A sentence ready to sound. */
export type Prepared = {
  readonly sound: Sound;
  readonly marks: readonly Mark[];
  readonly durationMs: number;
};

export type OpenParts = {
  readonly host: Pick<Host, 'invoke'>;
  readonly clock: Clock;
  readonly sounds: SoundMaker;
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

async function locate({ host, sounds }: OpenParts, source: Source): Promise<Prepared | null> {
  switch (source.level) {
    case 'clip':
      return { sound: sounds.fromUrl(source.url), marks: source.marks, durationMs: source.durationMs };
    case 'engine': {
      const reply = await host.invoke('voice.synthesise', { language: source.language, text: source.text });
      if (!reply.ok) return null;
      const { url, marks, durationMs } = reply.value;
      return { sound: sounds.fromUrl(url), marks, durationMs };
    }
    case 'chime':
      return { sound: sounds.chime(), marks: [], durationMs: chimeMs };
    default:
      return unreachable(source);
  }
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
