import { chromium, type Browser, type Page } from '@playwright/test';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { StringKey } from '../../core/strings/catalogue.ts';
import type { RenderedLine } from '../../core/strings/line.ts';
import { renderLine } from '../../core/strings/render.ts';
import { defaultSpeed, defaultVolume, recordedSpeed, speeds, volumesDb } from '../../core/voice/settings.ts';
import { chromiumFlags } from '../../tools/rig/chromium-flags.ts';
import { fundamentalHz, levelDb, mostAtOnce, stretches } from '../support/listen.ts';
import { serveSpokenPage } from '../support/spoken-server.ts';
import { putTapeIn, readTape, samplesOf, tapeNowS, tapeRuns, type Tape } from '../support/tape.ts';

/** A sentence that the engine speaks as fast as the mean of the catalogue. */
const sentence = lineOf('card.card-content-wrong');
const hanzi = sentence.spoken.match(/\p{Script=Han}/gu)?.length ?? 0;

let server: Awaited<ReturnType<typeof serveSpokenPage>>;
let browser: Browser;
let page: Page;

beforeAll(async () => {
  server = await serveSpokenPage('voice-page.ts');
  browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: chromiumFlags });
  page = await browser.newPage();
  await putTapeIn(page);
  await page.goto(server.address);
  await page.waitForFunction(() => 'voicePage' in window);
  await tapeRuns(page);
});
afterAll(async () => {
  await browser.close();
  await server.stop();
});

function lineOf(key: StringKey): RenderedLine {
  return renderLine({ key }, 'zh-CN', 'public');
}

const tune = (change: 'changeSpeed' | 'changeVolume', by: 1 | -1) =>
  page.evaluate(([how, step]) => window.voicePage.voice[how](step), [change, by] as const);

/** Says the sentence to its end, with nothing else around it. */
async function recorded(): Promise<{
  readonly tape: Tape;
  readonly fromS: number;
  readonly voicedS: number;
}> {
  const sinceS = await tapeNowS(page);
  await page.evaluate(
    (line) => new Promise((over) => window.voicePage.voice.say([line], 'zh-CN', over)),
    sentence,
  );
  const tape = await readTape(page, sinceS);
  const found = stretches(tape, 60);
  expect(found).toHaveLength(1);
  const [{ fromS, toS } = { fromS: 0, toS: 0 }] = found;
  return { tape, fromS: sinceS + fromS, voicedS: toS - fromS };
}

test('every speed is as many characters a minute as its label says, within a tenth, and keeps the pitch', async () => {
  const durationMs = await page.evaluate(async (text) => {
    const reply = await fetch('voice.synthesise', {
      method: 'POST',
      body: JSON.stringify({ language: 'zh-CN', text }),
    });
    return ((await reply.json()) as { readonly value: { readonly durationMs: number } }).value.durationMs;
  }, sentence.spoken);
  const asRecorded = await recorded();
  // What a sentence has of silence before and behind it counts: it is heard as a pause.
  const pausesS = durationMs / 1000 - asRecorded.voicedS;
  const pitchOf = async ({ fromS, voicedS, tape }: typeof asRecorded) =>
    fundamentalHz(await samplesOf(page, fromS, fromS + voicedS), tape.sampleRate);
  const pitch = await pitchOf(asRecorded);

  while (await tune('changeSpeed', -1)) continue;
  for (const label of speeds) {
    const heard = await recorded();
    const perMinute = (60 * hanzi) / (heard.voicedS + (pausesS * recordedSpeed) / label);
    const hertz = await pitchOf(heard);
    console.log(`${label} 字/分: ${perMinute.toFixed(1)} measured, ${hertz.toFixed(1)} Hz`);
    expect(Math.abs(perMinute / label - 1)).toBeLessThan(0.1);
    expect(Math.abs(hertz / pitch - 1)).toBeLessThan(0.03);
    await tune('changeSpeed', 1);
  }
}, 180_000);

test('the volumes are as far apart as the table says, within a decibel, and the defaults return', async () => {
  while (await tune('changeVolume', -1)) continue;
  const measured: number[] = [];
  for (const _ of volumesDb) {
    const { tape } = await recorded();
    measured.push(levelDb(tape, { fromS: 0, toS: 60 }));
    await tune('changeVolume', 1);
  }
  console.log(`dB of full scale: ${measured.map((db) => db.toFixed(1)).join(' ')}`);
  measured.forEach((db, step) => {
    const wanted = volumesDb[step]! - volumesDb[defaultVolume];
    expect(Math.abs(db - measured[defaultVolume]! - wanted)).toBeLessThan(1);
  });
  const settings = await page.evaluate(() => {
    window.voicePage.voice.reset();
    const { speed, volume } = window.voicePage.voice;
    return [speed.value, volume.value];
  });
  expect(settings).toEqual([defaultSpeed, defaultVolume]);
  const { tape } = await recorded();
  expect(Math.abs(levelDb(tape, { fromS: 0, toS: 60 }) - measured[defaultVolume]!)).toBeLessThan(1);
});

test('what was prepared is said without asking the engine, and begins at once', async () => {
  const line = lineOf('greeting.detail');
  const latencies = await page.evaluate(async (given) => {
    const { voice, started, said, say } = window.voicePage;
    await voice.prepare(given, 'zh-CN');
    performance.clearResourceTimings();
    const measured: number[] = [];
    for (let times = 0; times < 5; times++) {
      const before = started.length;
      say([given], 'zh-CN');
      while (started.length === before) await new Promise((done) => setTimeout(done, 5));
      measured.push(started.at(-1)!.atMs - said.at(-1)!);
      voice.hush();
    }
    return measured;
  }, line);
  console.log(`prepared, begins after, ms: ${latencies.map((ms) => ms.toFixed(0)).join(' ')}`);
  expect(latencies).toHaveLength(5);
  const asked = await page.evaluate(() =>
    performance
      .getEntriesByType('resource')
      .map(({ name }) => name)
      .filter((name) => name.includes('/voice')),
  );
  expect(asked).toEqual([]);
});

test('two voices at once would be heard as two', async () => {
  const sinceS = await tapeNowS(page);
  await page.evaluate(async (text) => {
    const body = JSON.stringify({ language: 'zh-CN', text });
    const reply = await fetch('voice.synthesise', { method: 'POST', body });
    const { url } = ((await reply.json()) as { readonly value: { readonly url: string } }).value;
    const both = [new Audio(url), new Audio(url)];
    await Promise.all(both.map((audio) => audio.play()));
    await new Promise((done) => setTimeout(done, 1_000));
    for (const audio of both) audio.pause();
  }, sentence.spoken);
  expect(mostAtOnce(await readTape(page, sinceS))).toBe(2);
});

test('forty sentences a second are one voice, and the last one is heard', async () => {
  const sinceS = await tapeNowS(page);
  const lines = [sentence, lineOf('key.back'), lineOf('voice.louder'), lineOf('menu.title')];
  const last = await page.evaluate(async (given) => {
    for (let times = 0; times < 120; times++) {
      const line = given[times % given.length]!;
      window.voicePage.voice.say([line, line], 'zh-CN');
      if (times % 7 === 0) window.voicePage.voice.hush();
      // Now and then somebody listens long enough for a sound to begin.
      await new Promise((done) => setTimeout(done, times % 12 === 0 ? 400 : 25));
    }
    await new Promise<void>((over) => window.voicePage.voice.say([given[0]!], 'zh-CN', () => over()));
    return window.voicePage.started.at(-1);
  }, lines);
  expect(last).toMatchObject({ key: sentence.key, level: 'engine' });
  const tape = await readTape(page, sinceS);
  expect(stretches(tape, 0.15)).not.toEqual([]);
  expect(mostAtOnce(tape)).toBe(1);
});
