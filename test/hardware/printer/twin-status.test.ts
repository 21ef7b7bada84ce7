import { describe, expect, test } from 'vitest';
import {
  automaticStatus,
  identity,
  isOffline,
  mended,
  newTwin,
  paperSensor,
  realTimeStatus,
} from '../../../hardware/printer/twin-status.ts';
import type { TwinCondition } from '../../../hardware/printer/twin-status.ts';

const fine: TwinCondition = { ...newTwin, hasCutterError: false };
const jammed: TwinCondition = { ...fine, cutterJammed: true, hasCutterError: true };

/** As Citizen's CT-S2000 manual lists the bits: DLE EOT 1 to 4, GS a, GS r 1. */
describe('the bits of the twin, byte by byte', () => {
  test.each([
    ['in order', fine, [0x12, 0x12, 0x12, 0x12], [0x10, 0x00, 0x00, 0x00], 0x00],
    ['low on paper', { ...fine, paper: 'low' }, [0x12, 0x12, 0x12, 0x1e], [0x10, 0x00, 0x03, 0x00], 0x03],
    ['out of paper', { ...fine, paper: 'out' }, [0x1a, 0x32, 0x12, 0x7e], [0x18, 0x00, 0x0f, 0x00], 0x0f],
    ['open', { ...fine, coverOpen: true }, [0x1a, 0x16, 0x12, 0x12], [0x38, 0x00, 0x00, 0x00], 0x00],
    ['jammed', jammed, [0x1a, 0x52, 0x1a, 0x12], [0x18, 0x08, 0x00, 0x00], 0x00],
    ['hot', { ...fine, overheated: true }, [0x1a, 0x52, 0x52, 0x12], [0x18, 0x40, 0x00, 0x00], 0x00],
    // Freed and not yet told to recover.
    ['freed', { ...jammed, cutterJammed: false }, [0x1a, 0x52, 0x1a, 0x12], [0x18, 0x08, 0x00, 0x00], 0x00],
  ] as const)('%s', (_, now, realTime, automatic, sensor) => {
    expect([1, 2, 3, 4].map((n) => realTimeStatus(n, now))).toEqual(realTime.map((byte) => [byte]));
    expect(automaticStatus(now)).toEqual(automatic);
    expect(paperSensor(now)).toBe(sensor);
    expect(isOffline(now)).toBe(realTime[0] === 0x1a);
  });

  test('a question of another number has no answer', () => {
    expect([0, 5, 255].map((n) => realTimeStatus(n, fine))).toEqual([[], [], []]);
  });

  test('who it is stands between 5F and 00, and its type is one byte', () => {
    const words = (n: number) => Buffer.from(identity(n)).toString('latin1');
    expect(identity(2)).toEqual([0x03]);
    expect([65, 66, 67, 68].map(words)).toEqual(['_1.0\0', '_CARE\0', '_TWIN\0', '_0\0']);
    expect([1, 3, 64, 69].map((n) => identity(n))).toEqual([[0], [0], [0], [0]]);
  });
});

test('a new twin is in order and knows everything', () => {
  expect(newTwin).toEqual({
    paper: 'full',
    coverOpen: false,
    silent: false,
    cutterJammed: false,
    overheated: false,
    paperOutAtLine: null,
    supportsProcessId: true,
    supportsAutomaticStatus: true,
  });
});

test('a mended twin is in order, and the same printer', () => {
  const clone = { supportsProcessId: false, supportsAutomaticStatus: false } as const;
  const broken = {
    ...newTwin,
    ...clone,
    paper: 'out',
    coverOpen: true,
    silent: true,
    overheated: true,
  } as const;
  expect(mended({ ...broken, cutterJammed: true, paperOutAtLine: 3 })).toEqual({ ...newTwin, ...clone });
});
