import path from 'node:path';
import { languages, type Language } from '../../core/strings/language.ts';
import { livePath, packPath } from '../../core/voice/pack.ts';
import { contentTypeOf, type PageFile } from '../page-files.ts';
import { openPack, type VoicePack } from './pack.ts';
import type { SoundStore } from './sounds.ts';

/**
 * Serves what the page hears: `/voice/pack/<language>/manifest.json` and clips from `<packFolder>/<language>`, and
 * `/voice/live/<id>.wav` from memory.
 *
 * @returns answers a request path with the file, or null when there is none
 */
export function voiceAssets(
  packFolder: string,
  sounds: SoundStore,
): (requestPath: string) => Promise<PageFile | null> {
  const opened = new Map<Language, Promise<VoicePack | null>>();

  function packOf(language: Language): Promise<VoicePack | null> {
    const pack = opened.get(language) ?? openPack(path.join(packFolder, language), language);
    opened.set(language, pack);
    return pack;
  }

  async function packFile(language: Language, file: string): Promise<PageFile | null> {
    const pack = await packOf(language);
    if (pack === null) return null;
    const bytes = file === 'manifest.json' ? manifestBytes(pack) : await pack.readClip(file);
    return bytes === null ? null : { bytes, contentType: contentTypeOf(file) };
  }

  return async (requestPath) => {
    const [, folder, language, file] = packRequest.exec(requestPath) ?? [];
    const isLanguage = languages.find((one) => one === language);
    if (folder === packPath && isLanguage !== undefined && file !== undefined)
      return packFile(isLanguage, file);
    const id = liveRequest.exec(requestPath)?.[1];
    const bytes = id === undefined ? null : sounds.get(id);
    return bytes === null ? null : { bytes, contentType: 'audio/wav' };
  };
}

const packRequest = new RegExp(`^/(${packPath})/([\\w-]+)/([\\w.-]+)$`, 'u');
const liveRequest = new RegExp(`^/${livePath}/([\\w-]+)\\.wav$`, 'u');

function manifestBytes({ manifest }: VoicePack): Uint8Array<ArrayBuffer> {
  return new Uint8Array(Buffer.from(JSON.stringify(manifest), 'utf8'));
}
