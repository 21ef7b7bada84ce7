import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { chromium, type Browser, type Page } from '@playwright/test';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { renderLine } from '../../core/strings/render.ts';
import type { StringKey } from '../../core/strings/catalogue.ts';
import { clipWords } from '../../core/voice/clip-words.ts';
import { factorOf, gainOf } from '../../core/voice/settings.ts';
import type { SpeechEngine } from '../../host/voice/engine.ts';
import { openVoices } from '../../host/voice/voices.ts';
import { demoVoices } from '../../tools/voice/demo-voices.ts';
import { pacedVoice } from '../../tools/voice/speak-at-pace.ts';
import { hasOpusTools } from '../../tools/voice/sound/opus.ts';
import { publicKeyOf, writePack, type NamedTake } from '../../tools/voice/write-pack.ts';
import { realEngine, serveSpokenPage, type SpokenServer } from '../support/spoken-server.ts';
import { newKey } from '../support/voice-pack.ts';
import type { VoicePage } from '../support/voice-page.ts';

const clips = 'idle.title idle.detail still-there.detail--1 still-there.detail--2 n.3.m n.6.m n.10.m'.split(
  ' ',
);
const lineOf = (key: StringKey) => renderLine({ key }, 'zh-CN', 'public');
const title = lineOf('idle.title');
const detail = lineOf('idle.detail');
const notInPack = lineOf('greeting.detail');

let folder: string;
let engine: SpeechEngine;
let server: SpokenServer;
let browser: Browser;
let page: Page;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'voice-'));
  engine = realEngine();
  await writeVoice();
  server = await serveSpokenPage('voice-page.ts', engine, await openPackVoices());
});
afterEach(() => browser.close());
afterAll(async () => {
  await server.stop();
  await rm(folder, { recursive: true });
});

const key = newKey();

/** A signed pack of a few clips, as the demo packs are made. */
async function writeVoice(): Promise<void> {
  const [{ head, engineVoice } = demoVoices[0]!] = demoVoices;
  const speak = pacedVoice(engine, { id: engineVoice, lang: head.lang });
  const words = clipWords(head.textLang);
  const takes: NamedTake[] = [];
  for (const clip of clips) {
    const line = words.get(clip)!;
    const take = await speak(line.words, line.whole);
    if (!take.ok) throw new Error(take.error);
    takes.push({ clip, words: line.words, take: take.value });
  }
  await writePack({ folder: path.join(folder, 'a.cvp'), head, takes, key, opus: hasOpusTools() });
}

function openPackVoices() {
  return openVoices({
    siteFolder: folder,
    siteKeys: [publicKeyOf(key)],
    builtInFolder: 'nowhere',
    log: { warn: (event, detail) => console.log(event, detail) },
  });
}

async function newPage(autoplay: string): Promise<Page> {
  browser = await chromium.launch({
    executablePath: '/usr/bin/chromium',
    args: ['--no-sandbox', `--autoplay-policy=${autoplay}`],
  });
  return browser.newPage();
}

async function openPage(): Promise<void> {
  page = await newPage('no-user-gesture-required');
  await page.goto(server.address);
  await page.waitForFunction(() => 'voicePage' in window);
}

const say = (...lines: readonly (typeof title)[]) =>
  page.evaluate((spoken) => window.voicePage.say(spoken, 'zh-CN'), lines);
const untilStarted = (count: number) =>
  page.waitForFunction((wanted) => window.voicePage.started.length >= wanted, count, { timeout: 10_000 });
const untilSilent = () =>
  page.waitForFunction(() => window.voicePage.voice.speaking.value === null, null, { timeout: 20_000 });
const diary = (): Promise<Pick<VoicePage, 'said' | 'started' | 'lit'>> =>
  page.evaluate(() => {
    const { said, started, lit } = window.voicePage;
    return { said, started, lit };
  });

describe('the voice in a real browser', () => {
  test('plays clips one after the other in real time, starts soon and lights word by word', async () => {
    await openPage();
    await say(title, detail);
    await untilStarted(2);
    await untilSilent();
    const silentMs = await page.evaluate(() => performance.now());
    const { said, started, lit } = await diary();
    const firstMs = started[0]!.atMs - said[0]!;
    console.log(`start latency, clip: ${firstMs.toFixed(0)} ms`);
    expect(started.map(({ key, level }) => [key, level])).toStrictEqual([
      ['idle.title', 'clip'],
      ['idle.detail', 'clip'],
    ]);
    expect(firstMs).toBeLessThan(1_000);

    const elapsed = await page.evaluate(() =>
      window.voicePage.elements.map(({ currentTime }) => currentTime),
    );
    expect(elapsed).toHaveLength(2); // both were let go of at their end
    const firstLine = lit.filter(({ line }) => line === 0).map(({ lit: { from } }) => from);
    expect(firstLine.length).toBeGreaterThan(4);
    expect(firstLine).toStrictEqual([...new Set(firstLine)].toSorted((a, b) => a - b));
    // Two sentences of some 2 s and 4 s: a browser that only pretended to play would be through at once.
    expect(silentMs - started[0]!.atMs).toBeGreaterThan(3_000);
  });

  test('the position in a sound keeps pace with the clock', async () => {
    await openPage();
    await say(detail);
    await untilStarted(1);
    const pace = await page.evaluate(async () => {
      const [audio] = window.voicePage.elements;
      const at = { positionMs: audio!.currentTime * 1000, clockMs: performance.now() };
      await new Promise((done) => setTimeout(done, 1_000));
      return (audio!.currentTime * 1000 - at.positionMs) / (performance.now() - at.clockMs);
    });
    console.log(`currentTime against performance.now: ${pace.toFixed(3)}`);
    expect(pace).toBeGreaterThan(0.8);
    expect(pace).toBeLessThan(1.2);
  });

  test('a new screen silences the old one within 200 ms, and never do two sound together', async () => {
    await openPage();
    const stops: number[] = [];
    await say(detail);
    await untilStarted(1);
    for (let round = 1; round <= 10; round++) {
      const stopMs = await page.evaluate(
        ([lines]) => {
          const page = window.voicePage;
          const sounding = page.elements.filter((audio) => !audio.paused && !audio.ended);
          if (sounding.length !== 1) throw new Error(`${sounding.length} sound together`);
          page.say(lines!, 'zh-CN');
          if (sounding.some((audio) => !audio.paused)) throw new Error('still sounding');
          return performance.now() - page.said.at(-1)!;
        },
        [round % 2 === 0 ? [detail] : [title]],
      );
      stops.push(stopMs);
      await untilStarted(round + 1);
    }
    console.log(`silence after ${Math.max(...stops).toFixed(1)} ms at most, of ${stops.length}`);
    expect(Math.max(...stops)).toBeLessThan(200);
    const { said, started } = await diary();
    const starts = started.map(({ atMs }, at) => Math.round(atMs - said[at]!)).toSorted((a, b) => a - b);
    console.log(`start latency, clips, ms: ${starts.join(' ')}`);
  });

  const countdown = (seconds: number) =>
    renderLine(
      { key: 'still-there.detail', slots: { count: { kind: 'count', value: seconds } } },
      'zh-CN',
      'public',
    );

  test('a sentence with a number is one sound, joined from the clips of its words, and lights up in step', async () => {
    await openPage();
    await say(countdown(63));
    await untilStarted(1);
    const joined = await page.evaluate(() => {
      const { started, elements } = window.voicePage;
      return { level: started[0]?.level, seconds: elements[0]?.duration, count: elements.length };
    });
    const untilLitMs = Date.now();
    await untilSilent();
    console.log(`joined: ${joined.seconds?.toFixed(2)} s, spoken in ${Date.now() - untilLitMs} ms`);
    expect(joined).toMatchObject({ level: 'clip', count: 1 });
    // 要是没有人, a pause, 六十三, 秒后我先停下: some fifteen characters at 160 a minute.
    expect(joined.seconds).toBeGreaterThan(3.5);
    expect(joined.seconds).toBeLessThan(7.5);
    const { lit } = await diary();
    const places = [...new Set(lit.map(({ lit: { from } }) => from))];
    // The number lights as one: it is written in digits.
    expect(places).toContain(countdown(63).shown.indexOf('63'));
    expect(places).toStrictEqual(places.toSorted((a, b) => a - b));
  });

  test('a sentence of which one clip is missing is spoken whole by the engine, never in two voices', async () => {
    await openPage();
    await say(countdown(67)); // 七 was not recorded
    await untilStarted(1);
    expect((await diary()).started.map(({ level }) => level)).toStrictEqual(['engine']);
    await untilSilent();
    expect((await diary()).started).toHaveLength(1);
  });

  test('a sentence of which one clip is damaged after the start is spoken whole by the engine', async () => {
    const name = `n.3.m.${hasOpusTools() ? 'opus' : 'wav'}`;
    const file = path.join(folder, 'a.cvp', name);
    const whole = await readFile(file);
    await writeFile(file, Buffer.concat([whole.subarray(0, -1), Buffer.from([whole.at(-1)! ^ 1])]));
    await openPage();
    await say(countdown(63));
    await untilStarted(1);
    await writeFile(file, whole);
    expect((await diary()).started.map(({ level }) => level)).toStrictEqual(['engine']);
  });

  test('a sentence without a clip is spoken by the engine', async () => {
    await openPage();
    await say(notInPack);
    await untilStarted(1);
    const { said, started } = await diary();
    console.log(`start latency, engine: ${(started[0]!.atMs - said[0]!).toFixed(0)} ms`);
    expect(started[0]?.level).toBe('engine');
    await untilSilent();
  });

  test('a sentence that nothing can speak is a chime, made in the page', async () => {
    await openPage();
    await say({ ...notInPack, spoken: '30000元' }); // the engine refuses digits
    await untilStarted(1);
    expect((await diary()).started[0]?.level).toBe('chime');
    await untilSilent();
  });

  test('slower keeps the pitch and louder raises the amplitude, in the middle of a sentence', async () => {
    await openPage();
    await say(detail);
    await untilStarted(1);
    const audio = await page.evaluate(() => {
      window.voicePage.voice.changeSpeed(-1);
      window.voicePage.voice.changeVolume(1);
      const [{ playbackRate, preservesPitch, volume, paused }] = window.voicePage.elements as [
        HTMLAudioElement,
      ];
      return { playbackRate, preservesPitch, volume, paused };
    });
    expect(audio).toStrictEqual({
      playbackRate: factorOf(2),
      preservesPitch: true,
      volume: expect.closeTo(gainOf(2), 5) as number,
      paused: false,
    });
  });

  test.each([
    ['a clip', title],
    ['a chime', { ...notInPack, spoken: '30000元' }],
  ])('where sound is banned until a touch, %s waits for the touch and is then heard', async (_, line) => {
    page = await newPage('document-user-activation-required');
    const told = page.waitForEvent('console', (message) => message.text().startsWith('heard'));
    await page.goto(`${server.address}?say=${encodeURIComponent(JSON.stringify(line))}`);
    expect((await told).text()).toBe('heard untouched: 0');
    await page.mouse.click(10, 10);
    await untilStarted(1);
    await untilSilent();
  });
});
