import fc from 'fast-check';
import { expect, test } from 'vitest';
import { phrasesOf } from '../../../renderer/customer/phrases.ts';

function cut(text: string): readonly string[] {
  return phrasesOf(text).map(({ from, to }) => text.slice(from, to));
}

test('A Chinese sentence breaks behind its marks, so that no mark begins a line.', () => {
  expect(cut('正在看您的身份证，请别拿走。')).toEqual(['正在看您的身份证，', '请别拿走。']);
  expect(cut('叫人帮忙')).toEqual(['叫人帮忙']);
  expect(cut('Hello. May I help you?')).toEqual(['Hello. May I help you?']);
});

test('The phrases of any text joined are the text.', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom('您', '，', '。', 'a', ' ', '！')), (characters) => {
      expect(cut(characters.join('')).join('')).toBe(characters.join(''));
    }),
  );
});
