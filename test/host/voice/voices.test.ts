import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { machineHintOf } from '../../../core/strings/machine-hints.ts';
import { packRefusals } from '../../../core/voice/pack.ts';
import { voiceAssets } from '../../../host/voice/assets.ts';
import { createSoundStore } from '../../../host/voice/sounds.ts';
import { demoKeyFile, openVoices } from '../../../host/voice/voices.ts';
import { publicKeyOf, signManifest } from '../../../tools/voice/write-pack.ts';
import { newKey, packHead, writeTestPack } from '../../support/voice-pack.ts';

const siteKey = newKey();
const words = { hello: '您好', bye: '慢走' };

let folder: string;
let told: string[];
let site: string;
let builtIn: string;

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'voices-'));
  site = path.join(folder, 'site');
  builtIn = path.join(folder, 'built-in');
  await mkdir(site);
  await mkdir(builtIn);
  told = [];
});
afterEach(() => rm(folder, { recursive: true }));

const open = (siteFolder: string | null = site) =>
  openVoices({
    siteFolder,
    siteKeys: [publicKeyOf(siteKey)],
    builtInFolder: builtIn,
    log: { warn: (event, detail) => told.push(`${event} ${detail}`) },
  });
const own = (name = 'own') => path.join(site, `${name}.cvp`);

async function listed(siteFolder: string | null = site): Promise<readonly string[]> {
  const list = await (await open(siteFolder)).asset('/voice/packs.json');
  const packs = JSON.parse(Buffer.from(list!.bytes).toString()) as readonly { readonly packId: string }[];
  return packs.map(({ packId }) => packId);
}

/** Changes one byte of a file. */
async function alter(file: string): Promise<void> {
  const bytes = await readFile(file);
  bytes[Math.floor(bytes.length / 2)]! ^= 1;
  await writeFile(file, bytes);
}

describe('a voice pack that is as it was signed', () => {
  test('is listed, and its clips are served', async () => {
    await writeTestPack(own(), siteKey, words);
    const voices = await open();
    expect(await voices.asset('/voice/pack/test/hello.wav')).toStrictEqual({
      bytes: new Uint8Array(Buffer.from('sound of 您好')),
      contentType: 'audio/wav',
    });
    expect(await listed()).toEqual(['test']);
    expect(voices.trouble()).toBeNull();
    expect(told).toEqual([]);
  });

  test('comes before the built-in packs, and its name is its own', async () => {
    await writeTestPack(own(), siteKey, words, { packId: 'branch' });
    await writeTestPack(path.join(builtIn, 'a.cvp'), siteKey, words, { packId: 'built-in' });
    await writeTestPack(path.join(builtIn, 'b.cvp'), siteKey, { hello: 'of another' }, { packId: 'branch' });
    expect(await listed()).toEqual(['branch', 'built-in']);
    const clip = await (await open()).asset('/voice/pack/branch/hello.wav');
    expect(Buffer.from(clip!.bytes).toString()).toBe('sound of 您好');
  });

  test.each([
    '/voice/pack/test/stranger.wav',
    '/voice/pack/test/manifest.json',
    '/voice/pack/test/manifest.sig',
    '/voice/pack/test/../test/hello.wav',
    '/voice/pack/../test/hello.wav',
    '/voice/pack/nobody/hello.wav',
    '/voice/pack/test/',
    '/index.html',
  ])('serves nothing but its clips: not %s', async (request) => {
    await writeTestPack(own(), siteKey, words);
    await writeFile(path.join(own(), 'stranger.wav'), 'not of the pack');
    expect(await (await open()).asset(request)).toBeNull();
  });
});

describe('a pack is refused whole, by name, and staff are told', () => {
  const refusals: readonly (readonly [string, string, () => Promise<void>])[] = [
    ['one byte of the manifest altered', 'signature-bad', () => alter(path.join(own(), 'manifest.json'))],
    ['one byte of the signature altered', 'signature-bad', () => alter(path.join(own(), 'manifest.sig'))],
    ['no signature', 'signature-bad', () => rm(path.join(own(), 'manifest.sig'))],
    ['no manifest', 'pack-missing', () => rm(path.join(own(), 'manifest.json'))],
    ['one byte of a clip altered', 'clip-damaged', () => alter(path.join(own(), 'bye.wav'))],
    ['a clip gone', 'clip-damaged', () => rm(path.join(own(), 'bye.wav'))],
    ['signed by a stranger', 'signer-unknown', () => writeTestPack(own(), newKey(), words)],
    ['made for a newer kiosk', 'wrong-app-version', () => writeTestPack(own(), siteKey, words, { minApp: '9.0.0', maxApp: '9.9.9' })],
    ['made for an older kiosk', 'wrong-app-version', () => writeTestPack(own(), siteKey, words, { minApp: '0.0.1', maxApp: '0.0.9' })],
    ['of a later format', 'wrong-app-version', () => writeTestPack(own(), siteKey, words, { schema: 2 })],
    ['in a language without a name here', 'wrong-language', () => writeTestPack(own(), siteKey, words, { lang: 'tlh' })],
    ['with words of another language', 'wrong-language', () => writeTestPack(own(), siteKey, words, { textLang: 'ja' })],
    ['signed, and yet no manifest', 'manifest-damaged', () => writeTestPack(own(), siteKey, words, { grammar: 'none' })],
  ]; // prettier-ignore

  test.each(refusals)('%s: %s', async (_, code, spoil) => {
    await writeTestPack(own(), siteKey, words);
    await writeTestPack(path.join(builtIn, 'b.cvp'), siteKey, words, { packId: 'built-in' });
    await spoil();
    const voices = await open();
    expect(voices.trouble()).toBe(`voice-${code}`);
    expect(told[0]).toMatch(new RegExp(`^voice-${code} own\\.cvp`, 'u'));
    // The customer goes on hearing the other voice.
    expect(await listed()).toEqual(['built-in']);
    expect(await voices.asset('/voice/pack/test/hello.wav')).toBeNull();
  });

  test('a folder that the profile names and that holds no pack', async () => {
    expect((await open()).trouble()).toBe('voice-pack-missing');
    expect((await open(path.join(folder, 'nowhere'))).trouble()).toBe('voice-pack-missing');
    expect((await open(null)).trouble()).toBeNull();
  });

  test('every refusal has a hint for staff', () => {
    for (const code of packRefusals) expect(machineHintOf(`voice-${code}`)).not.toBe(`voice-${code}`);
  });
});

describe('the key that a build makes for its own demo packs', () => {
  const demoKey = newKey();
  const synthetic = { speaker: { ...packHead.speaker, synthetic: true } };

  test('is good for a voice that says it is synthetic', async () => {
    await writeFile(path.join(builtIn, demoKeyFile), `${publicKeyOf(demoKey)}\n`);
    await writeTestPack(path.join(builtIn, 'demo.cvp'), demoKey, words, synthetic);
    expect(await listed(null)).toEqual(['test']);
  });

  test('is no good for a voice that claims to be a person', async () => {
    await writeFile(path.join(builtIn, demoKeyFile), `${publicKeyOf(demoKey)}\n`);
    await writeTestPack(path.join(builtIn, 'demo.cvp'), demoKey, words);
    expect(await listed(null)).toEqual([]);
    expect(told[0]).toContain('voice-signer-unknown');
  });

  test('of another build, or none at all, is a stranger’s', async () => {
    await writeTestPack(path.join(builtIn, 'demo.cvp'), demoKey, words, synthetic);
    expect(await listed(null)).toEqual([]);
    await writeFile(path.join(builtIn, demoKeyFile), publicKeyOf(newKey()));
    expect(await listed(null)).toEqual([]);
    await writeFile(path.join(builtIn, demoKeyFile), 'no key');
    expect(await listed(null)).toEqual([]);
  });
});

describe('a clip that goes bad while the kiosk runs', () => {
  test('is not played, is told to staff, and plays again once it is mended', async () => {
    await writeTestPack(own(), siteKey, words);
    const voices = await open();
    const file = path.join(own(), 'hello.wav');
    await alter(file);
    expect(await voices.asset('/voice/pack/test/hello.wav')).toBeNull();
    expect(voices.trouble()).toBe('voice-clip-damaged');
    expect(told).toEqual(['voice-clip-damaged test hello.wav']);
    await alter(file);
    expect(await voices.asset('/voice/pack/test/hello.wav')).not.toBeNull();
  });

  test('a manifest cannot name a file outside of its folder', async () => {
    const clip = { file: '../secret.wav', ms: 1, sha256: '0'.repeat(64), text: '您好', marks: [] };
    await mkdir(own());
    await signManifest(own(), { ...packHead, clips: { hello: clip } }, siteKey);
    expect((await open()).trouble()).toBe('voice-manifest-damaged');
  });
});

describe('sounds of a visit', () => {
  const wav = (byte: number) => new Uint8Array([byte, byte]);
  let ids = 0;
  const sounds = createSoundStore(() => `id-${++ids}`);
  const asset = voiceAssets({ asset: () => Promise.resolve(null) }, sounds);

  test('are served by their id, and nothing else is', async () => {
    const id = sounds.put(wav(7));
    expect(await asset(`/voice/live/${id}.wav`)).toStrictEqual({ bytes: wav(7), contentType: 'audio/wav' });
    expect(await asset('/voice/live/nobody.wav')).toBeNull();
    expect(await asset('/voice/live/')).toBeNull();
  });

  test('are overwritten and gone when the visit ends', async () => {
    const bytes = wav(7);
    const id = sounds.put(bytes);
    sounds.forget();
    expect(await asset(`/voice/live/${id}.wav`)).toBeNull();
    expect(bytes).toStrictEqual(wav(0));
  });

  test('are bounded: the oldest makes room for the newest', () => {
    const kept = Array.from({ length: 45 }, (_, at) => sounds.put(wav(at)));
    expect(kept.map((id) => sounds.get(id) !== null)).toStrictEqual(kept.map((_, at) => at >= 5));
  });
});
