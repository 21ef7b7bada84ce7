import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { StringKey } from '../../../core/strings/catalogue.ts';
import type { Piece, RenderedLine } from '../../../core/strings/line.ts';
import { litStretch } from '../../../core/voice/highlight.ts';
import type { Mark } from '../../../core/voice/pack.ts';

function lineOf(pieces: readonly Piece[], inStep = true): RenderedLine {
  const shown = pieces.map((piece) => piece.shown).join('');
  const spoken = pieces.map((piece) => piece.spoken).join('');
  return { key: 'x' as StringKey, shown, spoken, pieces, inStep, fixed: false };
}
const line = lineOf([
  { shown: '应缴', spoken: '应缴' },
  { shown: '12元', spoken: '十二元' },
  { shown: '。', spoken: '。' },
]);
/** 应 缴 十 二元。 */
const marks: readonly Mark[] = [
  [0, 1, 0],
  [1, 2, 300],
  [2, 3, 600],
  [3, 6, 900],
];
const litText = (atMs: number, of = line, by = marks) => {
  const { from, to } = litStretch(of, by, atMs);
  return of.shown.slice(from, to);
};

test('a literal lights word by word', () => {
  expect(litText(0)).toBe('应');
  expect(litText(299)).toBe('应');
  expect(litText(300)).toBe('缴');
});

test('a number lights as a whole from its first spoken word to its last', () => {
  expect(litText(600)).toBe('12元');
  expect(litText(950)).toBe('12元。');
});

test('a line that is not in step lights as a whole', () => {
  expect(litText(600, lineOf([{ shown: '王*英', spoken: '请看屏幕。' }], false))).toBe('王*英');
});

test('a sound without marks lights the whole line', () => {
  expect(litText(600, line, [])).toBe('应缴12元。');
});

test('whatever the pieces and the moment, the stretch lies inside the line and is not empty', () => {
  const piece = fc.oneof(
    fc.string({ minLength: 1, maxLength: 5 }).map((text) => ({ shown: text, spoken: text })),
    fc.record({
      shown: fc.string({ minLength: 1, maxLength: 5 }),
      spoken: fc.string({ minLength: 1, maxLength: 9 }),
    }),
  );
  const anyLine = fc.array(piece, { minLength: 1, maxLength: 5 }).map((pieces) => lineOf(pieces));
  fc.assert(
    fc.property(anyLine, fc.nat(5), fc.nat(5_000), (of, wordLength, atMs) => {
      const everyWord = Array.from(
        { length: Math.ceil(of.spoken.length / (wordLength + 1)) },
        (_, at): Mark => {
          const start = at * (wordLength + 1);
          return [start, Math.min(of.spoken.length, start + wordLength + 1), at * 300];
        },
      );
      const { from, to } = litStretch(of, everyWord, atMs);
      expect(from).toBeGreaterThanOrEqual(0);
      expect(to).toBeGreaterThan(from);
      expect(to).toBeLessThanOrEqual(of.shown.length);
    }),
  );
});
