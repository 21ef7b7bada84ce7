import { signal } from '@preact/signals';
import { expect, test } from 'vitest';
import type { Language } from '../../../core/strings/language.ts';
import type { Privacy } from '../../../core/strings/render.ts';
import { createSpeech } from '../../../renderer/start/speech.ts';
import type { Voice } from '../../../renderer/voice/voice.ts';

function speechOf(language: Language, privacy: Privacy) {
  const heard: unknown[] = [];
  const voice: Pick<Voice, 'say' | 'changeSpeed' | 'changeVolume'> = {
    say: (lines, spokenIn) => heard.push([lines.map(({ spoken }) => spoken).join('|'), spokenIn]),
    changeSpeed: (by) => heard.push(['speed', by]),
    changeVolume: (by) => heard.push(['volume', by]),
  };
  return { heard, speech: createSpeech(voice as Voice, signal(language), signal(privacy)) };
}

const person = {
  key: 'confirming.person',
  slots: {
    name: { kind: 'name', name: '王秀英' },
    tail: { kind: 'digits', digits: '2426', grouping: [4], personal: true },
  },
} as const;

test('A name is spoken into the handset and never over the loudspeaker.', () => {
  const loud = speechOf('zh-CN', 'public');
  loud.speech.say([person]);
  expect(JSON.stringify(loud.heard)).not.toContain('王秀英');
  const quiet = speechOf('zh-CN', 'private');
  quiet.speech.say([person]);
  expect(JSON.stringify(quiet.heard)).toContain('王秀英');
});

test('What is said is known by its lines, so that they can light up.', () => {
  const { speech } = speechOf('en', 'public');
  speech.say([person]);
  expect(speech.said.value).toEqual([person]);
});

test('A changed voice says what has changed, in the new voice.', () => {
  const { heard, speech } = speechOf('zh-CN', 'public');
  speech.tune('slower');
  speech.tune('louder');
  expect(heard).toEqual([
    ['speed', -1],
    ['说慢一点', 'zh-CN'],
    ['volume', 1],
    ['大声一点', 'zh-CN'],
  ]);
});
