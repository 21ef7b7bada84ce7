import { describe as group, expect, test } from 'vitest';
import { describe } from '../../../core/journeys/describe.ts';
import { errandIds } from '../../../core/records/errand-record.ts';
import { sampleCard } from '../../../tools/journey-map/sample-world.ts';
import { walkEnv } from '../../../tools/journey-map/walk.ts';
import { playVisit } from '../../support/visit-player.ts';

const closed = { ...walkEnv, isTakingErrands: false };
const greeting = { at: 'greeting' } as const;
const menu = { at: 'menu', card: sampleCard, reader: 'own-card' } as const;

function keysOn(state: typeof greeting | typeof menu): readonly string[] {
  const { body } = describe(state, closed);
  return 'choices' in body ? body.choices.map(({ id }) => id) : [];
}

group('a machine that takes no errands', () => {
  test('says so before a card is laid, and at the menu to whoever has laid one', () => {
    for (const state of [greeting, menu]) {
      const { title, details } = describe(state, closed);
      expect([title.key, ...details.map(({ key }) => key)]).toEqual(['menu.closed', 'menu.closed-counter']);
    }
  });

  test('offers a person in place of every errand, and still measures blood pressure', () => {
    expect(keysOn(greeting)).toEqual(['person', 'pressure', 'language']);
    expect(keysOn(menu)).toEqual(['person', 'language', 'leave']);
    expect(keysOn(menu).filter((key) => errandIds.some((id) => id === key))).toEqual([]);
  });

  test.each([greeting, menu])('calls a person from $at', (state) => {
    const visit = playVisit(state, closed).press('person');
    expect(visit.state()).toMatchObject({ at: 'personCalled', back: state });
    expect(visit.effects()).toContainEqual({ do: 'callPerson', reason: 'customer-asked', silent: false });
  });
});
