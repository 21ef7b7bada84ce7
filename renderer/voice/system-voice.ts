import type { Language } from '../../core/strings/language.ts';
import type { Sound } from './sound.ts';

/** The computer's own voices, such as those of Windows. Only voices that speak on this machine: no sentence leaves it. */
export type SystemVoice = {
  /** Null where no local voice speaks the language. */
  readonly soundOf: (text: string, language: Language) => Sound | null;
};

/** As voices name themselves, best first. */
const tags: Readonly<Record<Language, readonly string[]>> = {
  'zh-CN': ['zh-CN', 'cmn-Hans-CN'],
  'zh-Hant': ['zh-TW', 'cmn-Hant-TW', 'zh-CN'],
  en: ['en-GB', 'en-US', 'en'],
};

/** At 1 the usual voices say some 250 characters a minute; this is the speed of the recorded ones. */
const unhurried = 0.65;

/** @param speech `window.speechSynthesis`, or undefined where the browser has none */
export function browserSystemVoice(speech: SpeechSynthesis | undefined): SystemVoice {
  // The list fills only after it has been asked for once.
  speech?.getVoices();
  return {
    soundOf(text, language) {
      const voice = speech === undefined ? null : localVoice(speech.getVoices(), language);
      return speech === undefined || voice === null ? null : spokenSound(speech, voice, text);
    },
  };
}

/** eSpeak NG by way of the system reads Hanzi as English (voice.md 1.1); as our own engine it comes next anyway. */
function localVoice(
  voices: readonly SpeechSynthesisVoice[],
  language: Language,
): SpeechSynthesisVoice | null {
  const usable = voices.filter(
    (voice) => voice.localService && !/espeak/iu.test(voice.name + voice.voiceURI),
  );
  const found = tags[language].map((tag) => usable.find(({ lang }) => lang.replace('_', '-') === tag));
  return found.find((voice) => voice !== undefined) ?? null;
}

function spokenSound(speech: SpeechSynthesis, voice: SpeechSynthesisVoice, text: string): Sound {
  const utterance = new SpeechSynthesisUtterance(text);
  utterance.voice = voice;
  utterance.lang = voice.lang;
  utterance.rate = unhurried;
  const left = new AbortController();
  const { signal } = left;
  let startedAtMs: number | null = null;

  return {
    load: () => Promise.resolve(true),
    play: (onEnd) =>
      new Promise((settle) => {
        utterance.addEventListener(
          'start',
          (event) => {
            startedAtMs = event.timeStamp;
            settle('started');
          },
          { once: true, signal },
        );
        utterance.addEventListener('end', () => onEnd('ended'), { once: true, signal });
        utterance.addEventListener(
          'error',
          ({ error }) => {
            if (startedAtMs !== null) onEnd('failed');
            else settle(error === 'not-allowed' ? 'refused' : 'failed');
          },
          { once: true, signal },
        );
        signal.addEventListener('abort', () => settle('failed'), { once: true });
        speech.speak(utterance);
      }),
    stop() {
      left.abort();
      // Only one voice speaks at a time, so whatever the system is saying is this.
      if (startedAtMs !== null) speech.cancel();
    },
    positionMs: () => (startedAtMs === null ? 0 : performance.now() - startedAtMs),
    // The system takes both at the beginning of a sentence only: the next one follows.
    setSpeed(factor) {
      utterance.rate = unhurried * factor;
    },
    setGain(gain) {
      utterance.volume = gain;
    },
  };
}
