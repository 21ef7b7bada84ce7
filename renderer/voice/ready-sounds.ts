import type { Source } from '../../core/voice/choose.ts';
import { createNewestFirst } from './newest-first.ts';
import { isRecording, nameOf, type Recording, type Recordings, type RecordingSource } from './recordings.ts';
import type { SoundMaker } from './sound.ts';

/** Sounds fetched before they are needed, so that a voice begins at once. Of one visit only: they may be personal (I4). */
export type ReadySounds = Pick<Recordings, 'find'> & {
  /** Fetches the best of the sources that can be had. Never rejects. */
  readonly prepare: (sources: readonly Source[]) => Promise<void>;
  /** Forgets them all, also those still on their way. */
  readonly forget: () => void;
};

/** Two dozen sentences of some four seconds: about 6 MB at the engine's sample rate. The oldest makes room. */
export const mostReady = 24;

/** The line that is to sound, the next one, and one that is prepared. */
const mostAsked = 3;

export function createReadySounds(
  recordings: Pick<Recordings, 'find'>,
  sounds: Pick<SoundMaker, 'keep'>,
): ReadySounds {
  const ready = new Map<string, Recording>();
  const askEngine = createNewestFirst<Recording | null>(mostAsked);
  let visit = 0;

  async function find(source: RecordingSource): Promise<Recording | null> {
    const present = ready.get(nameOf(source));
    if (present !== undefined) return present;
    // The engine speaks one sentence after the other, also those that nobody waits for any more.
    return source.level === 'engine' ? askEngine(() => recordings.find(source)) : recordings.find(source);
  }

  function put(name: string, recording: Recording): void {
    ready.delete(name);
    ready.set(name, recording);
    const [oldest] = ready.keys();
    if (ready.size > mostReady && oldest !== undefined) ready.delete(oldest);
  }

  /** What was joined is in the page's memory already. */
  function keptUrl(url: string): Promise<string | null> {
    return url.startsWith('data:') ? Promise.resolve(url) : sounds.keep(url);
  }

  /** False where the next source must be tried. */
  async function fetchOne(source: RecordingSource): Promise<boolean> {
    const name = nameOf(source);
    const present = ready.get(name);
    if (present !== undefined) put(name, present);
    if (present !== undefined) return true;
    const begunIn = visit;
    const recording = await find(source);
    const url = recording === null ? null : await keptUrl(recording.url);
    if (recording === null || url === null) return false;
    if (begunIn === visit) put(name, { ...recording, url });
    return true;
  }

  return {
    find,
    async prepare(sources) {
      for (const source of sources.filter(isRecording)) if (await fetchOne(source)) return;
    },
    forget() {
      visit += 1;
      ready.clear();
    },
  };
}
