import { expect, test } from 'vitest';
import { readTable } from '../../../core/pinyin/reading-table.ts';
import { readings } from '../../../core/pinyin/readings.ts';

test('a row is read into characters, how common each is, and a word that has it before or behind', () => {
  const table = readTable('\nlu u路<道陆>地d镥;lv q绿\n');
  expect(table.get('lu')).toEqual([
    { character: '路', syllable: 'lu', weight: 20, word: '道路' },
    { character: '陆', syllable: 'lu', weight: 20, word: '陆地' },
    { character: '镥', syllable: 'lu', weight: 3, word: null },
  ]);
  expect([...table.keys()]).toEqual(['lu', 'lv']);
});

test('the table kept with the program has every syllable in letters, the commonest character first, each with a word of its own', () => {
  const table = readTable(readings);
  expect(table.size).toBe(406);
  for (const [syllable, row] of table) {
    expect(syllable).toMatch(/^[a-z]{1,6}$/u);
    expect(row.length, syllable).toBeGreaterThan(0);
    const weights = row.map(({ weight }) => weight);
    expect(weights).toEqual(weights.toSorted((a, b) => b - a));
    for (const { character, word } of row)
      if (word !== null) expect(Array.from(word).filter((part) => part === character)).toHaveLength(1);
  }
});
