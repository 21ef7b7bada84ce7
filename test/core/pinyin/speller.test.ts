import { areaList } from '@vant/area-data';
import fc from 'fast-check';
import { describe as group, expect, test } from 'vitest';
import { placeWordsOf } from '../../../core/handwriting/context.ts';
import { keysOf, letterKeys } from '../../../core/pinyin/letter-keys.ts';
import { readTable } from '../../../core/pinyin/reading-table.ts';
import { readings } from '../../../core/pinyin/readings.ts';
import { southernSpellings } from '../../../core/pinyin/southern.ts';
import { createSpeller } from '../../../core/pinyin/speller.ts';

const table = readTable(readings);
const names = [areaList.province_list, areaList.city_list, areaList.county_list].flatMap((list) =>
  Object.values<string>(list),
);
const speller = createSpeller(table, placeWordsOf(names));

function offered(spelling: string, written = '') {
  return speller.offer(keysOf(spelling), { context: 'place', written });
}
function firstSix(spelling: string, written = ''): readonly string[] {
  return offered(spelling, written)
    .slice(0, 6)
    .map(({ character }) => character);
}

group('spelling with the real table', () => {
  test.each([
    ['解放路', ['jie', 'fang', 'lu']],
    ['积石山', ['ji', 'shi', 'shan']],
    ['建国', ['jian', 'guo']],
    ['人民', ['ren', 'min']],
    ['长安', ['chang', 'an']],
    ['重庆', ['chong', 'qing']],
    ['绿春', ['lv', 'chun']],
  ])('writes %s, each character among the first five groups', (word, syllables) => {
    const characters = Array.from(word);
    syllables.forEach((syllable, at) => {
      const written = characters.slice(0, at).join('');
      const place = offered(syllable, written).findIndex(({ character }) => character === characters[at]);
      expect(place, `${characters[at]} as ${syllable}`).toBeGreaterThanOrEqual(0);
      expect(place, `${characters[at]} as ${syllable}`).toBeLessThan(30);
    });
  });

  test('knows a character by each of its readings, with a word for each', () => {
    const as = (spelling: string, character: string) =>
      offered(spelling).find((reading) => reading.character === character);
    expect(as('chong', '重')).toMatchObject({ syllable: 'chong', word: '重新' });
    expect(as('zhong', '重')).toMatchObject({ syllable: 'zhong', word: '重要' });
    expect(as('lu', '路')?.word).toContain('路');
  });

  test('brings forward the character that goes on with a known place', () => {
    expect(firstSix('shi', '积')[0]).toBe('石');
    expect(firstSix('shan', '积石')[0]).toBe('山');
    expect(firstSix('qing', '重')[0]).toBe('庆');
  });

  test('begins a name with a surname', () => {
    const name = speller.offer(keysOf('wang'), { context: 'name', written: '' });
    expect(name[0]).toMatchObject({ character: '王', syllable: 'wang' });
  });

  test('offers the commonest of what the keys may begin, where they end no syllable', () => {
    expect(firstSix('z')).toContain('中');
    expect(offered('zhon')[0]).toMatchObject({ character: '中', syllable: 'zhong' });
  });

  test('reaches every character of GB 2312 level 1 by its whole spelling, in 35 groups of six at the most, half in three', () => {
    const best = new Map<string, number>();
    for (const syllable of table.keys())
      offered(syllable).forEach(({ character }, at) => {
        best.set(character, Math.min(best.get(character) ?? Infinity, at));
      });
    const groups = level1().map((character) => Math.floor((best.get(character) ?? Infinity) / 6) + 1);
    expect(Math.max(...groups)).toBeLessThanOrEqual(35);
    expect(groups.filter((turns) => turns <= 3).length).toBeGreaterThan(groups.length / 2);
  });

  test('says which keys lead on, and none behind a syllable that is whole', () => {
    expect(speller.nextKeys('')).toEqual(letterKeys);
    expect(speller.nextKeys(keysOf('zhuang'))).toEqual([]);
    expect(speller.nextKeys(keysOf('zhuan'))).toContain('4');
  });
});

group('a southern ear', () => {
  test('finds 中 under zong, behind everything that is spelled so', () => {
    const list = offered('zong');
    const firstSouthern = list.findIndex(({ syllable }) => keysOf(syllable) !== keysOf('zong'));
    expect(list.findIndex(({ character }) => character === '中')).toBeGreaterThanOrEqual(firstSouthern);
    expect(list.slice(0, firstSouthern).map(({ character }) => character)).toContain('总');
  });

  test.each([
    ['si', '是', 'shi'],
    ['lan', '南', 'nan'],
    ['nu', '路', 'lu'],
    ['min', '明', 'ming'],
    ['cen', '城', 'cheng'],
    ['tan', '塘', 'tang'],
  ])('spells %s and finds %s', (spelling, character, syllable) => {
    expect(offered(spelling)).toContainEqual(expect.objectContaining({ character, syllable }));
  });
});

test('whatever is pressed, all that is offered is spelled or begun by the keys, each character once, exact before southern', () => {
  const keys = fc.string({ unit: fc.constantFrom(...letterKeys, '0', '1'), maxLength: 8 });
  const written = fc.constantFrom('', '重', '积石', '解放', '中', 'a', '😀');
  fc.assert(
    fc.property(keys, written, fc.constantFrom('place', 'name'), (pressed, text, context) => {
      const list = speller.offer(pressed, { context, written: text });
      const ranks = list.map(({ syllable }) => rankOf(syllable, pressed));
      expect(ranks).toEqual(ranks.toSorted((a, b) => a - b));
      expect(ranks).not.toContain(Infinity);
      expect(new Set(list.map(({ character }) => character)).size).toBe(list.length);
      for (const key of speller.nextKeys(pressed))
        expect(speller.offer(pressed + key, { context, written: text })).not.toEqual([]);
    }),
    { numRuns: 300 },
  );
});

/** 0 spelled, 1 spelled by a southern ear, 2 and 3 begun so; infinite: not at all. */
function rankOf(syllable: string, keys: string): number {
  const [exact, southern] = [[keysOf(syllable)], southernSpellings(syllable).map(keysOf)];
  const ranks = [
    exact.includes(keys),
    southern.includes(keys),
    exact.some((spelling) => spelling.startsWith(keys)),
    southern.some((spelling) => spelling.startsWith(keys)),
  ];
  const rank = ranks.indexOf(true);
  return rank < 0 ? Infinity : rank;
}

/** The 3755 common characters: rows 16 to 55 of GB 2312. */
function level1(): readonly string[] {
  const decoder = new TextDecoder('gbk');
  const rows = Array.from({ length: 40 }, (_, row) => 0xb0 + row);
  return rows.flatMap((high) =>
    Array.from({ length: high === 0xd7 ? 89 : 94 }, (_, cell) =>
      decoder.decode(Uint8Array.of(high, 0xa1 + cell)),
    ),
  );
}
