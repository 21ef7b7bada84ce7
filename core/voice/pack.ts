import * as v from 'valibot';
import { languages } from '../strings/language.ts';

const ms = v.pipe(v.number(), v.minValue(0));
const place = v.pipe(v.number(), v.integer(), v.minValue(0));

/** [first character, end character, begins at ms]: UTF-16 places in the spoken text, so that `slice` fits. */
const markSchema = v.tuple([place, place, ms]);
export type Mark = v.InferOutput<typeof markSchema>;

/** One recorded sentence. */
export const clipSchema = v.object({
  /** A bare file name beside the manifest: no folder can be escaped from. */
  file: v.pipe(v.string(), v.regex(/^[\w-][\w.-]*\.(?:wav|ogg|opus|mp3)$/u)),
  ms,
  sha256: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/u)),
  /** What is heard. A clip whose text is no longer the catalogue's is not played. */
  text: v.string(),
  marks: v.array(markSchema),
});
export type Clip = v.InferOutput<typeof clipSchema>;

/** `manifest.json` of a voice pack: recorded clips of one language by catalogue key. */
export const packManifestSchema = v.object({
  schema: v.literal(1),
  packId: v.string(),
  version: v.string(),
  language: v.picklist(languages),
  /** Whose voice it is; a synthetic one says so. */
  speaker: v.string(),
  clips: v.record(v.string(), clipSchema),
});
export type PackManifest = v.InferOutput<typeof packManifestSchema>;

/** Where both shells serve sound, below the page's own origin. */
export const packPath = 'voice/pack';
export const livePath = 'voice/live';
