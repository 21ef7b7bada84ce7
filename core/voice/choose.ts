import type { Language } from '../strings/language.ts';
import type { RenderedLine } from '../strings/line.ts';
import { packPath, type Mark, type PackManifest } from './pack.ts';

/** How good the sound is: a recorded voice, a synthetic one, or only a chime beside the large text. */
export type Level = 'clip' | 'engine' | 'chime';

/** One way to give a whole sentence a sound. */
export type Source =
  | {
      readonly level: 'clip';
      readonly url: string;
      readonly durationMs: number;
      readonly marks: readonly Mark[];
    }
  | { readonly level: 'engine'; readonly language: Language; readonly text: string }
  | { readonly level: 'chime' };

/** What `voice.synthesise` takes at most, in UTF-16 units. */
const longestEngineText = 200;

/**
 * The ways to speak a line, best first. They are tried for the whole sentence: a voice never changes in the middle of
 * one. The chime comes last and always, so that no screen is mute.
 *
 * @param pack the recorded voice of the line's language, or null
 */
export function sourcesFor(
  line: RenderedLine,
  language: Language,
  pack: PackManifest | null,
): readonly Source[] {
  return [...clipOf(line, pack), ...engineOf(line, language), { level: 'chime' }];
}

/** A clip whose text is not what the catalogue says now is stale. */
function clipOf(line: RenderedLine, pack: PackManifest | null): readonly Source[] {
  const clip = pack?.clips[line.key];
  if (!line.fixed || pack === null || clip === undefined || clip.text !== line.spoken) return [];
  const url = `${packPath}/${pack.language}/${clip.file}`;
  return [{ level: 'clip', url, durationMs: clip.ms, marks: clip.marks }];
}

function engineOf(line: RenderedLine, language: Language): readonly Source[] {
  const isSpeakable = line.spoken.trim() !== '' && line.spoken.length <= longestEngineText;
  return isSpeakable ? [{ level: 'engine', language, text: line.spoken }] : [];
}
