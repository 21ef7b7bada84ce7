import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { voiceAssets } from '../../../host/voice/assets.ts';
import { createSoundStore, type SoundStore } from '../../../host/voice/sounds.ts';

const clipBytes = Buffer.from('a clip');
const sha256 = createHash('sha256').update(clipBytes).digest('hex');
const manifest = {
  schema: 1,
  packId: 'p',
  version: '1',
  language: 'zh-CN',
  speaker: 's',
  clips: { hello: { file: 'hello.wav', ms: 10, sha256, text: '您好', marks: [[0, 2, 0]] } },
};

let folder: string;
let sounds: SoundStore;
let asset: ReturnType<typeof voiceAssets>;

async function writePack(language: string, content: unknown): Promise<void> {
  const home = path.join(folder, language);
  await mkdir(home, { recursive: true });
  await writeFile(path.join(home, 'manifest.json'), JSON.stringify(content));
  await writeFile(path.join(home, 'hello.wav'), clipBytes);
  await writeFile(path.join(home, 'stranger.wav'), clipBytes);
}

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'pack-'));
  await writePack('zh-CN', manifest);
  let ids = 0;
  sounds = createSoundStore(() => `id-${++ids}`);
  asset = voiceAssets(folder, sounds);
});
afterEach(() => rm(folder, { recursive: true }));

describe('a voice pack', () => {
  test('its manifest and its clips are served', async () => {
    const served = await asset('/voice/pack/zh-CN/manifest.json');
    expect(JSON.parse(Buffer.from(served!.bytes).toString())).toStrictEqual(manifest);
    expect(served?.contentType).toBe('application/json');
    expect(await asset('/voice/pack/zh-CN/hello.wav')).toStrictEqual({
      bytes: new Uint8Array(clipBytes),
      contentType: 'audio/wav',
    });
  });

  test('a clip that was changed on disk is not played, and one that was mended is', async () => {
    const file = path.join(folder, 'zh-CN/hello.wav');
    await writeFile(file, 'another clip');
    expect(await asset('/voice/pack/zh-CN/hello.wav')).toBeNull();
    await writeFile(file, clipBytes);
    expect(await asset('/voice/pack/zh-CN/hello.wav')).not.toBeNull();
  });

  test.each([
    '/voice/pack/zh-CN/stranger.wav',
    '/voice/pack/zh-CN/missing.wav',
    '/voice/pack/zh-CN/../zh-CN/hello.wav',
    '/voice/pack/../zh-CN/hello.wav',
    '/voice/pack/en/manifest.json',
    '/voice/pack/nl/manifest.json',
    '/voice/pack/zh-CN/',
    '/voice/live/nobody.wav',
    '/voice/live/',
    '/index.html',
  ])('%s is not served', async (request) => {
    expect(await asset(request)).toBeNull();
  });

  test.each([
    ['whose manifest does not parse', { ...manifest, schema: 2 }],
    ['that is of another language', manifest],
  ])('one %s is no pack', async (_, content) => {
    await writePack('en', content);
    expect(await asset('/voice/pack/en/manifest.json')).toBeNull();
    expect(await asset('/voice/pack/en/hello.wav')).toBeNull();
  });

  test('one whose manifest is not JSON is no pack', async () => {
    await writePack('en', {});
    await writeFile(path.join(folder, 'en/manifest.json'), '{ "schema": 1,');
    expect(await asset('/voice/pack/en/manifest.json')).toBeNull();
  });
});

describe('sounds of a visit', () => {
  const wav = (byte: number) => new Uint8Array([byte, byte]);

  test('are served by their id', async () => {
    const id = sounds.put(wav(7));
    expect(await asset(`/voice/live/${id}.wav`)).toStrictEqual({ bytes: wav(7), contentType: 'audio/wav' });
  });

  test('are overwritten and gone when the visit ends', async () => {
    const bytes = wav(7);
    const id = sounds.put(bytes);
    sounds.forget();
    expect(await asset(`/voice/live/${id}.wav`)).toBeNull();
    expect(bytes).toStrictEqual(wav(0));
  });

  test('are bounded: the oldest makes room for the newest', () => {
    const ids = Array.from({ length: 45 }, (_, at) => sounds.put(wav(at)));
    expect(ids.map((id) => sounds.get(id) !== null)).toStrictEqual(ids.map((_, at) => at >= 5));
  });
});
