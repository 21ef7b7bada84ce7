import { beforeEach, describe, expect, test } from 'vitest';
import { dynamic, hello, helloUrl, liveUrl, sit, sitUrl, voiceBench } from '../../support/voice-bench.ts';

let { clock, sounds, started, asked, engine, page, voice } = voiceBench();
beforeEach(() => {
  ({ clock, sounds, started, asked, engine, page, voice } = voiceBench());
});

describe('speaking a screen', () => {
  test('plays its lines in order, clips by key and the rest by the engine, and tells when each began', async () => {
    voice.say([hello, dynamic], 'zh-CN');
    await clock.advance(0);
    await clock.advance(1_000);
    sounds.finish(helloUrl);
    await clock.advance(0);
    expect(sounds.heard()).toStrictEqual([`play ${helloUrl}`, `stop ${helloUrl}`, `play ${liveUrl}`]);
    expect(asked).toStrictEqual(['三项']);
    expect(started).toStrictEqual([
      { line: hello, atMs: 0, level: 'clip' },
      { line: dynamic, atMs: 1_000, level: 'engine' },
    ]);
    sounds.finish(liveUrl);
    expect(voice.speaking.value).toBeNull();
    expect(page.paint).toBeNull();
  });

  test('asks the engine for the next line while the present one still sounds', async () => {
    voice.say([hello, dynamic], 'zh-CN');
    await clock.advance(10);
    expect(asked).toStrictEqual(['三项']);
    expect(sounds.heard()).toStrictEqual([`play ${helloUrl}`]);
  });

  test('lights the word that sounds, by the sound’s own time', async () => {
    voice.say([hello], 'zh-CN');
    await clock.advance(0);
    expect(voice.speaking.value).toStrictEqual({ line: 0, lit: { from: 0, to: 1 } });
    await clock.advance(399);
    page.paint?.();
    const before = voice.speaking.value;
    expect(before?.lit).toStrictEqual({ from: 0, to: 1 });
    page.paint?.();
    expect(voice.speaking.value).toBe(before);
    await clock.advance(1);
    page.paint?.();
    expect(voice.speaking.value?.lit).toStrictEqual({ from: 1, to: 2 });
  });

  test('in a language without a pack, the engine speaks every line', async () => {
    voice.say([hello], 'zh-Hant');
    await clock.advance(0);
    expect(started[0]?.level).toBe('engine');
  });

  test('without pack and engine there is one chime, and the whole line is lit', async () => {
    engine.answers = false;
    voice.say([hello, sit], 'en');
    await clock.advance(0);
    expect(started.map(({ level }) => level)).toStrictEqual(['chime']);
    expect(voice.speaking.value).toStrictEqual({ line: 0, lit: { from: 0, to: 2 } });
    sounds.finish('chime');
    await clock.advance(0);
    expect(sounds.heard()).toStrictEqual(['play chime', 'stop chime']);
  });

  test('a clip that does not load in time gives way to the next source', async () => {
    sounds.behaviour.loads = 'never';
    voice.say([hello], 'zh-CN');
    await clock.advance(2_999);
    expect(asked).toStrictEqual([]);
    await clock.advance(1);
    expect(asked).toStrictEqual(['您好']);
  });

  test('a clip that breaks off is spoken again from its begin by the engine', async () => {
    voice.say([hello], 'zh-CN');
    await clock.advance(0);
    sounds.finish(helloUrl, 'failed');
    await clock.advance(0);
    expect(sounds.heard().at(-1)).toBe(`play ${liveUrl}`);
    expect(started.map(({ level }) => level)).toStrictEqual(['clip', 'engine']);
  });

  test('a sound that never ends is taken as ended, so that the next line is heard', async () => {
    voice.say([hello, sit], 'zh-CN');
    await clock.advance(4_500);
    expect(sounds.heard()).toStrictEqual([`play ${helloUrl}`, `stop ${helloUrl}`, `play ${sitUrl}`]);
  });
});

describe('stopping', () => {
  test('a new screen silences the old one in the same moment', async () => {
    voice.say([hello], 'zh-CN');
    await clock.advance(100);
    voice.say([sit], 'zh-CN');
    expect(sounds.heard()).toStrictEqual([`play ${helloUrl}`, `stop ${helloUrl}`]);
    expect(voice.speaking.value).toBeNull();
    await clock.advance(0);
    expect([...sounds.live.keys()]).toStrictEqual([sitUrl]);
  });

  test('of many screens in one breath only the last is heard', async () => {
    for (let times = 0; times < 10; times++) voice.say([times % 2 === 0 ? hello : dynamic], 'zh-CN');
    voice.say([sit], 'zh-CN');
    await clock.advance(10_000);
    expect(sounds.heard()[0]).toBe(`play ${sitUrl}`);
    expect(started).toHaveLength(1);
  });

  test('hushing silences at once, and what was on its way is not heard', async () => {
    voice.say([dynamic], 'zh-CN');
    voice.hush();
    await clock.advance(5_000);
    expect(sounds.heard()).toStrictEqual([]);
  });
});

describe('a browser that wants a touch first', () => {
  test('speaks at the first touch', async () => {
    sounds.behaviour.play = 'refused';
    voice.say([hello], 'zh-CN');
    await clock.advance(60_000);
    expect(started).toStrictEqual([]);
    sounds.behaviour.play = 'started';
    page.touch();
    await clock.advance(0);
    expect(started.map(({ line }) => line)).toStrictEqual([hello]);
  });

  test('says nothing of an earlier visit at a later touch', async () => {
    sounds.behaviour.play = 'refused';
    voice.say([hello], 'zh-CN');
    await clock.advance(0);
    voice.reset();
    sounds.behaviour.play = 'started';
    page.touch();
    await clock.advance(0);
    expect(started).toStrictEqual([]);
  });
});

describe('a host that is gone', () => {
  /** Nothing can be fetched, and the engine went with the host. */
  function killHost() {
    sounds.behaviour.hostIsGone = true;
    engine.answers = false;
  }

  test('leaves only a chime where nothing was kept', async () => {
    killHost();
    voice.say([hello, sit], 'zh-CN');
    await clock.advance(0);
    expect(started.map(({ level }) => level)).toStrictEqual(['chime']);
  });

  test('does not silence what was kept before, clips and the engine’s sentences alike', async () => {
    await voice.keep(hello, 'zh-CN');
    await voice.keep(sit, 'en');
    killHost();
    voice.say([hello], 'zh-CN');
    await clock.advance(0);
    voice.say([sit], 'en');
    await clock.advance(0);
    expect(started.map(({ line, level }) => [line, level])).toStrictEqual([
      [hello, 'clip'],
      [sit, 'engine'],
    ]);
    expect(sounds.heard().filter((entry) => entry.startsWith('play'))).toStrictEqual([
      `play kept ${helloUrl}`,
      `play kept ${liveUrl}`,
    ]);
    expect(voice.speaking.value).toStrictEqual({ line: 0, lit: { from: 0, to: 2 } });
  });

  test('speaks by the engine’s kept sentence where the clip could not be fetched', async () => {
    const { keep } = sounds.maker;
    const isClip = (url: string) => url === helloUrl;
    sounds.maker.keep = async (url) => (isClip(url) ? null : keep(url));
    await voice.keep(hello, 'zh-CN');
    killHost();
    voice.say([hello], 'zh-CN');
    await clock.advance(0);
    expect(started.map(({ level }) => level)).toStrictEqual(['engine']);
  });

  test('is asked for every sentence once only, and again for what it did not give', async () => {
    await voice.keep(hello, 'zh-CN');
    await voice.keep(hello, 'zh-CN');
    expect(sounds.fetched).toStrictEqual([helloUrl]);
    killHost();
    await voice.keep(sit, 'zh-CN');
    sounds.behaviour.hostIsGone = false;
    await voice.keep(sit, 'zh-CN');
    expect(sounds.fetched).toStrictEqual([helloUrl, sitUrl, sitUrl]);
  });
});

describe('speed and volume', () => {
  test('change the sound under way and the next ones', async () => {
    voice.say([hello], 'zh-CN');
    await clock.advance(0);
    voice.changeSpeed(-1);
    voice.changeVolume(1);
    expect(sounds.diary.slice(-4)).toStrictEqual(
      [`speed 0.8125 ${helloUrl}`, `gain 0.06 ${helloUrl}`, `speed 0.8125 ${helloUrl}`, `gain 0.13 ${helloUrl}`], // prettier-ignore
    );
    voice.say([sit], 'zh-CN');
    await clock.advance(0);
    expect(sounds.diary.slice(-3)).toStrictEqual([
      `speed 0.8125 ${sitUrl}`,
      `gain 0.13 ${sitUrl}`,
      `play ${sitUrl}`,
    ]);
  });

  test('stop at their ends', () => {
    const quieter = [1, 2].map(() => voice.changeVolume(-1));
    const faster = [1, 2, 3, 4].map(() => voice.changeSpeed(1));
    expect([quieter, faster]).toStrictEqual([[true, false], [true, true, true, false]]); // prettier-ignore
    expect([voice.volume.value, voice.speed.value]).toStrictEqual([0, 6]);
  });

  test('return to their defaults after each customer, in silence', async () => {
    voice.say([hello], 'zh-CN');
    await clock.advance(0);
    voice.changeVolume(-1);
    voice.changeSpeed(1);
    voice.reset();
    expect([voice.volume.value, voice.speed.value]).toStrictEqual([1, 3]);
    expect([...sounds.live.keys()]).toStrictEqual([]);
  });
});
