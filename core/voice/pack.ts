import * as v from 'valibot';
import { signatureSchema } from '../records/envelope.ts';
import { languages } from '../strings/language.ts';
import { grammarSchema } from './grammar.ts';
import { spokenLanguages } from './spoken-language.ts';

/** As the folders and addresses of packs are made of it: no folder can be escaped from. */
const name = v.pipe(v.string(), v.regex(/^[\w-][\w.-]{0,63}$/u));
const version = v.pipe(v.string(), v.regex(/^\d{1,6}\.\d{1,6}\.\d{1,6}$/u));
const ms = v.pipe(v.number(), v.minValue(0));
const place = v.pipe(v.number(), v.integer(), v.minValue(0));

/** [first character, end character, begins at ms]: UTF-16 places in the spoken text, so that `slice` fits. */
const markSchema = v.tuple([place, place, ms]);
export type Mark = v.InferOutput<typeof markSchema>;

/** One recording: a sentence, words between two slots, or an atom of a number. */
export const clipSchema = v.object({
  /** A bare file name beside the manifest. */
  file: v.pipe(v.string(), v.regex(/^[\w-][\w.-]*\.(?:wav|opus)$/u)),
  ms,
  sha256: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/u)),
  /** The catalogue's words. A clip whose text is no longer the catalogue's is not played. */
  text: v.string(),
  marks: v.array(markSchema),
});
export type Clip = v.InferOutput<typeof clipSchema>;

/** Whose voice it is. A synthetic one says so, and only such a one may be signed with a build's own demo key. */
const speakerSchema = v.object({
  gender: v.picklist(['female', 'male', 'none']),
  /** Where the speaker's written consent is kept; never a name. */
  consentRef: v.pipe(v.string(), v.minLength(1), v.maxLength(200)),
  synthetic: v.boolean(),
});

/** `manifest.json` of a voice pack (`.cvp`): recordings of one spoken language by one speaker. */
export const packManifestSchema = v.object({
  schema: v.literal(1),
  packId: name,
  version,
  /** What is spoken; Mandarin and Cantonese are two languages to an ear. */
  lang: v.picklist(spokenLanguages),
  /** As the dialect names itself, with its place: 客家话(梅县). */
  dialectName: v.pipe(v.string(), v.minLength(1), v.maxLength(40)),
  speaker: speakerSchema,
  /** Whose words of the catalogue `text` repeats. */
  textLang: v.picklist(languages),
  /** Kiosk versions it was made for, both included. */
  minApp: version,
  maxApp: version,
  /** What it was brought to before encoding: LUFS integrated, dB true peak. */
  loudness: v.object({ lufs: v.number(), tpMax: v.number() }),
  clips: v.record(name, clipSchema),
  grammar: grammarSchema,
  /** Spoken languages that stand in for a whole sentence that is not here, best first. */
  fallback: v.array(v.picklist(spokenLanguages)),
  /** Clips without which it would not have been signed. */
  coverage: v.object({ required: v.array(name) }),
});
export type PackManifest = v.InferOutput<typeof packManifestSchema>;

/** `manifest.sig`: Ed25519 over `packSigningBytes` of the manifest's own bytes; the clips are covered by their hashes. */
export const packSignatureSchema = v.object({
  /** Raw 32 bytes as base64url. Which key it is; whether it is trusted is another matter. */
  publicKey: v.pipe(v.string(), v.regex(/^[\w-]{43}$/u)),
  signature: signatureSchema,
});

/** What stands before the manifest's bytes when they are signed, so that the signature fits no other document. */
export const packSigningLabel = 'care-kiosk voice-pack 1\n';

/** Where both shells serve sound, below the page's own origin. */
export const packPath = 'voice/pack';
export const livePath = 'voice/live';
/** The manifests of all verified packs, the branch's own first. */
export const packListPath = 'voice/packs.json';
export const packListSchema = v.array(packManifestSchema);

/** Why a pack is not used. Nobody hears anything of it; the kiosk speaks with its other voices. */
export const packRefusals = [
  'pack-missing', // the folder that the profile names holds no pack
  'signature-bad', // the manifest is not what was signed: one byte is enough
  'signer-unknown', // signed by a key that this kiosk does not trust for such a pack
  'manifest-damaged', // signed, and yet no manifest
  'wrong-app-version', // made for another version of the kiosk
  'wrong-language', // of a language or dialect that the kiosk has no words or no name for
  'clip-damaged', // a clip is gone or is not the one that was signed
] as const;
export type PackRefusal = (typeof packRefusals)[number];
