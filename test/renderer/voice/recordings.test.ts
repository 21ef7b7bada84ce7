import { describe, expect, test } from 'vitest';
import type { Host } from '../../../core/contract/host.ts';
import type { SoundStep, Source } from '../../../core/voice/choose.ts';
import { createRecordings } from '../../../renderer/voice/recordings.ts';

type Clips = Extract<Source, { readonly level: 'clip' | 'dialect' }>;
const clips = (...steps: readonly SoundStep[]): Clips => ({ level: 'clip', steps, durationMs: 900, marks: [[0, 1, 30]] }); // prettier-ignore
const engine: Source = { level: 'engine', language: 'zh-CN', text: '好' };
const system: Source = { level: 'system', language: 'zh-CN', text: '好' };

function desk({ joins = true, hasEngine = true } = {}) {
  const log: string[] = [];
  const host: Pick<Host, 'invoke'> = {
    invoke: async () =>
      (hasEngine
        ? { ok: true, value: { url: 'voice/live/1.wav', durationMs: 5, marks: [] } }
        : { ok: false, error: { code: 'engine-missing' } }) as never,
  };
  const recordings = createRecordings({
    host,
    sounds: {
      async keep(url) {
        log.push(`keep ${url}`);
        return `kept ${url}`;
      },
    },
    async joinClips(steps) {
      log.push(`join ${steps.length}`);
      return joins ? 'data:audio/wav;base64,AAAA' : null;
    },
  });
  return { recordings, log };
}

describe('the sound of a sentence', () => {
  test('that is one clip is played from where it lies', async () => {
    const { recordings, log } = desk();
    expect(await recordings.find(clips({ url: 'a.opus' }))).toMatchObject({ url: 'a.opus', durationMs: 900 });
    expect(log).toEqual([]);
  });

  test('that is several clips is joined into one', async () => {
    const { recordings } = desk();
    const found = await recordings.find(clips({ url: 'a.opus' }, { pauseMs: 300 }, { url: 'b.opus' }));
    expect(found).toEqual({ url: 'data:audio/wav;base64,AAAA', durationMs: 900, marks: [[0, 1, 30]] });
  });

  test('of which a clip is gone is none: the next source speaks the whole of it', async () => {
    const { recordings } = desk({ joins: false });
    expect(await recordings.find(clips({ url: 'a.opus' }, { url: 'b.opus' }))).toBeNull();
  });

  test('where nobody joins, is one clip or none', async () => {
    const host = { invoke: () => Promise.reject(new Error('not asked')) } as never;
    const recordings = createRecordings({ host, sounds: { keep: () => Promise.resolve(null) } });
    expect(await recordings.find(clips({ url: 'a.opus' }, { url: 'b.opus' }))).toBeNull();
  });
});

describe('what is kept for when the host is gone', () => {
  test('is the best source that can be had; a joined sentence is in the page’s memory already', async () => {
    const { recordings, log } = desk();
    const joined = clips({ url: 'a.opus' }, { url: 'b.opus' });
    await recordings.keep([joined, system, engine, { level: 'chime' }]);
    await recordings.find(joined);
    await recordings.keep([joined]);
    expect(log).toEqual(['join 2']);
  });

  test('passes over the computer’s own voice, which needs no host, to the engine’s sound', async () => {
    const { recordings, log } = desk({ joins: false });
    await recordings.keep([clips({ url: 'a.opus' }, { url: 'b.opus' }), system, engine, { level: 'chime' }]);
    expect(log).toEqual(['join 2', 'keep voice/live/1.wav']);
    expect(await recordings.find(engine)).toMatchObject({ url: 'kept voice/live/1.wav' });
  });

  test('is nothing where there is nothing', async () => {
    const { recordings, log } = desk({ hasEngine: false });
    await recordings.keep([system, engine, { level: 'chime' }]);
    expect(log).toEqual([]);
  });
});
