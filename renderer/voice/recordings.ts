import type { Host } from '../../core/contract/host.ts';
import { unreachable } from '../../core/lib/unreachable.ts';
import type { SoundStep, Source } from '../../core/voice/choose.ts';
import type { Mark } from '../../core/voice/pack.ts';
import type { JoinClips } from './join-clips.ts';
import type { SoundMaker } from './sound.ts';

/** The sound of a whole sentence, and where it lies. */
export type Recording = {
  readonly url: string;
  readonly marks: readonly Mark[];
  readonly durationMs: number;
};

/** What a voice has recorded or our engine synthesises; chime and system voice are made in the page. */
export type RecordingSource = Extract<Source, { readonly level: 'dialect' | 'clip' | 'engine' }>;

/** Where recordings come from: the page's own memory first, then the host. */
export type Recordings = {
  /** Null when it cannot be had. */
  readonly find: (source: RecordingSource) => Promise<Recording | null>;
  /** Copies the best of the sources that can be had into the page's memory, for when the host is gone. Never rejects. */
  readonly keep: (sources: readonly Source[]) => Promise<void>;
};

export type RecordingParts = {
  readonly host: Pick<Host, 'invoke'>;
  readonly sounds: Pick<SoundMaker, 'keep'>;
  /** Absent: a sentence that needs several clips comes from the next source. */
  readonly joinClips?: JoinClips;
};

export function createRecordings(parts: RecordingParts): Recordings {
  const kept = new Map<string, Recording>();

  async function copy(source: RecordingSource): Promise<boolean> {
    const recording = await locate(parts, source);
    if (recording === null) return false;
    // What was joined is in the page's memory already.
    const isHere = recording.url.startsWith('data:');
    const url = isHere ? recording.url : await parts.sounds.keep(recording.url);
    if (url === null) return false;
    kept.set(nameOf(source), { ...recording, url });
    return true;
  }

  return {
    find: async (source) => kept.get(nameOf(source)) ?? locate(parts, source),
    async keep(sources) {
      for (const source of sources.filter(isRecording)) {
        if (kept.has(nameOf(source)) || (await copy(source))) return;
      }
    },
  };
}

export function isRecording(source: Source): source is RecordingSource {
  return source.level !== 'chime' && source.level !== 'system';
}

/** Names a source's sound among all others. */
export function nameOf(source: RecordingSource): string {
  if (source.level === 'engine') return `${source.language} ${source.text}`;
  return source.steps.map((step) => ('url' in step ? step.url : step.pauseMs)).join(' ');
}

async function locate(parts: RecordingParts, source: RecordingSource): Promise<Recording | null> {
  switch (source.level) {
    case 'dialect':
    case 'clip': {
      const url = await urlOf(parts, source.steps);
      return url === null ? null : { url, marks: source.marks, durationMs: source.durationMs };
    }
    case 'engine': {
      const { language, text } = source;
      const reply = await parts.host.invoke('voice.synthesise', { language, text });
      return reply.ok ? reply.value : null;
    }
    default:
      return unreachable(source);
  }
}

/** A clip alone is played from where it lies. */
async function urlOf({ joinClips }: RecordingParts, steps: readonly SoundStep[]): Promise<string | null> {
  const [only, ...others] = steps;
  if (only !== undefined && others.length === 0 && 'url' in only) return only.url;
  return (await joinClips?.(steps)) ?? null;
}
