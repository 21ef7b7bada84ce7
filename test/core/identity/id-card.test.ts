import * as v from 'valibot';
import { expect, test } from 'vitest';
import { addressOn, cardEventSchema } from '../../../core/identity/id-card.ts';
import type { CardOf } from '../../../core/identity/id-card.ts';
import { twinDemoCards } from '../../../hardware/id-card/demo-cards.ts';
import { decodeTextBlock, encodeTextBlock } from '../../../hardware/id-card/text-block.ts';
import { sampleCard } from '../../../tools/journey-map/sample-world.ts';

const foreigner: CardOf<'pr-2017'> = {
  kind: 'pr-2017',
  name: '史密斯',
  englishName: 'SMITH, JOHN PAUL',
  sex: 'male',
  birthDay: '1949-03-01',
  number: 'USA110049030101',
  country: null,
  validFrom: '2017-06-01',
  validUntil: '2027-06-01',
  version: '01',
  agencyCode: '1500',
};

test('a customer lives where the card says last', () => {
  expect(addressOn(sampleCard)).toBe(sampleCard.address);
  expect(addressOn({ ...sampleCard, latestAddress: '北京市西城区新址路２号' })).toBe(
    '北京市西城区新址路２号',
  );
  expect(addressOn(foreigner)).toBeNull();
});

test.each(['resident', 'hmt-permit', 'pr-2017', 'pr-2023', 'english-name', 'rare-name'] as const)(
  'a %s card passes from the reader to the screen unchanged',
  (name) => {
    const card = decodeTextBlock(encodeTextBlock(twinDemoCards[name]));
    const event = { state: 'read', card: card.ok && card.value };
    expect(v.parse(cardEventSchema, JSON.parse(JSON.stringify(event)))).toEqual(event);
  },
);

test('what no reader can have read does not pass', () => {
  const passes = (card: unknown) => v.is(cardEventSchema, { state: 'read', card });
  expect(passes(foreigner)).toBe(true);
  expect(passes({ ...foreigner, kind: 'resident' })).toBe(false);
  expect(passes({ ...foreigner, kind: 'passport' })).toBe(false);
  expect(passes({ ...foreigner, number: '11010119490301002X' })).toBe(false);
  expect(passes({ ...foreigner, name: 'N'.repeat(61) })).toBe(false);
});
