import { describe, expect, test } from 'vitest';
import { capacity, newSlots, spreadSeconds, took, turnAway, type Slots } from '../../../hub/pace/slots.ts';
import { uploadLimits } from '../../../hub/routes/record-routes.ts';
import { drainCrowd, type Crowd } from './crowd.ts';

const uploadBytes = 40_000;

/** A hub that was full for some seconds and took so many bytes in each. */
function workedFull(bytesPerSecond: number, seconds: number): Slots {
  let slots = newSlots(0);
  for (let second = 0; second < seconds; second += 1) {
    for (let tenth = 0; tenth < 10; tenth += 1)
      slots = took(slots, bytesPerSecond / 10, second * 1_000 + tenth * 100);
    slots = turnAway(slots, 0, second * 1_000 + 950).slots;
  }
  return took(slots, 0, seconds * 1_000);
}

describe('what a hub can do', () => {
  test('is learnt from seconds in which somebody had to be turned away', () => {
    expect(capacity(workedFull(4_000_000, 3))).toBeCloseTo(4_000_000, -5);
  });

  test('is learnt as well from seconds in which it always had more in hand', () => {
    const worked = (left: number) => {
      let slots = newSlots(0);
      for (let atMs = 0; atMs < 3_000; atMs += 100) slots = took(slots, 500_000, atMs, left);
      return capacity(slots);
    };
    expect(worked(20)).toBeCloseTo(5_000_000, -6);
    expect(worked(2)).toBe(capacity(newSlots(0)));
  });

  test('is not learnt from a second in which there was too little to do', () => {
    let slots = workedFull(4_000_000, 1);
    slots = took(slots, uploadBytes, 1_500);
    slots = took(slots, uploadBytes, 3_000);
    expect(capacity(slots)).toBeCloseTo(4_000_000, -5);
  });

  test('is no less than what it took in any second, be it that there was nothing more to do', () => {
    let slots = workedFull(1_000_000, 2);
    for (let atMs = 2_000; atMs < 4_000; atMs += 100) slots = took(slots, 300_000, atMs);
    expect(capacity(slots)).toBeCloseTo(3_000_000, -6);
  });

  test('is not learnt from a full second that silence followed', () => {
    let slots = turnAway(took(newSlots(0), uploadBytes, 100), uploadBytes, 200).slots;
    slots = took(slots, uploadBytes, 3_600_000);
    expect(capacity(slots)).toBe(capacity(newSlots(0)));
    expect(spreadSeconds(slots, 10)).toBe(0);
  });

  test('follows a hub that has become slower within seconds', () => {
    let slots = workedFull(4_000_000, 2);
    for (let second = 2; second < 9; second += 1) {
      slots = took(slots, 1_000_000, second * 1_000 + 1);
      slots = turnAway(slots, 0, second * 1_000 + 500).slots;
    }
    expect(capacity(slots)).toBeLessThan(1_100_000);
  });
});

describe('slots', () => {
  test('are given out in the order of arrival, half as fast again as the hub can work', () => {
    let slots = workedFull(4_000_000, 2);
    const atMs = 2_000;
    const waits = Array.from({ length: 900 }, () => {
      const away = turnAway(slots, uploadBytes, atMs);
      slots = away.slots;
      return away.retryAfterSeconds;
    });
    expect(waits).toEqual(waits.toSorted((one, other) => one - other));
    expect(waits[0]).toBe(1);
    // 900 uploads of 40 kB at 6 MB/s take six seconds, from the next second on.
    expect(waits.at(-1)).toBe(6);
  });

  test('are never shorter than a second nor longer than ten minutes', () => {
    let slots = workedFull(10_000, 2);
    for (let upload = 0; upload < 2_000; upload += 1) {
      const away = turnAway(slots, uploadBytes, 2_000);
      slots = away.slots;
      expect(away.retryAfterSeconds).toBeGreaterThanOrEqual(1);
      expect(away.retryAfterSeconds).toBeLessThanOrEqual(600);
    }
  });

  test('begin anew once what was promised has passed', () => {
    let slots = workedFull(1_000_000, 2);
    for (let upload = 0; upload < 1_000; upload += 1) slots = turnAway(slots, uploadBytes, 2_000).slots;
    expect(turnAway(slots, uploadBytes, 2_000).retryAfterSeconds).toBeGreaterThan(20);
    expect(turnAway(slots, uploadBytes, 120_000).retryAfterSeconds).toBe(1);
  });

  test('are the mean size apart for a body whose size nobody tells', () => {
    const slots = workedFull(4_000_000, 2);
    expect(turnAway(slots, null, 2_000).slots.promisedUntilMs).toBeGreaterThan(slots.promisedUntilMs);
  });
});

describe('the spread of first contacts', () => {
  test('is most of the time that all of them take', () => {
    const slots = workedFull(4_000_000, 2);
    const allOfThem = (2_000 * slots.meanBytes) / capacity(slots);
    expect(spreadSeconds(slots, 2_000) / allOfThem).toBeCloseTo(0.6, 1);
  });

  test('grows with the number of kiosks and the slowness of the hub, up to ten minutes', () => {
    const slots = workedFull(4_000_000, 2);
    expect(spreadSeconds(slots, 3)).toBe(0);
    const many = spreadSeconds(slots, 20_000);
    expect(many).toBeGreaterThan(spreadSeconds(slots, 5_000));
    expect(spreadSeconds(workedFull(1_000_000, 2), 5_000)).toBeGreaterThan(spreadSeconds(slots, 5_000));
    expect(spreadSeconds(slots, 10_000_000)).toBe(600);
  });
});

/** Section 7 of the sync reference: 20,000 kiosks, ideal 150 s. */
describe('20,000 kiosks that come back at once', () => {
  const crowd: Crowd = {
    kiosks: 20_000,
    mostUploads: 2,
    uploadBytes: 70_000,
    hubBytesPerSecond: 200 * 70_000,
    turnAwayBytes: 2_000,
    uploadsAtOnce: uploadLimits.atOnce,
    spreadSeconds: 60,
    seed: 1,
  };

  test.each([
    ['with one or two uploads each', {}],
    ['with one upload each', { mostUploads: 1 }],
    ['with five uploads each', { mostUploads: 5 }],
    ['with no spread at all', { spreadSeconds: 0 }],
    ['to a hub of a fifth of the guess', { hubBytesPerSecond: 2_000_000, kiosks: 4_000 }],
  ])('are drained within 1.1 of the ideal time, %s', (_, change) => {
    const { drainSeconds, idealSeconds, rejectedShare } = drainCrowd({ ...crowd, ...change });
    expect(drainSeconds / idealSeconds).toBeLessThanOrEqual(1.1);
    expect(rejectedShare).toBeLessThan(0.7);
  });

  /** As `npm run fleet` measures two hubs on two cores: each 145 uploads a second, ideal 69 s. */
  const oneOfTwo: Crowd = {
    ...crowd,
    kiosks: 10_000,
    mostUploads: 1,
    uploadBytes: 45_000,
    hubBytesPerSecond: 145 * 45_000,
    turnAwayBytes: 1_700,
  };

  test.each([
    ['was as fast as it is now', 1],
    ['was half as fast again', 1.5],
    ['was slower by two fifths', 0.6],
  ])(
    'are drained within 1.1 of the ideal time by a hub that, when it told them the spread, %s',
    (_, speed) => {
      let told = workedFull(oneOfTwo.hubBytesPerSecond * speed, 3);
      for (let upload = 0; upload < 200; upload += 1) told = took(told, oneOfTwo.uploadBytes, 3_000);
      const spread = spreadSeconds(told, oneOfTwo.kiosks);
      const { drainSeconds, idealSeconds, rejectedShare } = drainCrowd({
        ...oneOfTwo,
        spreadSeconds: spread,
      });
      expect(drainSeconds / idealSeconds).toBeLessThanOrEqual(1.1);
      expect(rejectedShare).toBeLessThan(0.7);
    },
  );

  test.each([20, 40, 60])(
    'keep a hub at work that becomes twice as fast after %i seconds',
    (slowUntilSeconds) => {
      const { drainSeconds, idealSeconds } = drainCrowd({ ...oneOfTwo, slowUntilSeconds, spreadSeconds: 42 });
      expect(drainSeconds / idealSeconds).toBeLessThan(1.4);
    },
  );

  test('never knock as often as kiosks that all come at once', () => {
    expect(drainCrowd(crowd).peakPerSecond).toBeLessThan(1_000);
    expect(drainCrowd({ ...crowd, spreadSeconds: 0 }).peakPerSecond).toBeGreaterThanOrEqual(20_000);
  });
});
