import { describe, expect, test } from 'vitest';
import { createProcessIds } from '../../../hardware/printer/process-id.ts';
import { manualClock } from '../../support/manual-clock.ts';

/** The ids of the first questions asked at this time. */
function idsAt(nowMs: number, count = 1): readonly string[] {
  const ask = createProcessIds(manualClock(nowMs));
  return Array.from({ length: count }, () => String.fromCharCode(...ask().command.slice(7)));
}

describe('process ids', () => {
  test('count through the 95 printable characters, the last place fastest', () => {
    expect(idsAt(0, 96)).toEqual([
      ...Array.from({ length: 94 }, (_, at) => `   ${String.fromCharCode(0x21 + at)}`),
      '  ! ',
      '  !!',
    ]);
  });

  test('begin with the second, so that those of an earlier run are lower', () => {
    expect(idsAt(999)).toEqual(['   !']);
    expect(idsAt(1_000)).toEqual(['   "']);
    expect(idsAt(95 ** 3 * 1_000)).toEqual(['!  !']);
    expect(idsAt((95 ** 2 + 95) * 1_000)).toEqual([' !!!']);
  });

  test('begin again behind the last one', () => {
    expect(idsAt((95 ** 4 - 2) * 1_000, 3)).toEqual(['~~~~', '    ', '   !']);
    expect(idsAt(95 ** 4 * 1_000)).toEqual(['   !']);
  });

  test('are heard by their own answer alone', () => {
    const ask = createProcessIds(manualClock(0));
    const [first, second] = [ask(), ask()];
    const answer = { kind: 'process-id', id: '   !' } as const;
    expect([first.isAnswer(answer), second.isAnswer(answer)]).toEqual([true, false]);
    expect(first.isAnswer({ kind: 'identity', text: '   !' })).toBe(false);
    expect(first.isCertain).toBe(true);
  });
});
