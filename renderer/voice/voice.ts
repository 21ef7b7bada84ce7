import type { ReadonlySignal } from '@preact/signals';
import type { Host } from '../../core/contract/host.ts';
import { languages, type Language } from '../../core/strings/language.ts';
import type { RenderedLine } from '../../core/strings/line.ts';
import { dialectsFor, sourcesFor, type Packs, type Source } from '../../core/voice/choose.ts';
import { gainOf } from '../../core/voice/settings.ts';
import type { Dialect, Tongue } from '../../core/voice/spoken-language.ts';
import type { VoiceTrouble } from '../../core/voice/trouble.ts';
import { createCaptions, type Caption } from './captions.ts';
import type { JoinClips } from './join-clips.ts';
import type { OpenParts } from './open-sound.ts';
import { runQueue, type Started } from './queue.ts';
import { createReadySounds } from './ready-sounds.ts';
import { createRecordings } from './recordings.ts';
import { createStage } from './stage.ts';
import { createTuning, type VoiceTuning } from './tuning.ts';
import { newTurn, type OnEnded } from './turn.ts';
import type { Speaking } from './word-light.ts';

export type { Started } from './queue.ts';
export type { Speaking } from './word-light.ts';

export type Voice = VoiceTuning & {
  /** Speaks the lines in order; whatever was sounding stops at once. In the customer's dialect, where none is named. */
  readonly say: (lines: readonly RenderedLine[], spoken: Language | Tongue, onEnded?: OnEnded) => void;
  /** Fetches a line's sound beforehand, so that it is heard also when the host is gone. Never rejects. */
  readonly keep: (line: RenderedLine, language: Language) => Promise<void>;
  /** Fetches a line's sound beforehand, so that it begins at once should it be said in this visit. Never rejects. */
  readonly prepare: (line: RenderedLine, language: Language) => Promise<void>;
  /** Has the engine speak what nobody hears, so that its next sentence, which no pack holds, is not the slow first one. */
  readonly warm: (line: RenderedLine, language: Language) => void;
  /** Silence at once. A line that still waits for the first touch goes on waiting. */
  readonly hush: () => void;
  /** A soft click: a key was taken. It stops no voice. */
  readonly tick: () => void;
  readonly speaking: ReadonlySignal<Speaking | null>;
  /** What is being said, in its public form, also what stands on no screen; null in silence. */
  readonly caption: ReadonlySignal<Caption | null>;
  /** What keeps customers from hearing; null once a sentence has been heard to its end again. */
  readonly trouble: ReadonlySignal<VoiceTrouble | null>;
  /** Silence and defaults, and nothing fetched for this customer left, after each of them (I4, I9). */
  readonly reset: () => void;
};

export type VoiceParts = Omit<OpenParts, 'recordings'> & {
  readonly host: Pick<Host, 'invoke'>;
  readonly packs: Packs;
  /** What the customer is spoken to in beside the text language; null or absent: its standard. */
  readonly dialect?: ReadonlySignal<Dialect | null>;
  readonly joinClips?: JoinClips;
  /** Calls back before every paint until stopped. */
  readonly eachFrame: (action: () => void) => () => void;
  /** Calls back whenever the browser may have lifted its ban on sound. */
  readonly onTouch: (action: () => void) => void;
  readonly onStarted?: (started: Started) => void;
};

/** The one voice of the page: two never sound together. */
export function createVoice(parts: VoiceParts): Voice {
  const { sounds } = parts;
  const stage = createStage();
  const captions = createCaptions(parts.clock);
  const recordings = createRecordings(parts);
  const ready = createReadySounds(recordings, sounds);
  const { reset, ...tuning } = createTuning(stage);
  const { send, trouble, speaking } = runQueue({ ...parts, recordings: ready, stage, captions });

  /** The customer's dialect goes with what it is a dialect of. */
  function tongueOf(language: Language): Tongue {
    const chosen = parts.dialect?.peek() ?? null;
    const dialect = dialectsFor(language, parts.packs).find((offered) => offered === chosen) ?? null;
    return { language, dialect };
  }

  function waysToSay(line: RenderedLine, { language, dialect }: Tongue): readonly Source[] {
    return sourcesFor(line, language, parts.packs, dialect);
  }

  function say(lines: readonly RenderedLine[], spoken: Language | Tongue, onEnded?: OnEnded): void {
    captions.off();
    const tongue = typeof spoken === 'string' ? tongueOf(spoken) : spoken;
    const sources = lines.map((line) => waysToSay(line, tongue));
    send({ type: 'SAID', lines: sources }, newTurn(lines, tongue, onEnded));
  }

  parts.onTouch(() => send({ type: 'TOUCHED' }));

  return {
    ...tuning,
    say,
    keep: (line, language) => recordings.keep(waysToSay(line, tongueOf(language))),
    prepare: (line, language) => ready.prepare(waysToSay(line, tongueOf(language))),
    warm: ({ spoken: text }, language) => void parts.host.invoke('voice.synthesise', { language, text }),
    hush() {
      captions.off();
      send({ type: 'HUSHED' });
    },
    tick: () => sounds.tick(gainOf(tuning.volume.value)),
    speaking,
    caption: captions.caption,
    trouble,
    reset() {
      say([], languages[0]);
      ready.forget();
      reset();
    },
  };
}
