import { expect, test } from 'vitest';
import { marksFrom } from '../../../core/voice/marks.ts';

test('a word reaches to the next one, the last to the end of the text', () => {
  const words = [
    { position: 1, atMs: 0 },
    { position: 3, atMs: 410.6 },
  ];
  expect(marksFrom('您好，请坐。', words)).toStrictEqual([
    [0, 2, 0],
    [2, 6, 411],
  ]);
});

test('a rare name character takes two places, as it does in a JavaScript string', () => {
  const text = '𠮷田';
  const marks = marksFrom(text, [
    { position: 1, atMs: 0 },
    { position: 2, atMs: 300 },
  ]);
  expect(marks.map(([start, end]) => text.slice(start, end))).toStrictEqual(['𠮷', '田']);
});

test('trimming may move a word before the begin of the sound; its mark then stands at the begin', () => {
  expect(marksFrom('您', [{ position: 1, atMs: -12 }])).toStrictEqual([[0, 1, 0]]);
});

test('a word event without a word, or behind the text, leaves no mark', () => {
  const words = [
    { position: 1, atMs: 0 },
    { position: 1, atMs: 10 },
    { position: 9, atMs: 20 },
  ];
  expect(marksFrom('您', words)).toStrictEqual([[0, 1, 10]]);
});
