import { areaList } from '@vant/area-data';
import { placeWordsOf } from '../../core/handwriting/context.ts';
import { readings } from '../../core/pinyin/readings.ts';
import { readTable } from '../../core/pinyin/reading-table.ts';
import { createSpeller, type Speller } from '../../core/pinyin/speller.ts';

/** A chunk of its own: the table is some 30 kB compressed. */
export function openSpeller(): Speller {
  const { province_list: provinces, city_list: cities, county_list: counties } = areaList;
  const names = [provinces, cities, counties].flatMap((list) => Object.values<string>(list));
  return createSpeller(readTable(readings), placeWordsOf(names));
}
