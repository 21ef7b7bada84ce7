import fc from 'fast-check';
import { expect, test } from 'vitest';
import { forwardPauseMs, lookAgainMs } from '../../../hub/forward/pause.ts';

const fraction = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });

test('what the head office asks for is never shortened, and at most a second is added', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 3_600_000 }),
      fc.nat(50),
      fraction,
      (retryAfterMs, failures, at) => {
        const pauseMs = forwardPauseMs({ code: 'busy', retryAfterMs }, failures, at);
        expect(pauseMs).toBeGreaterThanOrEqual(retryAfterMs);
        expect(pauseMs).toBeLessThanOrEqual(retryAfterMs + 1_000);
      },
    ),
  );
});

test('a head office that asks for a day is asked again within the hour', () => {
  expect(forwardPauseMs({ code: 'busy', retryAfterMs: 86_400_000 }, 0, 0)).toBe(3_600_000);
});

test('failures double the bound up to five minutes, anywhere below it', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 60 }), fraction, (failures, at) => {
      const pauseMs = forwardPauseMs({ code: 'unreachable' }, failures, at);
      expect(pauseMs).toBeLessThan(Math.min(300_000, 1_000 * 2 ** failures) + 1);
      expect(pauseMs).toBeCloseTo(Math.min(300_000, 1_000 * 2 ** failures) * at);
    }),
  );
});

test('while all is well the head office is looked for every quarter of a minute', () => {
  expect(forwardPauseMs(null, 0, 0.5)).toBe(lookAgainMs);
});
