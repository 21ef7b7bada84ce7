import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import * as v from 'valibot';
import type { Language } from '../../core/strings/language.ts';
import { packManifestSchema, type PackManifest } from '../../core/voice/pack.ts';

/** A recorded voice on disk. */
export type VoicePack = {
  readonly manifest: PackManifest;
  /** One clip, checked against its hash at every reading; null when it is unknown, gone or damaged. */
  readonly readClip: (file: string) => Promise<Uint8Array<ArrayBuffer> | null>;
};

/** Null when the folder holds no pack of that language whose manifest parses: the engine stands in. */
export async function openPack(folder: string, language: Language): Promise<VoicePack | null> {
  const json = await readFile(path.join(folder, 'manifest.json'), 'utf8').catch(() => null);
  const manifest = json === null ? null : parseManifest(json);
  if (manifest === null || manifest.language !== language) return null;
  const hashes = new Map(Object.values(manifest.clips).map((clip) => [clip.file, clip.sha256]));
  return {
    manifest,
    async readClip(file) {
      // Only files that the manifest names, so no path leads out of the folder.
      const expected = hashes.get(file);
      if (expected === undefined) return null;
      const bytes = await readFile(path.join(folder, file)).catch(() => null);
      return bytes === null || sha256(bytes) !== expected ? null : new Uint8Array(bytes);
    },
  };
}

function parseManifest(json: string): PackManifest | null {
  const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), packManifestSchema), json);
  return parsed.success ? parsed.output : null;
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
