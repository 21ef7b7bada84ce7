import { signal, type ReadonlySignal } from '@preact/signals';
import type { Host } from '../../core/contract/host.ts';
import type { Language } from '../../core/strings/language.ts';
import type { RenderedLine } from '../../core/strings/line.ts';
import { sourcesFor, type Level, type Packs, type Source } from '../../core/voice/choose.ts';
import {
  defaultSpeed,
  defaultVolume,
  gainOf,
  nextStep,
  speeds,
  type VoiceStep,
} from '../../core/voice/settings.ts';
import type { Dialect } from '../../core/voice/spoken-language.ts';
import { silent, stepUtterance, type UtteranceEvent } from '../../core/voice/utterance.ts';
import type { JoinClips } from './join-clips.ts';
import type { OpenParts } from './open-sound.ts';
import { createPlayer } from './player.ts';
import { createRecordings } from './recordings.ts';
import { createStage } from './stage.ts';
import { createWordLight, type Speaking } from './word-light.ts';

export type { Speaking } from './word-light.ts';

/** A sentence has begun to sound. */
export type Started = {
  readonly line: RenderedLine;
  /** Monotonic, ms. */
  readonly atMs: number;
  readonly level: Level;
};

export type Voice = {
  /** Speaks the lines in order; whatever was sounding stops at once. */
  readonly say: (lines: readonly RenderedLine[], language: Language) => void;
  /** Fetches a line's sound beforehand, so that it is heard also when the host is gone. Never rejects. */
  readonly keep: (line: RenderedLine, language: Language) => Promise<void>;
  /** Silence at once. A line that still waits for the first touch goes on waiting. */
  readonly hush: () => void;
  readonly speaking: ReadonlySignal<Speaking | null>;
  readonly speed: ReadonlySignal<VoiceStep>;
  readonly volume: ReadonlySignal<VoiceStep>;
  /** One step faster or slower, at once; the caller then says the line that confirms it. */
  readonly changeSpeed: (by: 1 | -1) => void;
  readonly changeVolume: (by: 1 | -1) => void;
  /** Silence and defaults, after each customer (I9). */
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
  const speed = signal<VoiceStep>(defaultSpeed);
  const volume = signal<VoiceStep>(defaultVolume);
  const stage = createStage();
  const words = createWordLight(stage, parts.eachFrame);
  const recordings = createRecordings(parts);
  const perform = createPlayer({ ...parts, recordings, stage, send });
  let state = silent;
  let lines: readonly RenderedLine[] = [];

  function send(event: UtteranceEvent): void {
    const { state: next, effects } = stepUtterance(state, event);
    const isNews = next !== state;
    state = next;
    effects.forEach(perform);
    if (isNews) show(event);
  }

  function show(event: UtteranceEvent): void {
    const heard = state.at === 'speaking' && state.phase === 'sounding' ? lines[state.line] : undefined;
    if (heard === undefined) return words.off();
    if (event.type !== 'STARTED') return;
    parts.onStarted?.({ line: heard, atMs: parts.clock.monotonicMs(), level: event.sound.level });
    words.follow(heard, event.sound.line);
  }

  function set(newSpeed: VoiceStep, newVolume: VoiceStep): void {
    speed.value = newSpeed;
    volume.value = newVolume;
    stage.tune(speeds[newSpeed], gainOf(newVolume));
  }

  function waysToSay(line: RenderedLine, language: Language): readonly Source[] {
    return sourcesFor(line, language, parts.packs, parts.dialect?.peek() ?? null);
  }

  set(defaultSpeed, defaultVolume);
  parts.onTouch(() => send({ type: 'TOUCHED' }));

  return {
    say(next, language) {
      lines = next;
      send({ type: 'SAID', lines: next.map((line) => waysToSay(line, language)) });
    },
    keep: (line, language) => recordings.keep(waysToSay(line, language)),
    hush: () => send({ type: 'HUSHED' }),
    speaking: words.speaking,
    speed,
    volume,
    changeSpeed: (by) => set(nextStep(speed.value, by), volume.value),
    changeVolume: (by) => set(speed.value, nextStep(volume.value, by)),
    reset() {
      lines = [];
      send({ type: 'SAID', lines: [] });
      set(defaultSpeed, defaultVolume);
    },
  };
}
