import { describe, expect, test } from 'vitest';
import { columnsOf } from '../../../core/slips/paper.ts';
import { plainText } from '../../../core/slips/plain-text.ts';

describe('plain text', () => {
  test('a yuan sign that no printer has becomes the one they all have', () => {
    expect(plainText('¥12')).toBe('￥12');
  });

  test('a tab and a space that does not break become spaces, and a Windows line end a line end', () => {
    expect(plainText('甲\t乙\u00a0丙\r\n丁\n')).toBe('甲 乙 丙\n丁\n');
  });

  test('text can never be a command: every control character but the line feed is replaced', () => {
    const controls = String.fromCharCode(...Array.from({ length: 32 }, (_, code) => code), 0x7f, 0x80, 0x9f);
    expect(Array.from(plainText(controls)).filter((char) => char !== '〓')).toEqual([' ', '\n']);
    expect(columnsOf(plainText(controls))).toBe(2 * 33 + 2);
  });

  test('a lone half of a surrogate pair is replaced, a whole pair stays', () => {
    expect(plainText('a\ud83db𠮷')).toBe('a〓b𠮷');
  });

  test('ASCII takes one column and everything else two, however many code units it has', () => {
    expect(columnsOf('A1，张é𠮷')).toBe(10);
  });
});
