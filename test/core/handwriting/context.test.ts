import { areaList } from '@vant/area-data';
import { describe as group, expect, test } from 'vitest';
import { fitPlace, fitSurname, placeWordsOf } from '../../../core/handwriting/context.ts';
import { surnames } from '../../../core/handwriting/surnames.ts';

group('a name', () => {
  test('begins with a surname or the first half of one', () => {
    const fit = fitSurname('');
    for (const character of ['王', '欧', '葉']) expect(fit(character)).toBe('expected');
    expect(fit('玉')).toBeNull();
  });

  test('goes on with the second half of a surname of two characters', () => {
    expect(fitSurname('欧')('阳')).toBe('expected');
    expect(fitSurname('欧')('明')).toBeNull();
    expect(fitSurname('欧阳')('桂')).toBeNull();
  });

  test('is known by several hundred surnames, each once', () => {
    expect(surnames.length).toBeGreaterThan(500);
    expect(new Set(surnames).size).toBe(surnames.length);
    for (const surname of surnames) expect(surname).toMatch(/^\p{Script=Han}{1,2}$/u);
  });
});

group('a place', () => {
  const words = placeWordsOf(
    [areaList.province_list, areaList.city_list, areaList.county_list].flatMap((list) =>
      Object.values<string>(list),
    ),
  );

  test('expects the character that goes on with a known word, wherever the word begins', () => {
    expect(fitPlace(words, '武')('汉')).toBe('expected');
    expect(fitPlace(words, '湖北省武')('汉')).toBe('expected');
    expect(fitPlace(words, '武')('叹')).toBeNull();
  });

  test('tells usual characters of places and streets from others', () => {
    expect(fitPlace(words, '')('街')).toBe('usual');
    expect(fitPlace(words, '')('汉')).toBe('usual');
    expect(fitPlace(words, '')('癌')).toBeNull();
  });
});
