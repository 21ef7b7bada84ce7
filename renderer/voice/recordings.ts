import type { Host } from '../../core/contract/host.ts';
import { unreachable } from '../../core/lib/unreachable.ts';
import type { Source } from '../../core/voice/choose.ts';
import type { Mark } from '../../core/voice/pack.ts';
import type { SoundMaker } from './sound.ts';

/** The sound of a whole sentence, and where it lies. */
export type Recording = {
  readonly url: string;
  readonly marks: readonly Mark[];
  readonly durationMs: number;
};

/** What a voice has recorded or synthesised; the chime is made in the page. */
type RecordingSource = Exclude<Source, { readonly level: 'chime' }>;

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
};

export function createRecordings({ host, sounds }: RecordingParts): Recordings {
  const kept = new Map<string, Recording>();

  async function copy(source: RecordingSource): Promise<boolean> {
    const recording = await locate(host, source);
    const url = recording === null ? null : await sounds.keep(recording.url);
    if (recording === null || url === null) return false;
    kept.set(nameOf(source), { ...recording, url });
    return true;
  }

  return {
    find: async (source) => kept.get(nameOf(source)) ?? locate(host, source),
    async keep(sources) {
      for (const source of sources) {
        if (source.level === 'chime' || kept.has(nameOf(source)) || (await copy(source))) return;
      }
    },
  };
}

function nameOf(source: RecordingSource): string {
  return source.level === 'clip' ? source.url : `${source.language} ${source.text}`;
}

async function locate(host: Pick<Host, 'invoke'>, source: RecordingSource): Promise<Recording | null> {
  switch (source.level) {
    case 'clip':
      return source;
    case 'engine': {
      const reply = await host.invoke('voice.synthesise', { language: source.language, text: source.text });
      return reply.ok ? reply.value : null;
    }
    default:
      return unreachable(source);
  }
}
