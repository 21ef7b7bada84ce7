import { expect, test } from 'vitest';
import { screensAhead } from '../../../core/journeys/ahead.ts';
import type { State } from '../../../core/journeys/visit.ts';
import { sampleAcceptance, sampleCard, samplePlaces } from '../../../tools/journey-map/sample-world.ts';
import { walkEnv } from '../../../tools/journey-map/walk.ts';
import { claim } from '../../support/rare-screens.ts';

const idsAhead = (state: State) => screensAhead(state, walkEnv, samplePlaces).map(({ id }) => id);

test('every key of the screen is thought one press ahead, then the helps that are always there', () => {
  const ids = idsAhead({ at: 'menu', card: sampleCard, reader: 'own-card' });
  expect(ids[0]).toMatch(/^asking\.contact-change\./u);
  expect(ids[1]).toMatch(/^asking\.claim-report\./u);
  expect(ids.slice(-2)).toEqual(['personCalled', 'whereAmI']);
  expect(ids).not.toContain('menu');
});

test('the screen that an answer of a device leads to is among them', () => {
  expect(idsAhead({ at: 'accepting', work: claim, reader: 'own-card' })).toContain('printing.claim-report');
  const printing: State = {
    at: 'printing', work: claim, acceptance: sampleAcceptance, reader: 'own-card', attempt: 1, copy: false, held: null,
  }; // prettier-ignore
  expect(idsAhead(printing)[0]).toMatch(/^done\./u);
  expect(idsAhead({ at: 'awaitingCard', trouble: null, tries: 0, reader: 'empty' })).toContain('readingCard');
});
