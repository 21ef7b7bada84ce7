import { describe as group, expect, test } from 'vitest';
import { describe } from '../../../core/journeys/describe.ts';
import type { State } from '../../../core/journeys/visit.ts';
import {
  otherCard,
  sampleAcceptance,
  sampleCard,
  sampleToday,
} from '../../../tools/journey-map/sample-world.ts';
import { walkEnv } from '../../../tools/journey-map/walk.ts';
import { claim } from '../../support/rare-screens.ts';
import { linesOf } from '../../support/screen-lines.ts';
import { playVisit, type Player } from '../../support/visit-player.ts';

const reader = 'own-card' as const;
const asking = () => playVisit({ at: 'menu', card: sampleCard, reader }).press('claim-report');
const done: State = {
  at: 'done',
  work: claim,
  acceptance: sampleAcceptance,
  attempt: 1,
  copy: false,
  slip: 'printed',
  reader,
};

function lift(player: Player): Player {
  return player.send({ type: 'CARD_LIFTED' });
}

function lay(player: Player, card = sampleCard): Player {
  return player.send({ type: 'CARD_LAID' }).send({ type: 'CARD_READ', card, today: sampleToday });
}

function offers(player: Player): readonly string[] {
  const { body } = describe(player.state(), walkEnv);
  return 'choices' in body ? body.choices.map(({ id }) => id) : [];
}

group('a card lifted in the middle', () => {
  test('is told, hides what was asked, and lets the customer go on without it', () => {
    const visit = lift(asking());
    expect(visit.state()).toMatchObject({ at: 'cardAway', seen: 'nothing' });
    expect(visit.effects()).toEqual([{ do: 'speak' }]);
    expect(visit.press('go-on').state()).toMatchObject({ at: 'asking', reader: 'empty' });
  });

  test('and laid back leads on by itself', () => {
    const visit = lift(asking());
    expect(lay(visit).state()).toMatchObject({ at: 'asking', reader: 'own-card' });
    expect(visit.effects()).toEqual([{ do: 'speak' }]);
  });

  test('and laid back badly is asked for again, also by whoever went on without it', () => {
    const visit = lift(asking()).press('go-on').send({ type: 'CARD_LAID' });
    visit.send({ type: 'CARD_TROUBLED', trouble: 'card-unreadable' });
    expect(visit.state()).toMatchObject({ at: 'cardAway', seen: 'card-unreadable', mustReturn: false });
    expect(lay(lift(visit)).state()).toMatchObject({ at: 'asking', reader: 'own-card' });
  });

  test('too soon is not told twice', () => {
    const visit = lift(asking()).send({ type: 'CARD_LAID' });
    visit.send({ type: 'CARD_TROUBLED', trouble: 'card-lifted-too-soon' });
    expect(lift(visit).effects()).toEqual([]);
    expect(visit.state()).toMatchObject({ at: 'cardAway', seen: 'card-lifted-too-soon', reader: 'empty' });
  });

  test('never to come back is handed to staff after a warning', () => {
    const visit = playVisit({ at: 'readingBack', work: claim, reader });
    lift(visit).send({ type: 'TIMED_OUT' });
    expect(visit.state().at).toBe('stillThere');
    visit.send({ type: 'TIMED_OUT' });
    expect(visit.state()).toMatchObject({ at: 'paused', reason: 'customer-left', reader: 'empty' });
    expect(visit.effects()[0]).toMatchObject({ do: 'park' });
  });
});

group("another person's card", () => {
  test('never counts as the presence of the one before, before it is read or after', () => {
    const visit = lift(playVisit(done));
    visit.send({ type: 'CARD_LAID' });
    expect(offers(visit)).not.toContain('another');
    visit.send({ type: 'CARD_READ', card: otherCard, today: sampleToday });
    expect(visit.state()).toEqual({ at: 'confirmingPerson', card: otherCard, reader: 'own-card' });
    expect(visit.effects()).toEqual([{ do: 'endVisit' }, { do: 'speak' }]);
  });

  test('does not hide from its own customer what laying it back allows', () => {
    const visit = lay(lift(playVisit(done)));
    expect(offers(visit)).toContain('another');
    expect(visit.effects()).toEqual([{ do: 'speak' }]);
  });

  test.each(['confirmingPerson', 'menu'] as const)('at %s begins a visit of its own', (at) => {
    const visit = lay(playVisit({ at, card: sampleCard, reader }), otherCard);
    expect(visit.state()).toMatchObject({ at: 'confirmingPerson', card: otherCard });
    expect(visit.effects()).toEqual([{ do: 'endVisit' }, { do: 'speak' }]);
  });

  test('in the middle of an errand sees nothing of it and cannot go on in its name', () => {
    const visit = lay(lift(playVisit({ at: 'readingBack', work: claim, reader })), otherCard);
    expect(visit.state()).toMatchObject({ at: 'cardAway', seen: 'other-card', mustReturn: true });
    expect(offers(visit)).toEqual(['leave']);
    expect(visit.send({ type: 'BACK_ASKED' }).state().at).toBe('cardAway');
    const shown = JSON.stringify(linesOf(describe(visit.state(), walkEnv)));
    expect(shown).not.toContain(sampleCard.name);
    lift(visit);
    expect(visit.state()).toMatchObject({ at: 'cardAway', seen: 'nothing', mustReturn: true });
    expect(offers(visit)).toEqual(['leave']);
    expect(lay(visit).state()).toMatchObject({ at: 'readingBack', reader: 'own-card' });
  });

  test('laid while something is being stored lets it be stored, and proves nothing', () => {
    const visit = playVisit({ at: 'accepting', work: claim, reader });
    lay(lift(visit), otherCard);
    expect(visit.state()).toMatchObject({ at: 'accepting', reader: 'unread-card' });
  });

  test('keeps a slip that comes late from nobody', () => {
    const visit = lay(
      lift(playVisit({ at: 'acceptFailed', work: claim, reason: 'accept-timed-out', reader })),
      otherCard,
    );
    expect(visit.state()).toMatchObject({ at: 'cardAway', mustReturn: true });
    const { transactionId } = claim;
    visit.send({ type: 'ACCEPTED', transactionId, acceptance: sampleAcceptance });
    expect(visit.state().at).toBe('printing');
  });
});
