import { createHash } from 'node:crypto';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { ok, type Result } from '../../core/lib/result.ts';
import type { Language } from '../../core/strings/language.ts';
import type { Clip, PackManifest } from '../../core/voice/pack.ts';
import type { SpeechEngine, SpeechFault } from '../../host/voice/engine.ts';

export type PackSize = { readonly clips: number; readonly bytes: number; readonly soundMs: number };

/**
 * Speaks every sentence into `<folder>/<language>/` and writes the manifest last, so that a pack that was cut short is
 * no pack.
 *
 * @param words key → spoken text
 */
export async function writeDemoPack(
  engine: SpeechEngine,
  folder: string,
  language: Language,
  words: ReadonlyMap<string, string>,
): Promise<Result<PackSize, SpeechFault>> {
  const home = path.join(folder, language);
  await rm(home, { recursive: true, force: true });
  await mkdir(home, { recursive: true });
  const clips: Record<string, Clip> = {};
  let bytes = 0;
  for (const [key, text] of words) {
    const spoken = await engine.synthesise(language, text);
    if (!spoken.ok) return spoken;
    const { wav, durationMs, marks } = spoken.value;
    const file = `${key}.wav`;
    await writeFile(path.join(home, file), wav);
    clips[key] = { file, ms: durationMs, sha256: sha256(wav), text, marks: [...marks] };
    bytes += wav.length;
  }
  const manifest: PackManifest = {
    schema: 1,
    packId: `demo-${language}`,
    version: '1',
    language,
    speaker: 'synthetic demo (espeak-ng)',
    clips,
  };
  await writeFile(path.join(home, 'manifest.json'), `${JSON.stringify(manifest)}\n`);
  const soundMs = Object.values(clips).reduce((sum, { ms }) => sum + ms, 0);
  return ok({ clips: words.size, bytes, soundMs });
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
