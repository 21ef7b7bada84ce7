import { expect, test } from 'vitest';
import { timeouts } from '../../../core/journeys/timeouts.ts';

test('a customer is never warned before a minute, and has a minute after the warning', () => {
  for (const [at, timeout] of Object.entries(timeouts)) {
    if (timeout === null) expect(at).toBe('idle');
    else if (timeout.name.startsWith('warn-')) expect(timeout.afterMs).toBeGreaterThanOrEqual(60_000);
  }
  expect(timeouts.stillThere?.afterMs).toBeGreaterThanOrEqual(60_000);
});
