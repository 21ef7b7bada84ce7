import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import * as v from 'valibot';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { clipWords } from '../../../core/voice/clip-words.ts';
import { packManifestSchema, type PackManifest } from '../../../core/voice/pack.ts';
import { pcm16, wavOf } from '../../../core/voice/wav.ts';
import { buildPack, makeKey } from '../../../tools/voice/build-pack.ts';
import { checkPack, isSound, type FindingCode, type PackReport } from '../../../tools/voice/check-pack.ts';
import { paceMs, roomOf } from '../../../tools/voice/pace.ts';
import { strung } from '../../../tools/voice/sound/level.ts';
import { publicKeyOf, signManifest, writePack, type NamedTake } from '../../../tools/voice/write-pack.ts';
import { tone } from '../../support/tone.ts';
import { newKey, packHead } from '../../support/voice-pack.ts';

const sampleRate = 8_000;
const key = newKey();
const { schema: _, loudness: _l, clips: _c, coverage: _v, ...head } = packHead;
const words = clipWords('zh-CN');

/** Somebody who hums every word at the right pace. */
function hum(clip: string, factor = 1): Float32Array {
  const { words: text, whole } = words.get(clip)!;
  const room = roomOf(whole);
  const ms = Math.max(60, paceMs(text, 'zh-CN') - room.headMs - room.tailMs) * factor;
  const voice = tone(300, ms / 1000, { amplitude: 0.1, sampleRate, phase: 1 });
  // In short bursts, the last one at its end: what is silent is measured faster.
  return voice.map((sample, at) =>
    (voice.length - at) % (sampleRate / 5) < sampleRate / 20 || at < 50 ? sample : 0,
  );
}

function takeOf(clip: string, samples = hum(clip)): NamedTake {
  const room = roomOf(words.get(clip)?.whole ?? true);
  const silence = (ms: number) => new Float32Array((ms * sampleRate) / 1000);
  const padded = strung([silence(room.headMs), samples, silence(room.tailMs)]);
  const text = words.get(clip)?.words ?? '您好';
  return { clip, words: text, take: { samples: padded, sampleRate, marks: [] } };
}

let folder: string;
let pack: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'pack-'));
  pack = path.join(folder, 'a.cvp');
});
afterEach(() => rm(folder, { recursive: true }));

const write = (takes: readonly NamedTake[]) => writePack({ folder: pack, head, takes, key, opus: false });

async function change(how: (manifest: PackManifest) => PackManifest): Promise<void> {
  const text = await readFile(path.join(pack, 'manifest.json'), 'utf8');
  await signManifest(pack, how(v.parse(packManifestSchema, JSON.parse(text))), key);
}

/** What was found of one clip, or of the pack itself where it is ''. */
const found = ({ findings }: PackReport, clip: string): readonly FindingCode[] =>
  findings.filter((finding) => finding.clip === clip).map(({ code }) => code);

const sentence = 'idle.detail';

describe('a pack that is measured', () => {
  test('of two clips lacks the others, covers little, and keeps pace and loudness', async () => {
    await write([takeOf(sentence), takeOf('idle.title')]);
    const report = await checkPack(pack);
    expect(found(report, 'n.yao.f')).toEqual(['clip-missing']);
    expect(found(report, sentence)).toEqual([]);
    expect(found(report, '')).toEqual([]);
    expect(report.coverage).toBeGreaterThan(0);
    expect(report.coverage).toBeLessThan(5);
    expect(Math.abs(report.pace - 160)).toBeLessThan(2);
    expect(Math.abs(report.lufs + 18)).toBeLessThan(0.5);
    expect(report.signedBy).toBe(publicKeyOf(key));
    expect(isSound(report)).toBe(false);
  });

  test.each([
    ['that hums twice as slowly', () => takeOf(sentence, hum(sentence, 2)), ['off-pace']],
    ['with two seconds of silence inside', () => takeOf(sentence, strung([hum(sentence), new Float32Array(2 * sampleRate), hum(sentence)])), ['long-gap', 'off-pace']],
    ['that no line of the catalogue needs', () => takeOf('nobody.asked', hum('idle.title')), ['orphan']],
    ['that says nothing', () => takeOf(sentence, new Float32Array(4 * sampleRate)), ['silent']],
  ] as const)('tells of a clip %s', async (_what, take, codes) => {
    const { clip } = take();
    await write([take(), ...['greeting.title', 'greeting.detail', 'idle.title'].map((one) => takeOf(one))]);
    expect(found(await checkPack(pack), clip).toSorted()).toEqual([...codes].toSorted());
  }); // prettier-ignore

  test.each([
    ['that says other words than the catalogue', '您好，需要帮助吗？', 'stale'],
    ['with a digit', '请等 3 秒', 'unspeakable'],
    ['with a Latin letter', '请看 QR 码', 'unspeakable'],
    ['without a word', '。', 'unspeakable'],
  ])('tells of a text %s', async (_what, text, code) => {
    await write([takeOf('idle.title')]);
    await change((manifest) => ({
      ...manifest,
      clips: { 'idle.title': { ...manifest.clips['idle.title']!, text } },
    }));
    expect(found(await checkPack(pack), 'idle.title')).toContain(code);
  });

  test('tells of a sound that is another than the signed one, or not as long as it is said to be', async () => {
    await write([takeOf('idle.title'), takeOf(sentence)]);
    await change((manifest) => ({
      ...manifest,
      clips: { ...manifest.clips, [sentence]: { ...manifest.clips[sentence]!, ms: 9_000 } },
    }));
    const file = path.join(pack, 'idle.title.wav');
    const bytes = await readFile(file);
    bytes[bytes.length - 1]! ^= 1;
    await writeFile(file, bytes);
    const report = await checkPack(pack);
    expect(found(report, 'idle.title')).toEqual(['damaged']);
    expect(found(report, sentence)).toEqual(['length-differs']);
  });

  test('tells of a manifest that was altered, and of a folder that is no pack', async () => {
    await write([takeOf('idle.title')]);
    const file = path.join(pack, 'manifest.json');
    await writeFile(file, (await readFile(file, 'utf8')).replace('file 7', 'file 8'));
    expect(found(await checkPack(pack), '')).toContain('signature-bad');
    expect(found(await checkPack(folder), '')).toEqual(['no-pack']);
  });

  test('tells of a clipped sound and of a whole pack that is too loud', async () => {
    await write([takeOf('idle.title')]);
    const square = tone(300, 4, { amplitude: 3, sampleRate }).map((sample) =>
      Math.max(-1, Math.min(1, sample)),
    );
    const wav = wavOf(pcm16(square), sampleRate);
    await writeFile(path.join(pack, 'idle.title.wav'), wav);
    const sha256 = createHash('sha256').update(wav).digest('hex');
    await change((manifest) => ({
      ...manifest,
      clips: { 'idle.title': { ...manifest.clips['idle.title']!, sha256, ms: 4_000 } },
    }));
    const report = await checkPack(pack);
    expect(found(report, 'idle.title')).toEqual(expect.arrayContaining(['clipping', 'peak-too-high']));
    expect(found(report, '')).toContain('pack-off-loudness');
  });
});

describe('building a pack of recordings', () => {
  const record = (clip: string, samples: Float32Array, rate = sampleRate) =>
    writeFile(path.join(folder, `${clip}.wav`), wavOf(pcm16(samples), rate));
  const build = (keyFile: string) => buildPack({ recordings: folder, folder: pack, keyFile, opus: false });
  const codes = async (keyFile: string) => {
    const built = await build(keyFile);
    return built.ok ? [] : built.error.map(({ code, detail }) => `${code} ${detail}`);
  };

  test('gives a signed pack without a finding: trimmed, even, marked, with every clip of the script', async () => {
    const room = new Float32Array(sampleRate / 5);
    for (const clip of words.keys()) await record(clip, strung([room, hum(clip), room]));
    await writeFile(path.join(folder, 'pack.json'), JSON.stringify(head));
    const keyFile = path.join(folder, 'key.pem');
    const publicKey = await makeKey(keyFile);
    expect(await build(keyFile)).toMatchObject({ ok: true, value: { clips: words.size } });
    const report = await checkPack(pack);
    expect(report.findings).toEqual([]);
    expect(report).toMatchObject({ coverage: 100, signedBy: publicKey, clips: words.size });
    const manifest = JSON.parse(await readFile(path.join(pack, 'manifest.json'), 'utf8')) as PackManifest;
    expect(manifest.clips['idle.title']!.marks[0]).toEqual([0, 1, 0]);
  }, 180_000);

  test('names everything that is missing or cannot be read, and makes nothing', async () => {
    const keyFile = path.join(folder, 'key.pem');
    expect((await codes(keyFile))[0]).toMatch(/^no-pack-json /u);
    await writeFile(path.join(folder, 'pack.json'), JSON.stringify(head));
    expect(await codes(keyFile)).toEqual([`key-unreadable ${keyFile}`]);
    await makeKey(keyFile);
    await record('idle.title', new Float32Array(sampleRate));
    await writeFile(path.join(folder, 'idle.detail.wav'), 'no sound');
    await record('n.0.m', tone(300, 1, { sampleRate }), sampleRate);
    await record('n.1.m', tone(300, 1, { sampleRate: 16_000 }), 16_000);
    const all = await codes(keyFile);
    expect(all).toContain('recording-silent idle.title');
    expect(all).toContain('recording-unreadable idle.detail: not-wav');
    expect(all).toContain('recording-missing n.2.m');
    expect(all).toContain(`rates-differ ${sampleRate}, 16000`);
    await expect(readFile(path.join(pack, 'manifest.json'))).rejects.toThrow('ENOENT');
  });

  test('never writes over a key', async () => {
    const keyFile = path.join(folder, 'key.pem');
    await makeKey(keyFile);
    await expect(makeKey(keyFile)).rejects.toThrow('EEXIST');
  });
});
