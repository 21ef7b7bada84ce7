import * as v from 'valibot';
import { packManifestSchema, packPath, type PackManifest } from '../../core/voice/pack.ts';
import { languages, type Language } from '../../core/strings/language.ts';

/** The recorded voice of each language, or null where there is none. */
export type Packs = Readonly<Record<Language, PackManifest | null>>;

/**
 * Fetches the manifests. A pack that is missing, damaged or of another language is no pack: the engine or the chime
 * stands in.
 *
 * @param fetchJson rejects when there is nothing at the path
 */
export async function loadPacks(fetchJson: (path: string) => Promise<unknown>): Promise<Packs> {
  const entries = languages.map(async (language) => [language, await loadPack(fetchJson, language)] as const);
  return Object.fromEntries(await Promise.all(entries)) as Record<Language, PackManifest | null>;
}

async function loadPack(
  fetchJson: (path: string) => Promise<unknown>,
  language: Language,
): Promise<PackManifest | null> {
  const json = await fetchJson(`${packPath}/${language}/manifest.json`).catch(() => null);
  const manifest = v.safeParse(packManifestSchema, json);
  return manifest.success && manifest.output.language === language ? manifest.output : null;
}
