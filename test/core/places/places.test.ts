import { areaList } from '@vant/area-data';
import { describe as group, expect, test } from 'vitest';
import { placePage } from '../../../core/journeys/drafts/place.ts';
import { placesOf, placesPerPage, type Place } from '../../../core/places/places.ts';

const places = placesOf(areaList);

function names(list: readonly Place[] | null): readonly string[] {
  return (list ?? []).map(({ name }) => name);
}

group('the bundled list of places', () => {
  test('begins with the provinces and leads down to a district', () => {
    expect(names(places.within(null))).toHaveLength(34);
    expect(names(places.within('420000'))).toContain('武汉市');
    expect(names(places.within('420100'))).toContain('江岸区');
    expect(names(places.path('420102'))).toEqual(['湖北省', '武汉市', '江岸区']);
    expect(places.within('420102')).toEqual([]);
  });

  test('asks for no city in a municipality', () => {
    expect(names(places.within('110000'))).toContain('东城区');
    expect(names(places.path('110101'))).toEqual(['北京市', '东城区']);
  });

  test('shows the districts and the counties of 重庆 together', () => {
    const inside = names(places.within('500000'));
    expect(inside).toContain('万州区');
    expect(inside).toContain('城口县');
    expect(inside).not.toContain('县');
  });

  test('shows what a province governs directly beside its cities', () => {
    expect(names(places.within('410000'))).toEqual(expect.arrayContaining(['郑州市', '济源市']));
    expect(names(places.path('429004'))).toEqual(['湖北省', '仙桃市']);
    expect(names(places.within('650000')).filter((name) => name.includes('直辖'))).toEqual([]);
  });

  test('loses no district and makes none up', () => {
    const leaves: string[] = [];
    const collect = (code: string | null): void => {
      const inside = places.within(code);
      if (inside.length === 0 && code !== null) leaves.push(code);
      for (const place of inside) collect(place.code);
    };
    collect(null);
    const counties = Object.keys(areaList.county_list).filter((code) => places.path(code) === null);
    expect(counties).toEqual([]);
    expect(leaves.filter((code) => !(code in areaList.county_list))).toEqual([]);
    expect(new Set(leaves).size).toBe(leaves.length);
  });

  test('knows nothing of a code that is not in it', () => {
    expect(places.path('999999')).toBeNull();
    expect(places.within('999999')).toEqual([]);
  });

  test('treats a city without districts and a province without cities as places to live in', () => {
    const bare = placesOf({
      province_list: { 710000: '台湾省', 460000: '海南省' },
      city_list: { 460300: '三沙市' },
      county_list: {},
    });
    expect(bare.within('710000')).toEqual([]);
    expect(names(bare.path('460300'))).toEqual(['海南省', '三沙市']);
  });
});

test('pages of places are full but for the last, and together hold every place once', () => {
  const first = placePage({ kind: 'place', within: null, page: 0 }, places);
  expect(first.places).toHaveLength(placesPerPage);
  expect(first.pages).toBe(3);
  const all = Array.from({ length: first.pages }, (_, page) =>
    placePage({ kind: 'place', within: null, page }, places),
  ).flatMap((page) => page.places);
  expect(all).toEqual(places.within(null));
});
