import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, expect, test } from 'vitest';
import { seededRandom } from '../../../hardware/faults/seeded-random.ts';
import { fuzzBatch } from '../../../tools/fuzz/batch.ts';
import { heldAfterFlood, usualHeldKb } from '../../../tools/fuzz/flood.ts';
import { doJob } from '../../../tools/fuzz/jobs.ts';
import { plantedTargets } from '../../../tools/fuzz/planted.ts';
import { fuzzTargets } from '../../../tools/fuzz/targets.ts';

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;
const framesEach = 1_000;
const named = fuzzTargets.map((target) => [target.name, target] as const);

function planted(wrong: string) {
  return plantedTargets.find(({ name }) => name === `planted · ${wrong}`)!;
}

describe('every codec of every device', () => {
  test.each(named)('%s: nothing on the line makes it throw or miss a good frame', (_name, target) => {
    expect(fuzzBatch(target, seededRandom(1), framesEach)).toEqual({
      frames: framesEach,
      crashes: 0,
      missed: 0,
      trouble: null,
    });
  });

  test.each(named)('%s: finds every good frame that comes alone', (_name, target) => {
    const random = seededRandom(2);
    for (let left = 50; left > 0; left -= 1) {
      const codec = target.open();
      const { bytes, means } = target.goodFrame(random);
      expect([...codec.push(bytes), ...codec.silence()]).toEqual([means]);
    }
  });

  test('all devices of the kiosk are there, at the kiosk’s end and, where they listen, at their own', () => {
    const ends = new Set(fuzzTargets.map(({ name }) => name.split(' · ').slice(0, 2).join(' ')));
    expect([...ends].toSorted()).toEqual([
      'blood-pressure-monitor kiosk',
      'code-scanner device',
      'code-scanner kiosk',
      'id-card-reader device',
      'id-card-reader kiosk',
      'keypad device',
      'keypad kiosk',
      'presence-radar device',
      'presence-radar kiosk',
      'receipt-printer device',
      'receipt-printer kiosk',
      'social-security-reader kiosk',
    ]);
  });
});

describe('the fuzz finds what is wrong', () => {
  test('a codec that loses its way misses good frames, and the report shows the bytes', () => {
    const { missed, trouble } = fuzzBatch(planted('miss'), seededRandom(1), 200);
    expect(missed).toBeGreaterThan(0);
    expect(trouble).toMatch(/^missed: (random|mutated|glued|truncated) [\da-f]* then 7e[\da-f]{4}7f$/);
  });

  test('a codec that throws has crashed, and the others go on', () => {
    const { frames, crashes, trouble } = fuzzBatch(planted('throw'), seededRandom(1), 200);
    expect(frames).toBe(200);
    expect(crashes).toBeGreaterThan(0);
    expect(trouble).toMatch(/^no second byte: /);
  });

  test('a codec that keeps what it does not understand holds too much', () => {
    expect(heldAfterFlood(planted('hoard'), seededRandom(1), collectGarbage)).toBeGreaterThan(
      2 * usualHeldKb,
    );
    const job = { target: 'planted · hoard', seed: 1, frames: 0 };
    expect(doJob(planted('hoard'), job, collectGarbage)).toMatchObject({
      crashes: 1,
      trouble: expect.stringMatching(/^holds \d+ KB after a flood$/),
    });
  });

  test('a codec that throws in a flood has crashed', () => {
    const job = { target: 'planted · throw', seed: 1, frames: 0 };
    const fussy = {
      ...planted('throw'),
      open: () => ({
        push() {
          throw new Error('too much');
        },
        silence: () => [],
      }),
    };
    expect(doJob(fussy, job, collectGarbage)).toMatchObject({ crashes: 1, trouble: 'in a flood: too much' });
  });
});

test('the same seed finds the same', () => {
  const run = (seed: number) => fuzzBatch(planted('miss'), seededRandom(seed), 400);
  expect(run(5)).toEqual(run(5));
  expect(run(5).trouble).not.toBe(run(6).trouble);
});

test('a sound codec holds little after a flood', () => {
  const sound = fuzzTargets.find(({ name }) => name === 'id-card-reader · kiosk · answers')!;
  expect(heldAfterFlood(sound, seededRandom(1), collectGarbage)).toBeLessThanOrEqual(usualHeldKb);
});
