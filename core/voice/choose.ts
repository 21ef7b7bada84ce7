import type { Language } from '../strings/language.ts';
import type { RenderedLine } from '../strings/line.ts';
import { packPath, type Clip, type Mark, type PackManifest } from './pack.ts';
import { planClips, type ClipStep } from './plan-clips.ts';
import { isDialect, soundAlike, standardOf, type Dialect, type SpokenLanguage } from './spoken-language.ts';

/**
 * How good the sound is, best first: the customer's dialect recorded, the standard language recorded, the computer's
 * own voice, the engine, only a chime beside the large text.
 */
export type Level = 'dialect' | 'clip' | 'system' | 'engine' | 'chime';

/** A sound of the page's own origin, or a silence between two. */
export type SoundStep = { readonly url: string } | { readonly pauseMs: number };

/** One way to give a whole sentence a sound. */
export type Source =
  | {
      readonly level: 'dialect' | 'clip';
      /** One sound, or several that are joined into one. */
      readonly steps: readonly SoundStep[];
      readonly durationMs: number;
      readonly marks: readonly Mark[];
    }
  | { readonly level: 'system'; readonly language: Language; readonly text: string }
  | { readonly level: 'engine'; readonly language: Language; readonly text: string }
  | { readonly level: 'chime' };

/** The verified voice packs, the branch's own before the built-in ones. */
export type Packs = readonly PackManifest[];

/** What `voice.synthesise` takes at most, in UTF-16 units. */
const longestEngineText = 200;

/**
 * The ways to speak a line, best first. They are tried for the whole sentence: a voice never changes in the middle of
 * one. The chime comes last and always, so that no screen is mute.
 *
 * @param dialect the customer's choice beside the text language; null: the standard language
 */
export function sourcesFor(
  line: RenderedLine,
  language: Language,
  packs: Packs,
  dialect: Dialect | null = null,
): readonly Source[] {
  return [
    ...dialectSource(line, language, packs, dialect),
    ...recordedIn(standardOf(language), 'clip', line, language, packs),
    ...livingVoices(line, language),
    { level: 'chime' },
  ];
}

/** The dialects whose packs have been verified and that go with this text language, as keys can be made of them. */
export function dialectsFor(language: Language, packs: Packs): readonly Dialect[] {
  const spoken = packs.filter(({ textLang }) => soundAlike(textLang, language)).map(({ lang }) => lang);
  return [...new Set(spoken.filter(isDialect))];
}

/** True when a customer who chose a dialect hears a sentence in the standard language; the screen then says so. */
export function isStandIn(level: Level, dialect: Dialect | null): boolean {
  return dialect !== null && level !== 'dialect' && level !== 'chime';
}

/** The dialect, or another one that its pack names to stand in. */
function dialectSource(
  line: RenderedLine,
  language: Language,
  packs: Packs,
  dialect: Dialect | null,
): readonly Source[] {
  if (dialect === null) return [];
  const named = packs.filter(({ lang }) => lang === dialect).flatMap(({ fallback }) => fallback);
  const chain = [dialect, ...named.filter(isDialect)];
  return chain.flatMap((spoken) => recordedIn(spoken, 'dialect', line, language, packs)).slice(0, 1);
}

/** The line from the first pack of a spoken language that has all of it. */
function recordedIn(
  spoken: SpokenLanguage,
  level: 'dialect' | 'clip',
  line: RenderedLine,
  language: Language,
  packs: Packs,
): readonly Source[] {
  const fitting = packs.filter(({ lang, textLang }) => lang === spoken && soundAlike(textLang, language));
  const own = fitting.toSorted((one, other) => distance(one, language) - distance(other, language));
  return own.flatMap((pack) => recorded(line, language, pack, level)).slice(0, 1);
}

/** A pack of the customer's own script comes first: its words light up one by one. */
function distance({ textLang }: PackManifest, language: Language): number {
  return textLang === language ? 0 : 1;
}

function recorded(
  line: RenderedLine,
  language: Language,
  pack: PackManifest,
  level: 'dialect' | 'clip',
): readonly Source[] {
  const plan = planClips(line, pack.textLang, pack.grammar);
  const sounds = plan?.map((step) => soundOf(step, pack)) ?? [null];
  if (!sounds.every((sound) => sound !== null)) return [];
  return [
    {
      level,
      steps: sounds.map((sound): SoundStep => ('pauseMs' in sound ? sound : { url: sound.url })),
      durationMs: sounds.reduce((sum, sound) => sum + lengthOf(sound), 0),
      marks: pack.textLang === language ? marksOf(sounds) : [],
    },
  ];
}

type PlannedSound =
  | { readonly pauseMs: number }
  | { readonly url: string; readonly clip: Clip; readonly at: number; readonly length: number };

function soundOf(step: ClipStep, pack: PackManifest): PlannedSound | null {
  if ('pauseMs' in step) return step;
  const clip = pack.clips[step.clip];
  if (clip === undefined) return null;
  return { url: `${packPath}/${pack.packId}/${clip.file}`, clip, at: step.at, length: step.length };
}

function lengthOf(sound: PlannedSound): number {
  return 'pauseMs' in sound ? sound.pauseMs : sound.clip.ms;
}

/** The marks of each clip, moved to its place in the sentence and in time. */
function marksOf(sounds: readonly PlannedSound[]): readonly Mark[] {
  const marks: Mark[] = [];
  let beginsMs = 0;
  for (const sound of sounds) {
    if (!('pauseMs' in sound)) {
      const { clip, at, length } = sound;
      for (const [start, end, ms] of clip.marks)
        marks.push([at + Math.min(start, length), at + Math.min(end, length), beginsMs + ms]);
    }
    beginsMs += lengthOf(sound);
  }
  return marks;
}

function livingVoices({ spoken }: RenderedLine, language: Language): readonly Source[] {
  if (spoken.trim() === '') return [];
  const system: Source = { level: 'system', language, text: spoken };
  return spoken.length > longestEngineText ? [system] : [system, { level: 'engine', language, text: spoken }];
}
