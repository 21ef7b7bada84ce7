import { expect, test } from 'vitest';
import type { PaperState } from '../../core/devices/states.ts';
import { paperWatch } from '../../host/paper-watch.ts';

function callsAfter(...papers: readonly PaperState[]): number {
  let calls = 0;
  const hear = paperWatch(() => (calls += 1));
  for (const paper of papers) hear({ device: 'receipt-printer', state: 'online', cause: null, paper });
  return calls;
}

test('staff are called once when the roll runs low, and again for the next roll', () => {
  expect(callsAfter('full', 'low', 'low')).toBe(1);
  expect(callsAfter('full', 'low', 'full', 'low')).toBe(2);
  expect(callsAfter('full', 'out', 'full')).toBe(0);
});

test('another device has no paper to run low', () => {
  let calls = 0;
  paperWatch(() => (calls += 1))({ device: 'id-card-reader', state: 'online', cause: null, paper: 'low' });
  expect(calls).toBe(0);
});
