import { signal, type Signal } from '@preact/signals';
import type { Clock } from '../../core/lib/clock.ts';
import { languages, type Language } from '../../core/strings/language.ts';
import { browserVoice } from '../voice/browser-voice.ts';
import type { Packs } from '../../core/voice/choose.ts';
import type { Dialect } from '../../core/voice/spoken-language.ts';
import { loadPacks } from '../voice/packs.ts';
import type { Voice } from '../voice/voice.ts';
import { createHearing, type Hearing } from './hearing.ts';
import type { Machine } from './machine.ts';
import { createPadVoice, type PadVoice } from './pad-voice.ts';
import { createSpeech, type Speech } from './speech.ts';
import { tellVoiceTrouble } from './tell-voice-trouble.ts';

/** All that a customer hears, and how. */
export type Sounding = {
  readonly voice: Voice;
  readonly speech: Speech;
  readonly hearing: Hearing;
  readonly pad: PadVoice;
  readonly language: Signal<Language>;
  /** The verified voices; `dialectsFor` lists the dialects a customer may choose among. */
  readonly packs: Packs;
  /** Everything as for a new customer but the language (I4, I9). */
  readonly reset: () => void;
};

/** @param onTuned called when the customer has changed how it sounds */
export async function openVoice(
  clock: Clock,
  { host, privacy }: Pick<Machine, 'host' | 'privacy'>,
  onTuned: () => void,
): Promise<Sounding> {
  const packs = await loadPacks(fetchJson);
  const dialect = signal<Dialect | null>(null);
  const voice = browserVoice({ host, clock, packs, dialect });
  const language = signal<Language>(languages[0]);
  const spoken = createSpeech(voice, language, privacy);
  const tune: Speech['tune'] = (to) => {
    onTuned();
    spoken.tune(to);
  };
  const hearing = createHearing((lines) => {
    onTuned();
    spoken.say(lines);
  }, dialect);
  const pad = createPadVoice({ voice, say: spoken.say, privacy, saysDigits: hearing.saysDigits });
  tellVoiceTrouble(host, clock, voice.trouble);
  function reset(): void {
    voice.reset();
    hearing.reset();
  }
  return { voice, speech: { ...spoken, tune }, hearing, pad, language, packs, reset };
}

/** Of the machine's own files; a page must not wait for a sound for ever. */
async function fetchJson(path: string): Promise<unknown> {
  const reply = await fetch(path, { signal: AbortSignal.timeout(3_000) });
  if (!reply.ok) throw new Error(`nothing at ${path}: ${reply.status}`);
  return reply.json();
}
