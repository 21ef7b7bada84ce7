import type { ReadonlySignal } from '@preact/signals';
import type { Host } from '../../core/contract/host.ts';
import { languages, type Language } from '../../core/strings/language.ts';
import type { RenderedLine } from '../../core/strings/line.ts';
import { sourcesFor, type Packs, type Source } from '../../core/voice/choose.ts';
import { gainOf } from '../../core/voice/settings.ts';
import type { Dialect } from '../../core/voice/spoken-language.ts';
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
  /** Speaks the lines in order; whatever was sounding stops at once. */
  readonly say: (lines: readonly RenderedLine[], language: Language, onEnded?: OnEnded) => void;
  /** Fetches a line's sound beforehand, so that it is heard also when the host is gone. Never rejects. */
  readonly keep: (line: RenderedLine, language: Language) => Promise<void>;
  /** Fetches a line's sound beforehand, so that it begins at once should it be said in this visit. Never rejects. */
  readonly prepare: (line: RenderedLine, language: Language) => Promise<void>;
  /** Silence at once. A line that still waits for the first touch goes on waiting. */
  readonly hush: () => void;
  /** A soft click: a key was taken. It stops no voice. */
  readonly tick: () => void;
  readonly speaking: ReadonlySignal<Speaking | null>;
  /** Word for word what is being said, also what stands on no screen; null in silence. */
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

  function waysToSay(line: RenderedLine, language: Language): readonly Source[] {
    return sourcesFor(line, language, parts.packs, parts.dialect?.peek() ?? null);
  }

  function say(lines: readonly RenderedLine[], language: Language, onEnded?: OnEnded): void {
    captions.off();
    const sources = lines.map((line) => waysToSay(line, language));
    send({ type: 'SAID', lines: sources }, newTurn(lines, language, onEnded));
  }

  parts.onTouch(() => send({ type: 'TOUCHED' }));

  return {
    ...tuning,
    say,
    keep: (line, language) => recordings.keep(waysToSay(line, language)),
    prepare: (line, language) => ready.prepare(waysToSay(line, language)),
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
