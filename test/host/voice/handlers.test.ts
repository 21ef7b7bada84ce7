import { expect, it } from 'vitest';
import { err, ok } from '../../../core/lib/result.ts';
import { voiceHandlers } from '../../../host/voice/handlers.ts';
import { createSoundStore } from '../../../host/voice/sounds.ts';

const spoken = { wav: new Uint8Array([1, 2, 3]), durationMs: 10, marks: [] };

function desk() {
  const sounds = createSoundStore(() => 'sound');
  let finish = () => {};
  const engine = {
    synthesise: () =>
      new Promise<ReturnType<typeof ok<typeof spoken>>>((done) => (finish = () => done(ok(spoken)))),
    speak: () => Promise.resolve(err('engine-failed')),
    pid: () => undefined,
    stop() {},
  };
  const asked = voiceHandlers(engine, sounds)['voice.synthesise']({ language: 'zh-CN', text: '您好' });
  return { sounds, asked, finish: () => finish() };
}

it('keeps the sound of a visit for the page to fetch.', async () => {
  const { sounds, asked, finish } = desk();
  finish();
  expect(await asked).toMatchObject({ ok: true, value: { url: 'voice/live/sound.wav' } });
  expect(sounds.get('sound')).toEqual(spoken.wav);
});

it('keeps no sound that is finished only after its visit has ended.', async () => {
  const { sounds, asked, finish } = desk();
  sounds.forget();
  finish();
  expect(await asked).toEqual({ ok: false, error: { code: 'engine-failed' } });
  expect(sounds.get('sound')).toBeNull();
});
