import { expect, test } from 'vitest';
import { screensAhead } from '../../../core/journeys/ahead.ts';
import { describe } from '../../../core/journeys/describe.ts';
import type { State } from '../../../core/journeys/visit.ts';
import { createPrepareAhead, mostAhead } from '../../../renderer/start/prepare-ahead.ts';
import { sampleCard, samplePlaces } from '../../../tools/journey-map/sample-world.ts';
import { walkEnv } from '../../../tools/journey-map/walk.ts';

const menu: State = { at: 'menu', card: sampleCard, reader: 'own-card' };
const here = describe(menu, walkEnv);
const ahead = screensAhead(menu, walkEnv, samplePlaces);
const turns = () => new Promise((done) => setImmediate(done));

test('the titles of what may come are fetched first, each in an idle moment, and no more than fit', async () => {
  const fetched: string[] = [];
  let idleMoments = 0;
  createPrepareAhead(
    async ({ key }) => void fetched.push(`${idleMoments} ${key}`),
    async () => void (idleMoments += 1),
  )(here, () => ahead);
  await turns();
  expect(fetched.slice(0, ahead.length)).toEqual(ahead.map(({ title }, at) => `${at + 2} ${title.key}`));
  expect(fetched).toContain(`${ahead.length + 2} ${here.title.key}`);
  expect(fetched.length).toBeLessThanOrEqual(mostAhead);
});

test('a newer screen ends the work for the one before', async () => {
  const fetched: string[] = [];
  let beIdle = () => {};
  const prepareAhead = createPrepareAhead(
    async ({ key }) => void fetched.push(key),
    () => new Promise((settle) => (beIdle = settle)),
  );
  prepareAhead(here, () => ahead);
  const lateIdle = beIdle;
  prepareAhead({ ...here, id: 'newer' }, () => []);
  lateIdle();
  await turns();
  expect(fetched).toEqual([]);
  for (let moments = 0; moments < 2; moments++) {
    beIdle();
    await turns();
  }
  expect(fetched).toEqual([here.title.key]);
});
