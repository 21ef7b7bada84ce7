import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { RadarReport } from '../../../hardware/presence-radar/codec.ts';
import { radarStart, radarStep, usualPresence } from '../../../hardware/presence-radar/presence-steps.ts';
import type { RadarEvent, RadarState } from '../../../hardware/presence-radar/presence-steps.ts';

const at = (distanceCm: number): RadarReport => ({ target: 'still', distanceCm });
const none: RadarReport = { target: 'none' };

/** Ten reports a second for as long as each lasts; answers what was told, with the second. */
function told(...spans: readonly (readonly [report: RadarReport, forMs: number])[]) {
  const tape: (readonly [string, number])[] = [];
  let state = radarStart;
  let nowMs = 0;
  for (const [report, forMs] of spans) {
    for (const endMs = nowMs + forMs; nowMs < endMs; nowMs += 100) {
      const step = radarStep(state, { type: 'REPORT', report, nowMs }, usualPresence);
      state = step.state;
      for (const effect of step.effects) if (effect.do === 'tell') tape.push([effect.presence, nowMs]);
    }
  }
  return tape;
}

describe('somebody comes', () => {
  test('when he has stood within 120 cm for a second', () => {
    expect(told([at(120), 900])).toEqual([]);
    expect(told([at(120), 3_000])).toEqual([['came', 1_000]]);
    expect(told([{ target: 'moving', distanceCm: 60 }, 1_100])).toEqual([['came', 1_000]]);
  });

  test('not when he stands further away, or walks by', () => {
    expect(told([at(121), 4_900])).toEqual([]);
    expect(told([at(300), 500], [at(80), 900], [at(300), 4_900])).toEqual([]);
    expect(told([at(80), 900], [none, 100], [at(80), 900])).toEqual([]);
  });

  test('and may lean back by 30 cm, not by more', () => {
    expect(told([at(120), 500], [at(150), 600])).toEqual([['came', 1_000]]);
    expect(told([at(120), 500], [at(151), 100], [at(120), 900])).toEqual([]);
  });
});

describe('somebody leaves', () => {
  test('when nobody has been there for five seconds', () => {
    expect(told([at(80), 1_100], [none, 5_000])).toEqual([['came', 1_000]]);
    expect(told([at(80), 1_100], [none, 5_100])).toEqual([
      ['came', 1_000],
      ['left', 6_100],
    ]);
  });

  test('also when he stays in sight but out of reach', () => {
    expect(told([at(80), 1_100], [at(200), 5_100])).toEqual([
      ['came', 1_000],
      ['left', 6_100],
    ]);
    expect(told([at(80), 1_100], [at(150), 9_000])).toEqual([['came', 1_000]]);
  });

  test('not while he is seen now and then', () => {
    expect(told([at(80), 1_100], [none, 4_900], [at(80), 100], [none, 4_900])).toEqual([['came', 1_000]]);
  });

  test('not when he has leant back and a single report does not see him', () => {
    expect(told([at(80), 1_100], [at(135), 500], [none, 100], [at(135), 10_000])).toEqual([['came', 1_000]]);
  });

  test('and comes again when he comes again', () => {
    const tape = told([at(80), 2_000], [none, 6_000], [at(80), 2_000], [none, 6_000]);
    expect(tape.map(([presence]) => presence)).toEqual(['came', 'left', 'came', 'left']);
  });

  test('and an empty room says so once, five seconds after the first report', () => {
    expect(told([none, 20_000])).toEqual([['left', 5_000]]);
  });
});

test('while the radar measures its noise nobody comes and nobody leaves', () => {
  expect(told([at(80), 500], [{ target: 'calibrating' }, 9_000])).toEqual([]);
  expect(told([at(80), 1_100], [{ target: 'calibrating' }, 60_000], [at(80), 100])).toEqual([
    ['came', 1_000],
  ]);
});

describe('a radar that says nothing', () => {
  const present: RadarState = {
    presence: 'came',
    view: { isNear: true, sinceMs: 0 },
    isGarbled: false,
  };
  const step = (state: RadarState, event: RadarEvent) => radarStep(state, event, usualPresence);
  const unknown = { do: 'tell', presence: 'unknown' };

  test('makes presence unknown, not left, is woken, and starts anew', () => {
    expect(step(present, { type: 'QUIET' })).toEqual({
      state: radarStart,
      effects: [{ do: 'report', state: 'offline', cause: 'radar-silent' }, unknown, { do: 'wake' }],
    });
  });

  test('tells unknown once', () => {
    expect(step(radarStart, { type: 'QUIET' }).effects).not.toContainEqual(unknown);
    expect(step(radarStart, { type: 'LOST', cause: 'gone' }).effects).not.toContainEqual(unknown);
  });

  test('is garbled when something came that was no report, until one comes', () => {
    const garbled = step(present, { type: 'GARBLED' });
    expect(garbled.effects).toEqual([]);
    expect(step(garbled.state, { type: 'QUIET' }).effects).toContainEqual({
      do: 'report',
      state: 'hardware-error',
      cause: 'radar-garbled',
    });
    const mended = step(garbled.state, { type: 'REPORT', report: none, nowMs: 0 });
    expect(step(mended.state, { type: 'QUIET' }).effects).toContainEqual({
      do: 'report',
      state: 'offline',
      cause: 'radar-silent',
    });
  });

  test.each([
    ['gone', 'no-device', 'radar-missing'],
    ['closed', 'no-device', 'radar-missing'],
    ['stalled', 'offline', 'radar-silent'],
  ] as const)('whose line is %s is %s', (cause, state, trouble) => {
    expect(step(present, { type: 'LOST', cause })).toEqual({
      state: radarStart,
      effects: [{ do: 'report', state, cause: trouble }, unknown],
    });
  });
});

test('presence never flickers: came and left alternate, and never closer than a stay of each asks', () => {
  const reports = fc.oneof(fc.constant(none), fc.integer({ min: 0, max: 400 }).map(at));
  const spans = fc.tuple(
    reports,
    fc.integer({ min: 1, max: 80 }).map((tenths) => tenths * 100),
  );
  fc.assert(
    fc.property(fc.array(spans, { maxLength: 30 }), (visits) => {
      const tape = told(...visits);
      tape.slice(1).forEach(([presence, nowMs], index) => {
        const [before, beforeMs] = tape[index]!;
        expect(presence).not.toBe(before);
        expect(nowMs - beforeMs).toBeGreaterThanOrEqual(presence === 'came' ? 1_000 : 5_000);
      });
    }),
  );
});
