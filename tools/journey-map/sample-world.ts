import type { BloodPressureReading } from '../../core/devices/blood-pressure.ts';
import type { CardOf } from '../../core/identity/id-card.ts';
import type { Acceptance } from '../../core/journeys/visit.ts';
import { placeWordsOf } from '../../core/handwriting/context.ts';
import { readTable } from '../../core/pinyin/reading-table.ts';
import { createSpeller } from '../../core/pinyin/speller.ts';
import { placesOf, type AreaList } from '../../core/places/places.ts';

/** An invented customer; the number is the standard's own example (GB 11643). */
export const sampleCard: CardOf<'resident'> = {
  kind: 'resident',
  name: '王秀英',
  sex: 'female',
  ethnicCode: '01',
  birthDay: '1949-12-31',
  address: '湖北省武汉市江岸区解放大道一号',
  number: '11010519491231002X',
  issuer: '武汉市公安局',
  validFrom: '2010-01-01',
  validUntil: 'long-term',
};

/** The next in the queue; invented. */
export const otherCard: CardOf<'resident'> = {
  ...sampleCard,
  name: '李建国',
  sex: 'male',
  number: '440524188001010014',
};

/** Invented figures. */
export const sampleReading: BloodPressureReading = {
  systolicMmHg: 138,
  diastolicMmHg: 82,
  meanMmHg: 101,
  pulsePerMinute: 70,
};

export const sampleToday = '2026-03-09';

export const sampleAcceptance: Acceptance = {
  slipNumber: 'K01-1-000007',
  sequence: 7,
  hash: 'h'.repeat(43),
  signature: 's'.repeat(86),
  acceptedAt: '2026-03-09T07:04:05.000Z',
};

/** A small country with everything that makes the real list hard: a municipality, a leaf city, a second page. */
export const sampleAreas: AreaList = {
  province_list: {
    110000: '北京市',
    ...Object.fromEntries(Array.from({ length: 12 }, (_, at) => [`${at + 20}0000`, `样省${at + 1}`])),
    420000: '湖北省',
  },
  city_list: { 110100: '北京市', 420100: '武汉市', 420200: '黄石市', 429000: '省直辖县' },
  county_list: { 110101: '东城区', 110102: '西城区', 420102: '江岸区', 420103: '江汉区', 429004: '仙桃市' },
};

export const samplePlaces = placesOf(sampleAreas);

/** Knows three syllables and seven characters. */
export const sampleSpeller = createSpeller(
  readTable('fang v放<开方>法;jie r解>决街<大;lu u路<道陆<大露>水'),
  placeWordsOf(['解放']),
);

export const samplePhone = '13800138000';

export const sampleStreet: readonly string[] = Array.from('解放大道');
