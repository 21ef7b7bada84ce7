import type { Handlers } from '../../core/contract/host.ts';
import { err, ok } from '../../core/lib/result.ts';
import { livePath } from '../../core/voice/pack.ts';
import type { SpeechEngine } from './engine.ts';
import type { SoundStore } from './sounds.ts';

/** Serves `voice.synthesise`; whoever serves `visit.ended` calls `sounds.forget`. */
export function voiceHandlers(engine: SpeechEngine, sounds: SoundStore): Pick<Handlers, 'voice.synthesise'> {
  return {
    async 'voice.synthesise'({ language, text }) {
      const visit = sounds.visit();
      const spoken = await engine.synthesise(language, text);
      if (!spoken.ok) return err({ code: spoken.error });
      // Whoever asked for it has gone, and it may be personal.
      if (visit !== sounds.visit()) return err({ code: 'engine-failed' });
      const { wav, durationMs, marks } = spoken.value;
      return ok({
        url: `${livePath}/${sounds.put(wav)}.wav`,
        durationMs,
        marks: marks.map(([start, end, ms]): [number, number, number] => [start, end, ms]),
      });
    },
  };
}
