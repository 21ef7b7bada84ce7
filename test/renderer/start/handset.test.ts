import { signal } from '@preact/signals';
import { expect, test } from 'vitest';
import type { Line } from '../../../core/strings/line.ts';
import type { Privacy } from '../../../core/strings/render.ts';
import { followHandset } from '../../../renderer/start/handset.ts';
import { createSpeech } from '../../../renderer/start/speech.ts';
import { createVoice } from '../../../renderer/voice/voice.ts';
import { manualClock } from '../../support/manual-clock.ts';
import { recordingSounds } from '../../support/recording-sounds.ts';

const confirming: Line = {
  key: 'confirming.person',
  slots: {
    name: { kind: 'name', name: '王秀英' },
    tail: { kind: 'digits', digits: '2426', grouping: [4], personal: true },
  },
};

/** A real voice on a loudspeaker that keeps a diary, before a screen with a name and a number on it. */
function atScreen() {
  const clock = manualClock();
  const sounds = recordingSounds(clock);
  const privacy = signal<Privacy>('public');
  const asked: string[] = [];
  const voice = createVoice({
    host: {
      async invoke(_, input) {
        asked.push((input as { readonly text: string }).text);
        return { ok: true, value: { url: `sound ${asked.length}`, durationMs: 5_000, marks: [] } } as never;
      },
    },
    clock,
    packs: [],
    sounds: sounds.maker,
    eachFrame: () => () => {},
    onTouch: () => {},
  });
  const speech = createSpeech(voice, signal('zh-CN' as const), privacy);
  followHandset(privacy, speech, () => speech.say([confirming]));
  return { clock, sounds, privacy, asked, voice, speech };
}

test('whoever takes the handset hears the screen anew, now with name and digits, and the loudspeaker is silent', async () => {
  const { clock, sounds, privacy, asked, speech } = atScreen();
  speech.say([confirming]);
  await clock.advance(0);
  expect(asked.join()).not.toMatch(/王秀英|二四二六/u);
  privacy.value = 'private';
  expect([...sounds.live.keys()]).toEqual([]);
  await clock.advance(0);
  expect(asked.at(-1)).toMatch(/王秀英.*二四二六/u);
  expect(sounds.live.size).toBe(1);
});

test('hanging up is silence in the same moment, in sound and caption, and nothing goes on aloud', async () => {
  const { clock, sounds, privacy, asked, voice } = atScreen();
  privacy.value = 'private';
  await clock.advance(0);
  expect(sounds.live.size).toBe(1);
  expect(voice.caption.value?.text).toBe('请看屏幕上的姓名。');
  const before = asked.length;
  privacy.value = 'public';
  expect([sounds.live.size, voice.caption.value]).toEqual([0, null]);
  await clock.advance(60_000);
  expect(sounds.live.size).toBe(0);
  expect(asked).toHaveLength(before);
});

test('taking the handset has the engine ready before a name needs it, by a sentence that nobody hears', async () => {
  const { clock, sounds, privacy, asked } = atScreen();
  privacy.value = 'private';
  await clock.advance(0);
  expect(asked).toHaveLength(1);
  sounds.finish('sound 1');
  await clock.advance(0);
  expect(asked.slice(1)).toEqual(['再听一遍']);
  expect(sounds.heard()).toEqual(['play sound 1', 'stop sound 1']);
});

test('a handset that lies where it lay says nothing', async () => {
  const { clock, asked } = atScreen();
  await clock.advance(60_000);
  expect(asked).toEqual([]);
});
