import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createRealTimeFilter } from '../../../hardware/printer/real-time.ts';

function filtered(...bytes: readonly number[]) {
  const passed: number[] = [];
  const asked: string[] = [];
  const filter = createRealTimeFilter({
    statusAsked: (n) => void asked.push(`status ${n}`),
    recoveryAsked: (n) => void asked.push(`recovery ${n}`),
    byte: (byte) => void passed.push(byte),
  });
  for (const byte of bytes) filter(byte);
  return { passed, asked };
}

describe('real-time commands', () => {
  test('are taken out of the stream wherever they stand', () => {
    expect(filtered(0x41, 0x10, 0x04, 0x02, 0x42, 0x10, 0x05, 0x02, 0x43)).toEqual({
      passed: [0x41, 0x42, 0x43],
      asked: ['status 2', 'recovery 2'],
    });
  });

  test('are not seen in a DLE that is only a number', () => {
    expect(filtered(0x1b, 0x64, 0x10, 0x41)).toEqual({ passed: [0x1b, 0x64, 0x10, 0x41], asked: [] });
  });

  test('are found right behind a DLE that is only a number, and a number that is DLE ends one', () => {
    expect(filtered(0x1b, 0x64, 0x10, 0x10, 0x04, 0x01, 0x42)).toEqual({
      passed: [0x1b, 0x64, 0x10, 0x42],
      asked: ['status 1'],
    });
    expect(filtered(0x10, 0x05, 0x10, 0x04, 0x10, 0x04, 0x04, 0x04)).toEqual({
      passed: [0x04, 0x04],
      asked: ['recovery 16', 'status 4'],
    });
  });

  test('cost no byte of a stream without them', () => {
    const bytes = fc.array(fc.integer({ min: 0, max: 255 }).filter((byte) => byte !== 0x10));
    fc.assert(
      fc.property(bytes, (stream) => {
        expect(filtered(...stream).passed).toEqual(stream);
      }),
    );
  });
});
