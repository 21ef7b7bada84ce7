import { createHash, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { appVersion } from '../../core/app-version.ts';
import { mandarin } from '../../core/voice/grammar.ts';
import type { PackManifest } from '../../core/voice/pack.ts';
import { signManifest } from '../../tools/voice/write-pack.ts';

/** A manifest without clips. */
export const packHead = {
  schema: 1,
  packId: 'test',
  version: '1.0.0',
  lang: 'zh-CN',
  dialectName: '普通话',
  speaker: { gender: 'female', consentRef: 'file 7', synthetic: false },
  textLang: 'zh-CN',
  minApp: appVersion,
  maxApp: appVersion,
  loudness: { lufs: -18, tpMax: -3 },
  grammar: mandarin,
  fallback: [],
  coverage: { required: [] },
  clips: {},
} as const satisfies PackManifest;

export function newKey(): KeyObject {
  return generateKeyPairSync('ed25519').privateKey;
}

/** Writes a signed pack whose clips are these bytes, one clip a word. */
export async function writeTestPack(
  folder: string,
  key: KeyObject,
  words: Readonly<Record<string, string>>,
  change: Partial<Record<keyof PackManifest, unknown>> = {},
): Promise<void> {
  await mkdir(folder, { recursive: true });
  const clips: Record<string, PackManifest['clips'][string]> = {};
  for (const [clip, text] of Object.entries(words)) {
    const bytes = Buffer.from(`sound of ${text}`);
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    await writeFile(path.join(folder, `${clip}.wav`), bytes);
    clips[clip] = { file: `${clip}.wav`, ms: 500, sha256, text, marks: [[0, text.length, 0]] };
  }
  await signManifest(folder, { ...packHead, clips, ...change } as PackManifest, key);
}
