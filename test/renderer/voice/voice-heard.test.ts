import { beforeEach, describe, expect, test } from 'vitest';
import type { RenderedLine } from '../../../core/strings/line.ts';
import { mostReady } from '../../../renderer/voice/ready-sounds.ts';
import { dynamic, hello, helloUrl, liveUrl, sit, sitUrl, voiceBench } from '../../support/voice-bench.ts';

let { clock, sounds, started, asked, engine, page, voice } = voiceBench();
beforeEach(() => {
  ({ clock, sounds, started, asked, engine, page, voice } = voiceBench());
});

describe('a sound device that is gone', () => {
  test('a sound that does not begin gives way after two seconds: engine, chime, and then silence', async () => {
    sounds.behaviour.play = 'never';
    const fates: string[] = [];
    voice.say([hello, sit], 'zh-CN', (line, fate) => fates.push(`${line} ${fate}`));
    await clock.advance(0);
    expect(sounds.heard()).toStrictEqual([`play ${helloUrl}`]);
    await clock.advance(2_000);
    await clock.advance(2_000);
    expect(sounds.heard()).toStrictEqual([`play ${helloUrl}`, `play ${liveUrl}`, 'play chime']);
    for (let times = 0; times < 10; times++) await clock.advance(2_000);
    expect(fates).toStrictEqual(['0 over', '1 over']);
    expect(voice.trouble.value).toBe('sound-stuck');
  });

  test('a sound that stands still in the middle is taken as ended, and the next line is tried', async () => {
    voice.say([hello, sit], 'zh-CN');
    await clock.advance(0);
    sounds.behaviour.stands = true;
    await clock.advance(2_000);
    await clock.advance(2_000);
    expect(sounds.heard().slice(-1)).toStrictEqual([`play ${sitUrl}`]);
    expect(voice.trouble.value).toBe('sound-stuck');
  });

  test('a sound that cannot be made at all is one that failed', async () => {
    sounds.maker.fromUrl = () => {
      throw new DOMException('no such device', 'NotSupportedError');
    };
    voice.say([hello], 'zh-CN');
    await clock.advance(0);
    expect(sounds.heard()).toStrictEqual(['play chime']);
  });

  test('is no trouble any more once a sentence was heard to its end', async () => {
    engine.answers = false;
    voice.say([dynamic], 'zh-CN');
    await clock.advance(0);
    sounds.finish('chime');
    expect(voice.trouble.value).toBe('voice-missing');
    voice.say([hello], 'zh-CN');
    await clock.advance(0);
    expect(voice.trouble.value).toBe('voice-missing');
    sounds.finish(helloUrl);
    expect(voice.trouble.value).toBeNull();
  });
});

describe('the caption', () => {
  const caption = () => voice.caption.value?.text ?? null;

  test('is word for word what is heard, line by line, and gone in silence', async () => {
    const worded = { ...dynamic, spoken: '请看屏幕上的号码。', inStep: false };
    voice.say([hello, worded], 'zh-CN');
    expect(caption()).toBeNull();
    await clock.advance(0);
    expect(voice.caption.value).toStrictEqual({ text: '您好', language: 'zh-CN', notice: null });
    sounds.finish(helloUrl);
    await clock.advance(0);
    expect(caption()).toBe('请看屏幕上的号码。');
    sounds.finish(liveUrl);
    expect(caption()).toBeNull();
  });

  test('of a private sentence is its public form, while the words on the glass light up in step with the sound', async () => {
    const name: RenderedLine = {
      ...sit,
      shown: '王*英请坐',
      spoken: '王秀英请坐',
      publicSpoken: '屏幕上的姓名请坐',
      pieces: [{ shown: '王*英', spoken: '王秀英' }, { shown: '请坐', spoken: '请坐' }],
      fixed: false,
    }; // prettier-ignore
    engine.marks = [[0, 3, 0], [3, 5, 400]]; // prettier-ignore
    voice.say([name], 'zh-CN');
    await clock.advance(0);
    expect([asked, caption()]).toStrictEqual([['王秀英请坐'], '屏幕上的姓名请坐']);
    expect(voice.speaking.value?.lit).toStrictEqual({ from: 0, to: 3 });
    await clock.advance(400);
    page.paint?.();
    expect(voice.speaking.value?.lit).toStrictEqual({ from: 3, to: 5 });
  });

  test('goes with the voice that is hushed', async () => {
    voice.say([hello], 'zh-CN');
    await clock.advance(0);
    voice.hush();
    expect(caption()).toBeNull();
  });

  test('stays as long as reading takes where only a chime, or nothing, could be heard', async () => {
    engine.answers = false;
    voice.say([dynamic, dynamic], 'zh-CN');
    await clock.advance(0);
    sounds.finish('chime');
    await clock.advance(0);
    expect(caption()).toBe('三项');
    await clock.advance(2_499);
    expect(caption()).toBe('三项');
    await clock.advance(1);
    expect(caption()).toBeNull();
    sounds.behaviour.play = 'failed';
    voice.say([sit], 'zh-CN');
    await clock.advance(0);
    expect(caption()).toBe('请坐');
    voice.hush();
    expect(caption()).toBeNull();
  });
});

describe('what is prepared', () => {
  test('begins without asking anybody', async () => {
    await voice.prepare(dynamic, 'zh-CN');
    expect(asked).toStrictEqual(['三项']);
    voice.say([dynamic], 'zh-CN');
    await clock.advance(0);
    expect(asked).toHaveLength(1);
    expect(sounds.heard()).toStrictEqual([`play kept ${liveUrl}`]);
  });

  test('is forgotten with the visit, also what is still on its way', async () => {
    await voice.prepare(dynamic, 'zh-CN');
    const underWay = voice.prepare({ ...dynamic, spoken: '四项' }, 'zh-CN');
    voice.reset();
    await underWay;
    voice.say([dynamic], 'zh-CN');
    await clock.advance(0);
    voice.say([{ ...dynamic, spoken: '四项' }], 'zh-CN');
    await clock.advance(0);
    expect(asked).toStrictEqual(['三项', '四项', '三项', '四项']);
  });

  test('is no more than the memory for it: the oldest makes room', async () => {
    const lines = Array.from({ length: mostReady + 1 }, (_, at) => ({ ...dynamic, spoken: `第${at}` }));
    for (const line of lines) await voice.prepare(line, 'zh-CN');
    asked.length = 0;
    for (const line of lines.slice(0, 2)) {
      voice.say([line], 'zh-CN');
      await clock.advance(0);
    }
    expect(asked).toStrictEqual(['第0']);
  });

  test('does not fail anybody where it cannot be had', async () => {
    engine.answers = false;
    sounds.behaviour.hostIsGone = true;
    await voice.prepare(hello, 'zh-CN');
    expect(sounds.heard()).toStrictEqual([]);
  });
});

test('of forty sentences in one breath the engine is asked for a few, and the last is heard', async () => {
  for (let times = 0; times < 40; times++) voice.say([{ ...dynamic, spoken: `第${times}` }], 'zh-CN');
  await clock.advance(0);
  expect(asked.at(-1)).toBe('第39');
  expect(asked.length).toBeLessThan(6);
  expect(started).toHaveLength(1);
});

test('a tick is as loud as the voice and stops none', async () => {
  voice.say([hello], 'zh-CN');
  await clock.advance(0);
  voice.tick();
  expect(sounds.diary.at(-1)).toBe('tick 0.063');
  expect([...sounds.live.keys()]).toStrictEqual([helloUrl]);
});
