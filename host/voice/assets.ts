import { livePath } from '../../core/voice/pack.ts';
import type { PageFile } from '../page-files.ts';
import type { SoundStore } from './sounds.ts';
import type { Voices } from './voices.ts';

/**
 * Serves what the page hears: the list of voice packs and their clips from the disk, and `/voice/live/<id>.wav` from
 * memory.
 *
 * @returns answers a request path with the file, or null when there is none
 */
export function voiceAssets(
  voices: Pick<Voices, 'asset'>,
  sounds: SoundStore,
): (requestPath: string) => Promise<PageFile | null> {
  return async (requestPath) => {
    const id = liveRequest.exec(requestPath)?.[1];
    if (id === undefined) return voices.asset(requestPath);
    const bytes = sounds.get(id);
    return bytes === null ? null : { bytes, contentType: 'audio/wav' };
  };
}

const liveRequest = new RegExp(`^/${livePath}/([\\w-]+)\\.wav$`, 'u');
