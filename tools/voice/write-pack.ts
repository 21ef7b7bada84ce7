import { createHash, createPublicKey, sign, type KeyObject } from 'node:crypto';
import { mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pcm16, wavOf } from '../../core/voice/wav.ts';
import type { Clip, PackManifest } from '../../core/voice/pack.ts';
import { packSigningBytes } from '../../host/voice/pack.ts';
import type { Take } from './speak-at-pace.ts';
import { levelled } from './sound/level.ts';
import { decodeOpus, encodeOpus } from './sound/opus.ts';
import { amplitude } from './sound/true-peak.ts';
import { readWav } from './sound/wav-file.ts';

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
    await lowerPeaks(
      folder,
      new Map(names.map((name, at) => [name, even[at] ?? new Float32Array()])),
      sampleRate,
    );
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

/** Opus mostly leaves the three decibels; where it took more than two, the clip is turned down by as much. */
const heardPeakDb = -1.5;
const mostRounds = 3;

/** Encodes those clips anew, softer, whose decoded sound is too high. */
async function lowerPeaks(
  folder: string,
  clips: ReadonlyMap<string, Float32Array>,
  sampleRate: number,
): Promise<void> {
  const gains = new Map<string, number>();
  let names: readonly string[] = [...clips.keys()];
  for (let round = 0; round < mostRounds && names.length > 0; round++) {
    const tooHigh = await decodedPeaks(folder, names);
    names = [...tooHigh.keys()];
    for (const [name, peakDb] of tooHigh) {
      const gain = (gains.get(name) ?? 1) * amplitude(heardPeakDb - 0.5 - peakDb);
      gains.set(name, gain);
      const softer = (clips.get(name) ?? new Float32Array()).map((sample) => sample * gain);
      await writeFile(path.join(folder, `${name}.wav`), wavOf(pcm16(softer), sampleRate));
    }
    await encodeOpus(folder, names);
  }
}

/** Peaks in dBFS of those decoded clips that are above `heardPeakDb`. */
async function decodedPeaks(folder: string, names: readonly string[]): Promise<ReadonlyMap<string, number>> {
  const decoded = await mkdtemp(path.join(tmpdir(), 'peaks-'));
  try {
    await decodeOpus(folder, names, decoded);
    const found = new Map<string, number>();
    for (const name of names) {
      const wav = readWav(await readFile(path.join(decoded, `${name}.wav`)));
      const peak = wav.ok ? wav.value.samples.reduce((high, one) => Math.max(high, Math.abs(one)), 0) : 0;
      if (peak > amplitude(heardPeakDb)) found.set(name, 20 * Math.log10(peak));
    }
    return found;
  } finally {
    await rm(decoded, { recursive: true });
  }
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
