import { describe as group, expect, test } from 'vitest';
import type { State } from '../../../core/journeys/visit.ts';
import { sampleAcceptance, sampleCard } from '../../../tools/journey-map/sample-world.ts';
import { claim } from '../../support/rare-screens.ts';
import { playVisit } from '../../support/visit-player.ts';

const reader = 'own-card' as const;
const walkedAway = (from: State) => playVisit(from).send({ type: 'WALKED_AWAY' });

group('somebody who comes', () => {
  test('is greeted without having to touch anything', () => {
    const visit = playVisit().send({ type: 'APPROACHED' });
    expect(visit.effects()).toEqual([{ do: 'speak' }]);
    expect(visit.state()).toEqual({ at: 'idle' });
  });

  test('in the middle of a visit is nobody to be greeted', () => {
    expect(playVisit({ at: 'greeting' }).send({ type: 'APPROACHED' }).effects()).toEqual([]);
  });
});

group('a customer who walks away', () => {
  test('before anything was begun leaves an idle screen to the next', () => {
    expect(walkedAway({ at: 'greeting' }).state()).toEqual({ at: 'idle' });
  });

  test('in the middle is asked after at once, and loses nothing', () => {
    const visit = walkedAway({ at: 'readingBack', work: claim, reader });
    expect(visit.state()).toMatchObject({ at: 'stillThere', back: { at: 'readingBack', work: claim } });
    expect(visit.effects()).toEqual([{ do: 'speak' }]);
    expect(visit.press('go-on').state()).toMatchObject({ at: 'readingBack', work: claim });
  });

  test('with the card still on the reader is called back', () => {
    const at = 'done';
    const done = { at, work: claim, acceptance: sampleAcceptance, attempt: 1, copy: false, slip: 'printed' };
    expect(walkedAway({ ...done, reader } as State).state()).toMatchObject({ at: 'takingCard' });
  });

  test('never stops what is being stored or printed', () => {
    for (const at of ['accepting', 'printing'] as const) {
      const printing = { work: claim, acceptance: sampleAcceptance, attempt: 1, copy: false, reader };
      expect(walkedAway({ at, ...printing } as State).state().at).toBe(at);
    }
  });

  test('to meet the person who was called finds the visit as it was', () => {
    const visit = playVisit({ at: 'menu', card: sampleCard, reader }).send({ type: 'PERSON_ASKED' });
    expect(visit.send({ type: 'WALKED_AWAY' }).state()).toMatchObject({ at: 'personCalled' });
  });
});
