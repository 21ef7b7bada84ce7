import type { Host } from '../../core/contract/host.ts';
import type { StringKey } from '../../core/strings/catalogue.ts';
import type { RenderedLine } from '../../core/strings/line.ts';
import type { Mark, PackManifest } from '../../core/voice/pack.ts';
import { createVoice, type Started } from '../../renderer/voice/voice.ts';
import { manualClock } from './manual-clock.ts';
import { recordingSounds } from './recording-sounds.ts';
import { packHead } from './voice-pack.ts';

function lineOf(key: string, text: string, fixed = true): RenderedLine {
  const pieces = [{ shown: text, spoken: text }];
  return { key: key as StringKey, shown: text, spoken: text, pieces, inStep: true, fixed };
}

/** Two lines that were recorded, and one that only the engine can say. */
export const hello = lineOf('hello', '您好');
export const sit = lineOf('sit', '请坐');
export const dynamic = lineOf('dynamic', '三项', false);

const pack: PackManifest = {
  ...packHead,
  clips: Object.fromEntries(
    [hello, sit].map(({ key, spoken }) => [
      key,
      { file: `${key}.wav`, ms: 1_000, sha256: '', text: spoken, marks: [[0, 1, 0], [1, 2, 400]] }, // prettier-ignore
    ]),
  ),
};
export const helloUrl = 'voice/pack/test/hello.wav';
export const sitUrl = 'voice/pack/test/sit.wav';
export const liveUrl = 'voice/live/1.wav';

/** The page's voice on a loudspeaker that keeps a diary, with a clock, a host, frames and touches at hand. */
export function voiceBench() {
  const clock = manualClock();
  const sounds = recordingSounds(clock);
  const started: Started[] = [];
  const asked: string[] = [];
  const engine = { answers: true, marks: [] as readonly Mark[] };
  const page: { paint: (() => void) | null; touch: () => void } = { paint: null, touch: () => {} };

  const host: Pick<Host, 'invoke'> = {
    invoke: async (name, input) => {
      asked.push((input as { readonly text: string }).text);
      const value = { url: liveUrl, durationMs: 500, marks: engine.marks };
      return (
        name === 'voice.synthesise' && engine.answers
          ? { ok: true, value }
          : { ok: false, error: { code: 'engine-missing' } }
      ) as never;
    },
  };
  const voice = createVoice({
    host,
    clock,
    packs: [pack],
    sounds: sounds.maker,
    eachFrame(action) {
      page.paint = action;
      return () => void (page.paint = null);
    },
    onTouch: (action) => void (page.touch = action),
    onStarted: (one) => started.push(one),
  });
  return { clock, sounds, started, asked, engine, page, voice };
}
