import { signal } from '@preact/signals';
import { expect, test } from 'vitest';
import type { Language } from '../../../core/strings/language.ts';
import type { Privacy } from '../../../core/strings/render.ts';
import { createSpeech } from '../../../renderer/start/speech.ts';
import type { OnEnded } from '../../../renderer/voice/turn.ts';

function speechOf(language: Language, privacy: Privacy, isAtEnd = false) {
  const heard: unknown[] = [];
  const prepared: unknown[] = [];
  const warmed: unknown[] = [];
  let endLine: OnEnded = () => {};
  const speech = createSpeech(
    {
      say(lines, spokenIn, onEnded = () => {}) {
        heard.push([lines.map(({ spoken }) => spoken).join('|'), spokenIn]);
        endLine = onEnded;
      },
      async prepare(line, spokenIn) {
        prepared.push([line.spoken, spokenIn]);
      },
      warm(line, spokenIn) {
        warmed.push([line.spoken, spokenIn]);
      },
      changeSpeed(by) {
        heard.push(['speed', by]);
        return !isAtEnd;
      },
      changeVolume(by) {
        heard.push(['volume', by]);
        return !isAtEnd;
      },
    },
    signal(language),
    signal(privacy),
  );
  return { heard, prepared, warmed, speech, end: (...told: Parameters<OnEnded>) => endLine(...told) };
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
  for (const to of ['slower', 'faster', 'louder', 'quieter'] as const) speech.tune(to);
  expect(heard).toEqual([
    ['speed', -1],
    ['说得慢一点了。', 'zh-CN'],
    ['speed', 1],
    ['说得快一点了。', 'zh-CN'],
    ['volume', 1],
    ['声音大一点了。', 'zh-CN'],
    ['volume', -1],
    ['声音小一点了。', 'zh-CN'],
  ]);
});

test('At the end of the ladder it says that this is the end.', () => {
  const { heard, speech } = speechOf('zh-CN', 'public', true);
  for (const to of ['slower', 'faster', 'louder', 'quieter'] as const) speech.tune(to);
  expect(heard.filter((each) => !/speed|volume/u.test(String(each)))).toEqual(
    ['已经最慢了。', '已经最快了。', '已经最大声了。', '已经最小声了。'].map((words) => [words, 'zh-CN']),
  );
});

test('The first line is waited for until it was heard or stopped, and not at all where nothing is said.', async () => {
  const { speech, end } = speechOf('zh-CN', 'public');
  await speech.firstLine();
  let isOver = false;
  speech.say([{ key: 'idle.title' }, { key: 'idle.detail' }]);
  const waited = speech.firstLine().then(() => (isOver = true));
  await Promise.resolve();
  expect(isOver).toBe(false);
  end(0, 'stopped');
  await waited;
  speech.say([]);
  await speech.firstLine();
});

test('The engine is warmed up with words that are nobody’s, whoever listens.', () => {
  const { speech, warmed } = speechOf('en', 'private');
  speech.warm();
  expect(warmed).toEqual([['Hear again', 'en']]);
});

test('A sentence may be said in another language and dialect than the customer’s.', () => {
  const { speech, heard } = speechOf('en', 'public');
  speech.say([{ key: 'dialect.cantonese' }], { language: 'zh-CN', dialect: 'yue-Hant-HK' });
  expect(heard).toEqual([['广东话', { language: 'zh-CN', dialect: 'yue-Hant-HK' }]]);
});

test('What may come next is prepared in the form in which it would be said.', async () => {
  const loud = speechOf('zh-CN', 'public');
  await loud.speech.prepare(person);
  expect(JSON.stringify(loud.prepared)).not.toContain('王秀英');
  const quiet = speechOf('zh-CN', 'private');
  await quiet.speech.prepare(person);
  expect(JSON.stringify(quiet.prepared)).toContain('王秀英');
});
