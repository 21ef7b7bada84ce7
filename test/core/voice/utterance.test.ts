import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Level, Source } from '../../../core/voice/choose.ts';
import {
  linesEnded,
  silent,
  stepUtterance,
  type UtteranceEffect,
  type UtteranceEvent,
  type UtteranceState,
} from '../../../core/voice/utterance.ts';

const clip: Source = { level: 'clip', steps: [{ url: 'a.wav' }], durationMs: 1_000, marks: [] };
const engine: Source = { level: 'engine', language: 'zh-CN', text: '您好' };
const chime: Source = { level: 'chime' };
const full = [clip, engine, chime];

/** Plays events through and keeps what was asked for, e.g. `load 0 clip`. */
function run(...events: readonly UtteranceEvent[]) {
  let state: UtteranceState = silent;
  const asked: string[] = [];
  for (const event of events) {
    const next = stepUtterance(state, event);
    state = next.state;
    asked.push(...next.effects.map(named));
  }
  return { state, asked };
}
function named(effect: UtteranceEffect): string {
  return effect.do === 'stop' ? 'stop' : `${effect.do} ${effect.sound.line} ${effect.sound.level}`;
}
const said = (...lines: readonly (readonly Source[])[]): UtteranceEvent => ({ type: 'SAID', lines });
const fact = (
  type: 'LOADED' | 'STARTED' | 'REFUSED' | 'ENDED' | 'FAILED',
  line: number,
  level: Level = 'clip',
  token = 1,
): UtteranceEvent => ({ type, sound: { token, line, level } });

describe('a screen that is spoken', () => {
  test('plays its lines one after the other and fetches the next while one sounds', () => {
    const { asked, state } = run(
      said(full, full),
      fact('LOADED', 0),
      fact('STARTED', 0),
      fact('LOADED', 1),
      fact('ENDED', 0),
      fact('STARTED', 1),
      fact('ENDED', 1),
    );
    expect(asked).toStrictEqual(['stop', 'load 0 clip', 'play 0 clip', 'load 1 clip', 'play 1 clip']);
    expect(state.at).toBe('silent');
  });

  test('waits for the next line where it is not there in time', () => {
    const { asked } = run(
      said(full, full),
      fact('LOADED', 0),
      fact('STARTED', 0),
      fact('ENDED', 0),
      fact('LOADED', 1),
    );
    expect(asked.slice(-2)).toStrictEqual(['load 1 clip', 'play 1 clip']);
  });

  test('falls back for the one sentence: clip, engine, chime; the next sentence begins with its clip again', () => {
    const { asked } = run(
      said(full, full),
      fact('FAILED', 0, 'clip'),
      fact('FAILED', 0, 'engine'),
      fact('LOADED', 0, 'chime'),
      fact('STARTED', 0, 'chime'),
    );
    expect(asked).toStrictEqual(
      ['stop', 'load 0 clip', 'load 0 engine', 'load 0 chime', 'play 0 chime', 'load 1 clip'], // prettier-ignore
    );
  });

  test('begins a sentence that broke off anew from its next source', () => {
    const { asked } = run(said(full), fact('LOADED', 0), fact('STARTED', 0), fact('FAILED', 0));
    expect(asked.at(-1)).toBe('load 0 engine');
  });

  test('falls back for the next line while the present one goes on sounding', () => {
    const { asked, state } = run(
      said(full, full),
      fact('LOADED', 0),
      fact('STARTED', 0),
      fact('FAILED', 1, 'clip'),
      fact('LOADED', 1, 'engine'),
    );
    expect(asked.at(-1)).toBe('load 1 engine');
    expect(state).toMatchObject({ line: 0, phase: 'sounding' });
  });

  test('chimes once for a screen that has no voice', () => {
    const { asked, state } = run(
      said([chime], [chime], [chime]),
      fact('LOADED', 0, 'chime'),
      fact('STARTED', 0, 'chime'),
      fact('ENDED', 0, 'chime'),
    );
    expect(asked.filter((effect) => effect.startsWith('play'))).toStrictEqual(['play 0 chime']);
    expect(state.at).toBe('silent');
  });

  test('goes on with the next line where even the chime fails', () => {
    const { asked } = run(said([chime], full), fact('FAILED', 0, 'chime'));
    expect(asked.at(-1)).toBe('load 1 clip');
  });

  test('without lines is silence', () => {
    const { asked, state } = run(said(full), said());
    expect(asked.at(-1)).toBe('stop');
    expect(state.at).toBe('silent');
  });
});

describe('never two voices', () => {
  test('a new screen stops the old one at once, and late answers of the old one change nothing', () => {
    const { asked, state } = run(said(full, full), fact('LOADED', 0), fact('STARTED', 0), said(full));
    expect(asked.slice(-2)).toStrictEqual(['stop', 'load 0 clip']);
    for (const type of ['LOADED', 'STARTED', 'REFUSED', 'ENDED', 'FAILED'] as const) {
      expect(stepUtterance(state, fact(type, 0))).toStrictEqual({ state, effects: [] });
    }
  });

  test('hushing is silence at once, and nothing that arrives later breaks it', () => {
    const { asked, state } = run(said(full), fact('LOADED', 0), fact('STARTED', 0), { type: 'HUSHED' });
    expect(asked.at(-1)).toBe('stop');
    expect(stepUtterance(state, fact('LOADED', 0))).toStrictEqual({ state, effects: [] });
    expect(stepUtterance(state, fact('LOADED', 0, 'clip', 2))).toStrictEqual({ state, effects: [] });
  });

  test('a line to come cannot end the one that sounds', () => {
    const { state } = run(said(full, full), fact('LOADED', 0), fact('STARTED', 0), fact('LOADED', 1));
    for (const type of ['STARTED', 'REFUSED', 'ENDED'] as const) {
      expect(stepUtterance(state, fact(type, 1))).toStrictEqual({ state, effects: [] });
    }
  });

  test('a source that was given up does not play when it arrives after all', () => {
    const { state } = run(said(full), fact('FAILED', 0, 'clip'));
    expect(stepUtterance(state, fact('LOADED', 0, 'clip')).effects).toStrictEqual([]);
  });

  test('whatever happens in whatever order, a line is played only after a stop or the end of the one before', () => {
    const level = fc.constantFrom<Level>('clip', 'engine', 'chime');
    const sound = fc.record({ token: fc.nat(4), line: fc.nat(3), level });
    const type = fc.constantFrom('LOADED', 'STARTED', 'REFUSED', 'ENDED', 'FAILED');
    const event: fc.Arbitrary<UtteranceEvent> = fc.oneof(
      { weight: 12, arbitrary: fc.record({ type, sound }) as fc.Arbitrary<UtteranceEvent> },
      { weight: 1, arbitrary: fc.constant(said(full, full, full)) },
      { weight: 1, arbitrary: fc.constantFrom<UtteranceEvent>({ type: 'HUSHED' }, { type: 'TOUCHED' }) },
    );
    fc.assert(
      fc.property(fc.array(event, { maxLength: 60 }), (events) => {
        let state = stepUtterance(silent, said(full, full, full)).state;
        let sounding: string | null = null;
        for (const next of events) {
          if ('sound' in next && ['ENDED', 'FAILED', 'REFUSED'].includes(next.type)) {
            const { token, line, level: by } = next.sound;
            if (sounding === `${token} ${line} ${by}`) sounding = null;
          }
          const { state: after, effects } = stepUtterance(state, next);
          state = after;
          for (const effect of effects) {
            if (effect.do === 'stop') sounding = null;
            if (effect.do !== 'play') continue;
            expect(sounding).toBeNull();
            sounding = `${effect.sound.token} ${effect.sound.line} ${effect.sound.level}`;
          }
        }
      }),
      { numRuns: 2_000 },
    );
  });
});

describe('the fate of a line', () => {
  /** Plays events through and keeps what became of each line, e.g. `0 over`. */
  function fates(...events: readonly UtteranceEvent[]): readonly string[] {
    let state: UtteranceState = silent;
    return events.flatMap((event) => {
      const before = state;
      state = stepUtterance(state, event).state;
      return linesEnded(before, state).map(([line, fate]) => `${line} ${fate}`);
    });
  }
  const sounding = [fact('LOADED', 0), fact('STARTED', 0)];

  test('is told once for each: over when it has been heard', () => {
    expect(fates(said(full, full), ...sounding, fact('ENDED', 0), fact('LOADED', 1))).toEqual(['0 over']);
    const both = [said([chime], [chime]), fact('LOADED', 0, 'chime'), fact('STARTED', 0, 'chime')];
    expect(fates(...both, fact('ENDED', 0, 'chime'))).toEqual(['0 over', '1 over']);
  });

  test('is over also where nothing could sound it, so that nobody waits for ever', () => {
    expect(fates(said([chime]), fact('FAILED', 0, 'chime'))).toEqual(['0 over']);
  });

  test('is stopped for every line that is left when silence or another sentence is wanted', () => {
    expect(fates(said(full, full), ...sounding, { type: 'HUSHED' })).toEqual(['0 stopped', '1 stopped']);
    expect(fates(said(full, full), ...sounding, fact('ENDED', 0), said(full))).toEqual([
      '0 over',
      '1 stopped',
    ]);
  });
});

describe('a browser that wants a touch first', () => {
  const refused = [said(full), fact('LOADED', 0), fact('REFUSED', 0)] as const;

  test('is asked again at the touch, not before', () => {
    const { state, asked } = run(...refused);
    expect(asked.at(-1)).toBe('play 0 clip');
    expect(stepUtterance(state, { type: 'TOUCHED' }).effects.map(named)).toStrictEqual(['play 0 clip']);
  });

  test('is not hushed by the very touch that lets it speak', () => {
    const { asked } = run(...refused, { type: 'HUSHED' }, { type: 'TOUCHED' });
    expect(asked.at(-1)).toBe('play 0 clip');
  });

  test('speaks the newest screen, not the one that was refused', () => {
    const { asked } = run(...refused, said([engine, chime]), { type: 'TOUCHED' });
    expect(asked.slice(-2)).toStrictEqual(['stop', 'load 0 engine']);
  });

  test('a touch while it sounds changes nothing', () => {
    const { state } = run(said(full), fact('LOADED', 0), fact('STARTED', 0));
    expect(stepUtterance(state, { type: 'TOUCHED' })).toStrictEqual({ state, effects: [] });
  });
});
