import { createHash, createPublicKey, sign, type KeyObject } from 'node:crypto';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { pcm16, wavOf } from '../../core/voice/wav.ts';
import type { Clip, PackManifest } from '../../core/voice/pack.ts';
import { packSigningBytes } from '../../host/voice/pack.ts';
import type { Take } from './speak-at-pace.ts';
import { levelled } from './sound/level.ts';
import { encodeOpus } from './sound/opus.ts';

/** The part of a manifest that does not come from the recordings. */
export type PackHead = Omit<PackManifest, 'schema' | 'clips' | 'coverage' | 'loudness'>;

export type NamedTake = { readonly clip: string; readonly words: string; readonly take: Take };

/** −18 LUFS; Opus may raise a peak by more than two decibels, so three are left to it (voice.md 2.2). */
export const packLoudness = { lufs: -18, tpMax: -3 } as const;

export type WritePackParts = {
  /** `<name>.cvp` */
  readonly folder: string;
  readonly head: PackHead;
  /** Of one session: one speaker, one room, one sample rate. */
  readonly takes: readonly NamedTake[];
  readonly key: KeyObject;
  /** False: plain WAV, some ten times as large. */
  readonly opus: boolean;
};

/** Levels, encodes, hashes and signs. A pack that was cut short is no pack. */
export async function writePack(parts: WritePackParts): Promise<{ readonly bytes: number }> {
  // No kiosk looks into a folder of this name: it sees the whole pack or none.
  const folder = `${parts.folder}.part`;
  const written = await writeParts({ ...parts, folder });
  await rm(parts.folder, { recursive: true, force: true });
  await rename(folder, parts.folder);
  return written;
}

async function writeParts(parts: WritePackParts): Promise<{ readonly bytes: number }> {
  const { folder, head, takes, key, opus } = parts;
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  const [{ take: { sampleRate } } = { take: { sampleRate: 48_000 } }] = takes;
  const even = levelled({ sampleRate, clips: takes.map(({ take }) => take.samples) }, packLoudness);

  const names = takes.map(({ clip }) => clip);
  for (const [at, samples] of even.entries())
    await writeFile(path.join(folder, `${names[at]}.wav`), wavOf(pcm16(samples), sampleRate));
  if (opus) {
    await encodeOpus(folder, names);
    for (const name of names) await rm(path.join(folder, `${name}.wav`));
  }

  const clips: Record<string, Clip> = {};
  let bytes = 0;
  for (const [at, { clip, words, take }] of takes.entries()) {
    const file = `${clip}.${opus ? 'opus' : 'wav'}`;
    const sound = await readFile(path.join(folder, file));
    bytes += sound.length;
    clips[clip] = {
      file,
      ms: Math.round(((even[at]?.length ?? 0) * 1000) / sampleRate),
      sha256: createHash('sha256').update(sound).digest('hex'),
      text: words,
      // The first word lights with the sound; else the whole line would flash up before it.
      marks: take.marks.map(([start, end, ms], place) => [start, end, place === 0 ? 0 : ms]),
    };
  }
  const manifest: PackManifest = {
    schema: 1,
    ...head,
    loudness: packLoudness,
    clips,
    coverage: { required: names },
  };
  await signManifest(folder, manifest, key);
  return { bytes };
}

/** Writes `manifest.json` and, over its very bytes, `manifest.sig`. */
export async function signManifest(folder: string, manifest: PackManifest, key: KeyObject): Promise<void> {
  const text = Buffer.from(`${JSON.stringify(manifest)}\n`, 'utf8');
  const signature = sign(null, packSigningBytes(text), key).toString('base64url');
  await writeFile(path.join(folder, 'manifest.json'), text);
  await writeFile(
    path.join(folder, 'manifest.sig'),
    `${JSON.stringify({ publicKey: publicKeyOf(key), signature })}\n`,
  );
}

/** Raw 32 bytes as base64url. */
export function publicKeyOf(key: KeyObject): string {
  return createPublicKey(key).export({ format: 'jwk' }).x ?? '';
}
