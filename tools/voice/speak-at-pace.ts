import { err, ok, type Result } from '../../core/lib/result.ts';
import { marksFrom } from '../../core/voice/marks.ts';
import type { Mark } from '../../core/voice/pack.ts';
import type { SpokenLanguage } from '../../core/voice/spoken-language.ts';
import { amplitudes16 } from '../../core/voice/wav.ts';
import type { EngineSound } from '../../host/voice/engine-messages.ts';
import type { EngineWords, SpeechEngine, SpeechFault } from '../../host/voice/engine.ts';
import { paceMs, roomOf, unitsIn } from './pace.ts';
import { trimmed } from './sound/trim.ts';

/** A recording on its way into a pack. */
export type Take = {
  readonly samples: Float32Array;
  readonly sampleRate: number;
  readonly marks: readonly Mark[];
};

export type TakeFault = SpeechFault | 'silent';

/** Words a minute that the engine takes. */
const rates = { slowest: 80, fastest: 450 } as const;
const mostTries = 5;
const mostAsked = 5;
/** Near enough: well within the tolerance of a clip. */
const closeEnough = 0.03;
/** A word of one or two characters needs its time, however long the silence about it. */
const fewestMsAUnit = 250;

/** Speaks words so that they take as long as a recorded voice would. */
export type PacedVoice = (words: string, whole: boolean) => Promise<Result<Take, TakeFault>>;

/** The engine's rate is found anew for every text; what the one before needed is a good first guess. */
export function pacedVoice(
  engine: Pick<SpeechEngine, 'speak'>,
  voice: { readonly id: string; readonly lang: SpokenLanguage },
): PacedVoice {
  const guesses = { whole: 130, joined: 130 };
  return async (words, whole) => {
    const room = roomOf(whole);
    const roomMs = room.headMs + room.tailMs;
    const units = unitsIn(words, voice.lang);
    const heardMs = Math.max(paceMs(words, voice.lang) - roomMs, units * fewestMsAUnit);
    const kind = whole ? 'whole' : 'joined';
    let rate = guesses[kind];
    for (let tries = 1; ; tries++) {
      const spoken = await speakPatiently(engine, { voice: voice.id, rate, text: words });
      if (!spoken.ok) return spoken;
      const take = takeOf(spoken.value, words, room);
      if (take === null) return err('silent');
      const ratio = (lengthMs(take) - roomMs) / heardMs;
      const next = Math.round(Math.min(rates.fastest, Math.max(rates.slowest, rate * ratio)));
      guesses[kind] = next;
      if (Math.abs(ratio - 1) < closeEnough || next === rate || tries === mostTries) return ok(take);
      rate = next;
    }
  };
}

/** On a busy machine an answer comes too late, and the engine is started anew: it is asked again. */
async function speakPatiently(
  engine: Pick<SpeechEngine, 'speak'>,
  words: EngineWords,
): Promise<Result<EngineSound, SpeechFault>> {
  for (let asked = 1; ; asked++) {
    const spoken = await engine.speak(words);
    if (spoken.ok || spoken.error !== 'engine-failed' || asked === mostAsked) return spoken;
  }
}

function takeOf(
  { pcm, sampleRate, words }: EngineSound,
  text: string,
  room: ReturnType<typeof roomOf>,
): Take | null {
  const cut = trimmed(amplitudes16(pcm), sampleRate, room);
  if (cut === null) return null;
  const placed = words.map(({ position, atMs }) => ({ position, atMs: atMs - cut.cutMs }));
  return { samples: cut.samples, sampleRate, marks: marksFrom(text, placed) };
}

function lengthMs({ samples, sampleRate }: Take): number {
  return (samples.length * 1000) / sampleRate;
}
