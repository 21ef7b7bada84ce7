import { signal } from '@preact/signals';
import { beforeEach, expect, test } from 'vitest';
import type { Line } from '../../../core/strings/line.ts';
import { renderLine } from '../../../core/strings/render.ts';
import type { PackManifest } from '../../../core/voice/pack.ts';
import type { Dialect } from '../../../core/voice/spoken-language.ts';
import { createVoice, type Started, type Voice } from '../../../renderer/voice/voice.ts';
import { manualClock, type ManualClock } from '../../support/manual-clock.ts';
import { packHead } from '../../support/voice-pack.ts';
import { recordingSounds } from '../../support/recording-sounds.ts';

function packOf(
  packId: string,
  change: Partial<PackManifest>,
  ...keys: readonly Line['key'][]
): PackManifest {
  const clips = keys.map((key) => [key, { file: `${key}.wav`, ms: 1_000, sha256: '', text: '', marks: [] }]);
  return { ...packHead, packId, ...change, clips: Object.fromEntries(clips) };
}
const mandarin = packOf('mandarin', {}, 'idle.title', 'idle.detail', 'dialect.cantonese', 'language.name');
const cantonese = packOf(
  'cantonese',
  { lang: 'yue-Hant-HK', textLang: 'zh-Hant' },
  'idle.title',
  'dialect.cantonese',
);
const english = packOf('english', { lang: 'en', textLang: 'en' }, 'idle.title');

const notice: Line = { key: 'dialect.standard-instead' };
const title = renderLine({ key: 'idle.title' }, 'zh-CN', 'public');
const detail = renderLine({ key: 'idle.detail' }, 'zh-CN', 'public');

let clock: ManualClock;
let sounds: ReturnType<typeof recordingSounds>;
let started: Started[];
const dialect = signal<Dialect | null>(null);
let voice: Voice;

beforeEach(() => {
  clock = manualClock();
  sounds = recordingSounds(clock);
  started = [];
  dialect.value = null;
  voice = createVoice({
    host: { invoke: async () => ({ ok: false, error: { code: 'engine-missing' } }) as never },
    clock,
    packs: [mandarin, cantonese, english],
    dialect,
    sounds: sounds.maker,
    eachFrame: () => () => {},
    onTouch: () => {},
    onStarted: (one) => started.push(one),
  });
});

test('Whoever has chosen a dialect hears it, and reads beside the caption which sentence is not in it.', async () => {
  dialect.value = 'yue-Hant-HK';
  voice.say([title, detail], 'zh-CN');
  await clock.advance(0);
  expect(sounds.heard()).toEqual(['play voice/pack/cantonese/idle.title.wav']);
  expect(voice.caption.value).toEqual({ text: title.spoken, language: 'zh-CN', notice: null });
  sounds.finish('voice/pack/cantonese/idle.title.wav');
  await clock.advance(0);
  expect(sounds.heard().at(-1)).toBe('play voice/pack/mandarin/idle.detail.wav');
  expect(voice.caption.value).toEqual({ text: detail.spoken, language: 'zh-CN', notice });
});

test('The notice is never said, and a sentence that only a chime stands in for needs none.', async () => {
  dialect.value = 'yue-Hant-HK';
  voice.say([renderLine({ key: 'menu.title' }, 'zh-CN', 'public')], 'zh-CN');
  await clock.advance(0);
  expect(started.map(({ line, level }) => [line.key, level])).toEqual([['menu.title', 'chime']]);
  expect(voice.caption.value?.notice).toBeNull();
});

test('Without a dialect, and for what is said in another language, nothing is noticed.', async () => {
  voice.say([detail], 'zh-CN');
  await clock.advance(0);
  expect(voice.caption.value?.notice).toBeNull();
  dialect.value = 'yue-Hant-HK';
  voice.say([renderLine({ key: 'idle.title' }, 'en', 'public')], 'en');
  await clock.advance(0);
  expect(started.at(-1)?.level).toBe('clip');
  expect(voice.caption.value?.notice).toBeNull();
});

test('A key may name itself in a dialect that nobody has chosen yet, and in the standard language while one is chosen.', async () => {
  const named = renderLine({ key: 'dialect.cantonese' }, 'zh-CN', 'public');
  voice.say([named], { language: 'zh-CN', dialect: 'yue-Hant-HK' });
  await clock.advance(0);
  expect(sounds.heard().at(-1)).toBe('play voice/pack/cantonese/dialect.cantonese.wav');
  dialect.value = 'yue-Hant-HK';
  voice.say([title], { language: 'zh-CN', dialect: null });
  await clock.advance(0);
  expect(sounds.heard().at(-1)).toBe('play voice/pack/mandarin/idle.title.wav');
  expect(voice.caption.value?.notice).toBeNull();
});
