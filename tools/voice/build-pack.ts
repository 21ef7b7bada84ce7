import { createPrivateKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import * as v from 'valibot';
import { err, ok, type Result } from '../../core/lib/result.ts';
import { clipWords } from '../../core/voice/clip-words.ts';
import type { Mark } from '../../core/voice/pack.ts';
import { packManifestSchema } from '../../core/voice/pack.ts';
import { roomOf } from './pace.ts';
import { readWav } from './sound/wav-file.ts';
import { trimmed } from './sound/trim.ts';
import type { Take } from './speak-at-pace.ts';
import { publicKeyOf, writePack, type NamedTake, type PackHead } from './write-pack.ts';

/** `pack.json` beside the recordings: whose voice, which language, for which kiosk. */
const headSchema = v.omit(packManifestSchema, ['schema', 'clips', 'coverage', 'loudness']);

export type BuildTrouble = {
  readonly code:
    | 'no-pack-json' // missing, or not such a document
    | 'key-unreadable' // not the PEM of an Ed25519 private key
    | 'recording-missing'
    | 'recording-unreadable' // no WAV, or of a coding that is not read
    | 'recording-silent'
    | 'rates-differ'; // recordings of one session have one sample rate
  readonly detail: string;
};

/** Trims, levels, encodes, marks, hashes and signs the recordings of a folder: `<clip>.wav` and `pack.json`. */
export async function buildPack(parts: {
  readonly recordings: string;
  readonly folder: string;
  readonly keyFile: string;
  readonly opus: boolean;
}): Promise<Result<{ readonly clips: number; readonly bytes: number }, readonly BuildTrouble[]>> {
  const head = await readHead(parts.recordings);
  const key = await readKey(parts.keyFile);
  if (!head.ok) return err([head.error]);
  if (!key.ok) return err([key.error]);
  const read = await Promise.all(
    [...clipWords(head.value.textLang)].map(([clip, { words, whole }]) =>
      readTake(parts.recordings, clip, words, whole),
    ),
  );
  const takes = read.flatMap((take) => (take.ok ? [take.value] : []));
  const rates = new Set(takes.map(({ take }) => take.sampleRate));
  const troubles = read.flatMap((take) => (take.ok ? [] : [take.error]));
  if (rates.size > 1) troubles.push({ code: 'rates-differ', detail: [...rates].join(', ') });
  if (troubles.length > 0) return err(troubles);
  const { bytes } = await writePack({ ...parts, head: head.value, takes, key: key.value });
  return ok({ clips: takes.length, bytes });
}

async function readHead(recordings: string): Promise<Result<PackHead, BuildTrouble>> {
  const text = await readFile(path.join(recordings, 'pack.json'), 'utf8').catch(() => '');
  const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), headSchema), text);
  if (parsed.success) return ok(parsed.output);
  const [issue] = parsed.issues;
  return err({ code: 'no-pack-json', detail: `${v.getDotPath(issue) ?? ''} ${issue.message}`.trim() });
}

async function readKey(file: string): Promise<Result<KeyObject, BuildTrouble>> {
  try {
    const key = createPrivateKey(await readFile(file));
    if (key.asymmetricKeyType === 'ed25519') return ok(key);
  } catch {
    // no such file, or no key in it
  }
  return err({ code: 'key-unreadable', detail: file });
}

/** Makes a signing key; never writes over one. The public half, for `voiceKeys` of the site profile. */
export async function makeKey(file: string): Promise<string> {
  const { privateKey } = generateKeyPairSync('ed25519');
  const pem = privateKey.export({ type: 'pkcs8', format: 'pem' });
  await writeFile(file, pem, { mode: 0o600, flag: 'wx' });
  return publicKeyOf(privateKey);
}

async function readTake(
  recordings: string,
  clip: string,
  words: string,
  whole: boolean,
): Promise<Result<NamedTake, BuildTrouble>> {
  const bytes = await readFile(path.join(recordings, `${clip}.wav`)).catch(() => null);
  if (bytes === null) return err({ code: 'recording-missing', detail: clip });
  const pcm = readWav(bytes);
  if (!pcm.ok) return err({ code: 'recording-unreadable', detail: `${clip}: ${pcm.error}` });
  const { samples, sampleRate } = pcm.value;
  const room = roomOf(whole);
  const cut = trimmed(samples, sampleRate, room);
  if (cut === null) return err({ code: 'recording-silent', detail: clip });
  const heardMs = (cut.samples.length * 1000) / sampleRate - room.headMs - room.tailMs;
  const marks = evenMarks(words, room.headMs, heardMs);
  const take: Take = { samples: cut.samples, sampleRate, marks };
  return ok({ clip, words, take });
}

/** A pause is about as long as a character. */
const spoken = /\p{Script=Han}|[\p{L}\p{N}’']+|[。，；：？！、,.;:?!]/gu;

/**
 * Marks as if every character took the same time: nobody has listened for where the words of a recording begin. An
 * English word counts by its letters.
 */
export function evenMarks(words: string, beginsMs: number, heardMs: number): readonly Mark[] {
  const found = [...words.matchAll(spoken)].map(([text], at, all) => ({
    at: all[at]?.index ?? 0,
    text,
    weight: /\p{Script=Han}/u.test(text) ? 1 : /\p{L}/u.test(text) ? 0.6 + text.length * 0.2 : 1,
  }));
  // The voice is silent behind the last sign anyway: its time has been trimmed away.
  while (found.length > 0 && !/\p{L}/u.test(found.at(-1)?.text ?? '')) found.pop();
  const total = found.reduce((sum, { weight }) => sum + weight, 0);
  let passed = 0;
  return found.flatMap(({ at, text, weight }, place): Mark[] => {
    const ms = Math.round(beginsMs + (heardMs * passed) / total);
    passed += weight;
    const next = found.slice(place + 1).find((one) => /\p{L}/u.test(one.text));
    return /\p{L}/u.test(text) ? [[at, next?.at ?? words.length, ms]] : [];
  });
}
