import { expect, test } from 'vitest';
import { southernSpellings } from '../../../core/pinyin/southern.ts';

test.each([
  ['zhong', ['zong']],
  ['si', ['shi']],
  ['ling', ['lin', 'ning', 'nin']],
  ['shan', ['shang', 'san', 'sang']],
  ['guang', ['guan']],
  ['ma', []],
] as const)('%s may be heard as %j', (syllable, spellings) => {
  expect(southernSpellings(syllable).toSorted()).toEqual([...spellings].toSorted());
});
