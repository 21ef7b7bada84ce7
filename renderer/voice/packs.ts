import * as v from 'valibot';
import type { Packs } from '../../core/voice/choose.ts';
import { clipWords } from '../../core/voice/clip-words.ts';
import { packListPath, packListSchema, type PackManifest } from '../../core/voice/pack.ts';

/**
 * Fetches the manifests of the packs that the host has verified. Without them the engine or the chime stands in.
 *
 * @param fetchJson rejects when there is nothing at the path
 */
export async function loadPacks(fetchJson: (path: string) => Promise<unknown>): Promise<Packs> {
  const list = v.safeParse(packListSchema, await fetchJson(packListPath).catch(() => []));
  return list.success ? list.output.map(withoutStale) : [];
}

/** A clip that says something else than the catalogue now says is not played. */
function withoutStale(pack: PackManifest): PackManifest {
  const words = clipWords(pack.textLang);
  const fresh = Object.entries(pack.clips).filter(([id, { text }]) => words.get(id)?.words === text);
  return { ...pack, clips: Object.fromEntries(fresh) };
}
