import { describe as group, expect, test } from 'vitest';
import { describe } from '../../../core/journeys/describe.ts';
import type { Player } from '../../support/visit-player.ts';
import { cardTroubles, type CardTrouble } from '../../../core/identity/id-card.ts';
import { sampleCard, sampleToday } from '../../../tools/journey-map/sample-world.ts';
import { walkEnv } from '../../../tools/journey-map/walk.ts';
import { playVisit } from '../../support/visit-player.ts';

function laid(): Player {
  return playVisit().send({ type: 'CARD_LAID' });
}

function read(player: Player, validUntil = 'long-term'): Player {
  return player.send({ type: 'CARD_READ', card: { ...sampleCard, validUntil }, today: sampleToday });
}

group('a card', () => {
  test('laid on the idle screen starts the visit by itself', () => {
    expect(read(laid()).state()).toMatchObject({ at: 'confirmingPerson', reader: 'own-card' });
  });

  test('of somebody else is given back', () => {
    expect(read(laid()).press('no').state()).toEqual({ at: 'takingCard', reminders: 0, unanswered: null });
  });

  test('on its last valid day still counts, on the day after it is refused kindly', () => {
    expect(read(laid(), sampleToday).state().at).toBe('confirmingPerson');
    const expired = read(laid(), '2026-03-08');
    expect(expired.state()).toMatchObject({
      at: 'awaitingCard',
      trouble: 'card-expired',
      reader: 'own-card',
    });
    expect(describe(expired.state(), walkEnv).body).toMatchObject({
      choices: [{ id: 'person' }, { id: 'leave' }],
    });
  });

  test('that ends within ninety days is mentioned', () => {
    const { details } = describe(read(laid(), '2026-05-01').state(), walkEnv);
    expect(details.map(({ key }) => key)).toContain('confirming.expires-soon');
  });

  test('lifted too soon is asked for again, without a person', () => {
    const visit = laid().send({ type: 'CARD_LIFTED' });
    expect(visit.state()).toMatchObject({ trouble: 'card-lifted-too-soon', tries: 1, reader: 'empty' });
    expect(visit.effects()).toEqual([{ do: 'speak' }]);
  });

  test('that cannot be read three times brings a person and may still be tried', () => {
    const visit = laid();
    const fail = () => visit.send({ type: 'CARD_TROUBLED', trouble: 'card-unreadable' });
    const calls = () => visit.effects().filter((effect) => effect.do === 'callPerson').length;
    for (const expected of [0, 0, 1]) {
      expect((fail(), calls())).toBe(expected);
      visit.send({ type: 'CARD_LIFTED' }).send({ type: 'CARD_LAID' });
    }
    expect(read(visit).state().at).toBe('confirmingPerson');
  });

  test('that is read late, after the reader was given up, is still read', () => {
    const visit = laid().send({ type: 'TIMED_OUT' });
    expect(visit.state()).toMatchObject({ at: 'awaitingCard', trouble: 'reader-silent' });
    expect(read(visit).state().at).toBe('confirmingPerson');
  });

  test('that is left behind is called for three times, then staff come, and it is spoken of until it is taken', () => {
    const visit = read(laid()).press('no');
    const effects = [1, 2, 3, 4, 5].map(() =>
      visit
        .send({ type: 'TIMED_OUT' })
        .effects()
        .map((effect) => effect.do),
    );
    expect(effects).toEqual([
      ['speak'],
      ['speak'],
      ['callPerson', 'speak'],
      ['endVisit', 'speak'],
      ['callPerson', 'speak'],
    ]);
    expect(visit.state()).toEqual({ at: 'cardLeft' });
    expect(visit.send({ type: 'CARD_LIFTED' }).state()).toEqual({ at: 'idle' });
  });

  test('that is left behind on a reader that has died since is told away by hand', () => {
    expect(playVisit({ at: 'cardLeft' }).press('taken').state()).toEqual({ at: 'idle' });
  });

  test('that was laid down as told is followed by the next word when it is lifted', () => {
    const visit = laid().send({ type: 'CARD_TROUBLED', trouble: 'card-unreadable' });
    visit.send({ type: 'CARD_LIFTED' });
    expect(visit.state()).toEqual({ at: 'awaitingCard', trouble: null, tries: 1, reader: 'empty' });
    expect(visit.effects()).toEqual([{ do: 'speak' }]);
  });

  test('that has run out is spoken of once more when it is lifted, and not asked for again', () => {
    const visit = read(laid(), '2026-03-08').send({ type: 'CARD_LIFTED' });
    expect(visit.state()).toMatchObject({ at: 'awaitingCard', trouble: 'card-expired', reader: 'empty' });
    expect(visit.effects()).toEqual([{ do: 'speak' }]);
  });
});

test.each(cardTroubles)('%s has words of its own and a way on', (trouble: CardTrouble) => {
  const visit = laid().send({ type: 'CARD_TROUBLED', trouble });
  const { title, body } = describe(visit.state(), walkEnv);
  expect(title.key).toBe(`card.${trouble}`);
  expect(body).toMatchObject({ kind: 'choices' });
  const isForStaff = trouble.startsWith('reader-') || trouble === 'card-kind-unknown';
  expect(visit.effects().some((effect) => effect.do === 'callPerson')).toBe(isForStaff);
});

test('a reader that goes missing before the card is laid is said at once', () => {
  const visit = playVisit({ at: 'greeting' }).press('start');
  visit.send({ type: 'CARD_TROUBLED', trouble: 'reader-missing' });
  expect(visit.state()).toMatchObject({ trouble: 'reader-missing' });
  expect(visit.effects()[0]).toMatchObject({ do: 'callPerson', reason: 'device' });
});

test('a customer without a card is sent a person', () => {
  const visit = playVisit({ at: 'greeting' }).press('start', 'no-card');
  expect(visit.state().at).toBe('personCalled');
});
