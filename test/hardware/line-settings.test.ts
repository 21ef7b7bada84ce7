import { expect, test } from 'vitest';
import { byteMs, plainLine } from '../../hardware/line-settings.ts';

test.each([
  ['8N1', plainLine(9_600), 10],
  ['7E1', { ...plainLine(9_600), dataBits: 7, parity: 'even' } as const, 10],
  ['8N2', { ...plainLine(9_600), stopBits: 2 } as const, 11],
  ['8O1', { ...plainLine(9_600), parity: 'odd' } as const, 11],
  ['7N1', { ...plainLine(9_600), dataBits: 7 } as const, 9],
])('a byte at %s keeps the line busy for its bits', (_name, settings, bits) => {
  expect(byteMs(settings)).toBeCloseTo((bits * 1_000) / 9_600, 10);
});
