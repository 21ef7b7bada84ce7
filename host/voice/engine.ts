import type { Clock } from '../../core/lib/clock.ts';
import { err, ok, type Result } from '../../core/lib/result.ts';
import type { Language } from '../../core/strings/language.ts';
import type { EngineChild, EngineChildListener } from './engine-child.ts';
import type { EngineRequest, EngineSound } from './engine-messages.ts';
import { startSession, type EngineSession } from './engine-session.ts';
import { shapeSound, type Spoken } from './shape-sound.ts';

export type SpeechFault = 'engine-missing' | 'engine-failed' | 'digits-refused';

/** The optional speech engine (eSpeak NG, GPL-3) in its own process. Without its package nothing happens to anybody. */
export type SpeechEngine = {
  readonly synthesise: (language: Language, text: string) => Promise<Result<Spoken, SpeechFault>>;
  /** As the engine gives it, in one of its own voices and at any rate. */
  readonly speak: (words: EngineWords) => Promise<Result<EngineSound, SpeechFault>>;
  /** Process id while one runs, for supervision and tests. */
  readonly pid: () => number | undefined;
  readonly stop: () => void;
};

export type EngineWords = Omit<EngineRequest, 'id'>;

export type SpeechEngineParts = {
  readonly clock: Clock;
  /** Starts the engine's process: `forkEngine` with the place of `engine-process.mjs`. */
  readonly start: (listener: EngineChildListener) => EngineChild;
};

const voices = { 'zh-CN': 'cmn', 'zh-Hant': 'cmn', en: 'en' } as const satisfies Record<Language, string>;
/** Words per minute; the engine's own 175 is too fast for an old ear. */
const rate = 130;
/** Below the bound of `voice.synthesise`, so that the screen hears the reason. */
const answersWithinMs = 6_000;

/** Starts warming the engine up at once. */
export function createSpeechEngine({ clock, start }: SpeechEngineParts): SpeechEngine {
  let session: EngineSession | null = null;
  let isStopped = false;
  let lastId = 0;

  function launch(): EngineSession {
    const launched = startSession(start, (readiness) => {
      if (session === launched) session = null;
      // One that worked and died is warmed up again; one that never worked is tried again when somebody asks.
      if (readiness === 'ready' && !isStopped) session = launch();
    });
    return launched;
  }

  async function ask(current: EngineSession, words: EngineWords): Promise<Result<EngineSound, SpeechFault>> {
    const readiness = await current.readiness;
    if (readiness === 'missing') return err('engine-missing');
    if (readiness === 'broken') return err('engine-failed');
    const sound = await current.ask({ id: ++lastId, ...words });
    return sound === null ? err('engine-failed') : ok(sound);
  }

  async function speak(words: EngineWords): Promise<Result<EngineSound, SpeechFault>> {
    // Engines misread digits, and an amount read wrongly is a promise (I10).
    if (/\p{Nd}/u.test(words.text)) return err('digits-refused');
    if (isStopped) return err('engine-failed');
    const current = (session ??= launch());
    // A process that hangs in WebAssembly answers to nothing but a kill, which also answers whoever waits.
    const giveUp = clock.after(answersWithinMs, current.kill);
    const sound = await ask(current, words);
    giveUp();
    return sound;
  }

  session = launch();

  return {
    async synthesise(language, text) {
      const sound = await speak({ voice: voices[language], rate, text });
      if (!sound.ok) return sound;
      const shaped = shapeSound(sound.value, text);
      return shaped === null ? err('engine-failed') : ok(shaped);
    },
    speak,
    pid: () => session?.pid,
    stop() {
      isStopped = true;
      session?.kill();
    },
  };
}
