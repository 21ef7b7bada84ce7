import { beforeEach, describe, expect, test } from 'vitest';
import { browserSystemVoice } from '../../../renderer/voice/system-voice.ts';

/** What the Web Speech API says of an utterance, as far as we listen. */
class Utterance extends EventTarget {
  voice: unknown = null;
  lang = '';
  rate = 1;
  volume = 1;
  readonly text: string;
  constructor(text: string) {
    super();
    this.text = text;
  }
}

function voice(lang: string, change = {}) {
  return { lang, name: `voice of ${lang}`, voiceURI: lang, localService: true, default: false, ...change };
}

let spoken: Utterance[];
let cancelled: number;
function speechWith(...voices: readonly ReturnType<typeof voice>[]): SpeechSynthesis {
  return {
    getVoices: () => voices,
    speak: (utterance: Utterance) => spoken.push(utterance),
    cancel: () => (cancelled += 1),
  } as unknown as SpeechSynthesis;
}

beforeEach(() => {
  [spoken, cancelled] = [[], 0];
  Object.assign(globalThis, { SpeechSynthesisUtterance: Utterance });
});

const saying = (what: string, error?: string) => Object.assign(new Event(what), { error });

describe('the computer’s own voice', () => {
  test.each([
    ['no speech at all', undefined],
    ['no voices', speechWith()],
    ['a voice of another language', speechWith(voice('en-US'))],
    ['a voice that sends the sentence over the network', speechWith(voice('zh-CN', { localService: false }))],
    ['eSpeak by way of the system, which reads Hanzi as English', speechWith(voice('zh-CN', { name: 'Chinese espeak-ng' }))],
  ])('is none with %s', (_, speech) => {
    expect(browserSystemVoice(speech).soundOf('您好', 'zh-CN')).toBeNull();
  }); // prettier-ignore

  test('speaks the text language, unhurried, and takes speed and volume for its next sentence', async () => {
    const sound = browserSystemVoice(speechWith(voice('zh-CN'), voice('zh_TW'))).soundOf('您好', 'zh-Hant')!;
    sound.setSpeed(0.5);
    sound.setGain(0.25);
    void sound.play(() => {});
    expect(spoken[0]).toMatchObject({ text: '您好', lang: 'zh_TW', volume: 0.25 });
    expect(spoken[0]!.rate).toBeCloseTo(0.325);
  });

  test('tells when it begins and ends', async () => {
    const sound = browserSystemVoice(speechWith(voice('en-GB'))).soundOf('Hello', 'en')!;
    const ends: string[] = [];
    const started = sound.play((end) => ends.push(end));
    spoken[0]!.dispatchEvent(saying('start'));
    expect(await started).toBe('started');
    spoken[0]!.dispatchEvent(saying('end'));
    expect(ends).toEqual(['ended']);
  });

  test.each([
    ['not-allowed', 'refused'],
    ['synthesis-failed', 'failed'],
  ])('that cannot begin (%s) is %s', async (error, outcome) => {
    const sound = browserSystemVoice(speechWith(voice('en-GB'))).soundOf('Hello', 'en')!;
    const started = sound.play(() => {});
    spoken[0]!.dispatchEvent(saying('error', error));
    expect(await started).toBe(outcome);
  });

  test('that breaks off says so, and one that was stopped says nothing more', async () => {
    const ends: string[] = [];
    const sound = browserSystemVoice(speechWith(voice('en-GB'))).soundOf('Hello', 'en')!;
    const started = sound.play((end) => ends.push(end));
    spoken[0]!.dispatchEvent(saying('start'));
    await started;
    spoken[0]!.dispatchEvent(saying('error', 'audio-hardware'));
    expect(ends).toEqual(['failed']);
    sound.stop();
    spoken[0]!.dispatchEvent(saying('end'));
    expect([ends, cancelled]).toEqual([['failed'], 1]);
  });
});
