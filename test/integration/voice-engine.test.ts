import { copyFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { realClock } from '../../machine/real-clock.ts';
import { forkEngine } from '../../host/voice/engine-child.ts';
import { createSpeechEngine, type SpeechEngine } from '../../host/voice/engine.ts';
import type { Spoken } from '../../host/voice/shape-sound.ts';

const script = path.resolve('host/voice/engine-process.mjs');
const sentence = '请将您的身份证放在读卡区，听到滴声后取回。';

function openEngine(place = script): SpeechEngine {
  return createSpeechEngine({ clock: realClock(), start: (listener) => forkEngine(place, listener) });
}

function samplesOf({ wav }: Spoken): Int16Array {
  return new Int16Array(wav.buffer.slice(44));
}

function rmsOf(samples: Int16Array): number {
  return Math.sqrt(samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length);
}

async function spokenBy(engine: SpeechEngine, language: 'zh-CN' | 'zh-Hant' | 'en', text: string) {
  const spoken = await engine.synthesise(language, text);
  if (!spoken.ok) throw new Error(spoken.error);
  return spoken.value;
}

describe('the speech engine in its own process', () => {
  let engine: SpeechEngine;
  beforeAll(() => void (engine = openEngine()));
  afterAll(() => engine.stop());

  test('a Chinese sentence becomes sound, loud enough and below the peak limit', async () => {
    const spoken = await spokenBy(engine, 'zh-CN', sentence);
    const samples = samplesOf(spoken);
    expect(spoken.durationMs).toBeGreaterThan(5_000);
    expect(spoken.durationMs).toBeLessThan(10_000);
    expect(spoken.durationMs).toBe(Math.round((samples.length / 22_050) * 1000));
    expect(rmsOf(samples)).toBeGreaterThan(1_000);
    expect(samples.reduce((peak, sample) => Math.max(peak, Math.abs(sample)), 0)).toBeLessThanOrEqual(23_198);
  });

  test('the marks cover the sentence in order, one word after the other', async () => {
    const { marks, durationMs } = await spokenBy(engine, 'zh-CN', sentence);
    expect(marks.length).toBeGreaterThan(12);
    expect(marks[0]?.[0]).toBe(0);
    expect(marks.at(-1)?.[1]).toBe(sentence.length);
    for (const [at, [start, end, ms]] of marks.entries()) {
      const next = marks[at + 1];
      expect(end).toBe(next?.[0] ?? sentence.length);
      expect(end).toBeGreaterThan(start);
      expect(ms).toBeLessThan(next?.[2] ?? durationMs);
    }
  });

  test('traditional characters sound like simplified ones, word for word', async () => {
    const simplified = await spokenBy(engine, 'zh-CN', '请将您的身份证放在读卡区，一万两千元');
    const traditional = await spokenBy(engine, 'zh-Hant', '請將您的身份證放在讀卡區，一萬兩千元');
    expect(traditional.marks.map(([start, end]) => [start, end])).toStrictEqual(
      simplified.marks.map(([start, end]) => [start, end]),
    );
    // The engine's hiss is random, so the trimmed ends differ by a sample or two.
    expect(Math.abs(traditional.durationMs - simplified.durationMs)).toBeLessThan(5);
  });

  test('the English voice is used for English', async () => {
    const text = 'Please lay your ID card here.';
    const { marks } = await spokenBy(engine, 'en', text);
    expect(marks.map(([start, end]) => text.slice(start, end).trim())).toStrictEqual(
      ['Please', 'lay', 'your', 'ID', 'card', 'here.'], // prettier-ignore
    );
  });

  test('every word of a text with a tag-like sign in it is still spoken', async () => {
    const { marks } = await spokenBy(engine, 'zh-CN', '甲<乙和丙');
    expect(marks.filter(([start]) => start > 1).length).toBeGreaterThan(0);
  });

  test.each(['应缴30000元', '电话１３８', '٣'])('digits are refused: %s', async (text) => {
    expect(await engine.synthesise('zh-CN', text)).toStrictEqual({ ok: false, error: 'digits-refused' });
  });

  test('a text without anything to say is a failure and not an empty sound', async () => {
    expect(await engine.synthesise('zh-CN', ' ')).toStrictEqual({ ok: false, error: 'engine-failed' });
  });

  test('after its process is killed in the middle of a sentence the next sentence is spoken all the same', async () => {
    await spokenBy(engine, 'zh-CN', '您好');
    const killed = engine.pid()!;
    const cut = engine.synthesise('zh-CN', sentence.repeat(8));
    process.kill(killed, 'SIGKILL');
    expect(await cut).toStrictEqual({ ok: false, error: 'engine-failed' });
    expect((await spokenBy(engine, 'zh-CN', sentence)).durationMs).toBeGreaterThan(5_000);
    expect(engine.pid()).not.toBe(killed);
  });

  test('a process that hangs is given up after the deadline and replaced', async () => {
    await spokenBy(engine, 'zh-CN', '您好');
    process.kill(engine.pid()!, 'SIGSTOP');
    expect(await engine.synthesise('zh-CN', '您好')).toStrictEqual({ ok: false, error: 'engine-failed' });
    expect((await spokenBy(engine, 'zh-CN', '您好')).durationMs).toBeGreaterThan(300);
  });

  test('sentences asked for at once come back each with its own sound', async () => {
    const [long, short] = await Promise.all([
      spokenBy(engine, 'zh-CN', sentence),
      spokenBy(engine, 'zh-CN', '您好'),
    ]);
    expect(long.durationMs).toBeGreaterThan(4 * short.durationMs);
  });
});

describe('a machine without the optional engine', () => {
  let folder: string;
  beforeAll(async () => void (folder = await mkdtemp(path.join(tmpdir(), 'voice-'))));
  afterAll(() => rm(folder, { recursive: true }));

  test('says that the engine is missing where its package is not installed, as often as it is asked', async () => {
    const lonely = path.join(folder, 'engine-process.mjs');
    await copyFile(script, lonely);
    const engine = openEngine(lonely);
    expect(await engine.synthesise('zh-CN', sentence)).toStrictEqual({ ok: false, error: 'engine-missing' });
    expect(await engine.synthesise('zh-CN', sentence)).toStrictEqual({ ok: false, error: 'engine-missing' });
    engine.stop();
  });

  test('a script that is not there fails without harm', async () => {
    const engine = openEngine(path.join(folder, 'nowhere.mjs'));
    expect(await engine.synthesise('zh-CN', sentence)).toStrictEqual({ ok: false, error: 'engine-failed' });
    engine.stop();
  });
});
