import { signal } from '@preact/signals';
import { expect, test } from 'vitest';
import { describe } from '../../../core/journeys/describe.ts';
import { languages } from '../../../core/strings/language.ts';
import type { Line } from '../../../core/strings/line.ts';
import { renderLine } from '../../../core/strings/render.ts';
import { digitWords } from '../../../core/voice/number-words.ts';
import { spokenOrder } from '../../../renderer/customer/spoken-order.ts';
import { walkedKeys } from '../../../renderer/customer/walked-keys.ts';
import { digitLine } from '../../../renderer/start/pad-voice.ts';
import { createSpeech } from '../../../renderer/start/speech.ts';
import { createVoice } from '../../../renderer/voice/voice.ts';
import { sampleAcceptance, sampleCard, samplePhone } from '../../../tools/journey-map/sample-world.ts';
import { walk, walkEnv } from '../../../tools/journey-map/walk.ts';
import { manualClock } from '../../support/manual-clock.ts';
import { recordingSounds } from '../../support/recording-sounds.ts';

/** No screen holds an amount yet; what will is a value like this one. */
const amount: Line = { key: 'value.written', slots: { text: { kind: 'money', fen: '1234567' } } };
/** Every line that any screen can say, those of its keys, a digit under the finger, and an amount; each once. */
const lines = new Map(
  [
    ...walk()
      .states.map((state) => describe(state, walkEnv))
      .flatMap((screen) => [...spokenOrder(screen), ...walkedKeys(screen).flatMap(({ line }) => line ?? [])]),
    digitLine('7', false),
    amount,
  ].map((line) => [JSON.stringify(line), line]),
);

/** What the sample customer would not have others read, as it sounds and as it is written. */
const canaries = [
  sampleCard.name,
  ...languages.flatMap((language) =>
    [samplePhone.slice(3, 7), samplePhone.slice(7), sampleCard.number.slice(-4), sampleAcceptance.slipNumber.replaceAll(/\D/gu, '')]
      .flatMap((digits) => [digits, digitWords(digits, [], language)]),
  ),
  '12345', '一万两千三百四十五', '一萬兩千三百四十五', 'twelve thousand',
]; // prettier-ignore

/** A handset in use: a real voice whose engine speaks everything, five seconds each. */
function handset(language: (typeof languages)[number]) {
  const clock = manualClock();
  const sounds = recordingSounds(clock);
  const heard: string[] = [];
  const voice = createVoice({
    host: {
      async invoke(_, input) {
        const { text } = input as { readonly text: string };
        heard.push(text);
        return { ok: true, value: { url: `sound ${heard.length}`, durationMs: 5_000, marks: [] } } as never;
      },
    },
    clock,
    packs: [],
    sounds: sounds.maker,
    eachFrame: () => () => {},
    onTouch: () => {},
  });
  const speech = createSpeech(voice, signal(language), signal('private' as const));
  return { clock, voice, speech, heard };
}

test.each(languages)('with the handset lifted no name, number or amount comes into the caption: %s', async (language) => {
  const { clock, voice, speech, heard } = handset(language);
  const captions: string[] = [];
  for (const line of lines.values()) {
    speech.say([line]);
    await clock.advance(0);
    expect(voice.caption.value?.text, line.key).toBe(renderLine(line, language, 'public').spoken);
    captions.push(voice.caption.value?.text ?? '');
  }
  expect(captions.length).toBeGreaterThan(100);
  for (const canary of canaries) {
    expect([canary, captions.filter((text) => text.includes(canary))]).toEqual([canary, []]);
  }
  // The sound is the private form all the same; an English voice cannot read the name.
  const said = heard.join('\n');
  const expected = [digitWords(samplePhone.slice(3, 7), [], language), ...(language === 'en' ? [] : [sampleCard.name])];
  expect(expected.filter((canary) => !said.includes(canary))).toEqual([]);
}); // prettier-ignore
