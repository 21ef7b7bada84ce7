import { describe as group, expect, test } from 'vitest';
import { describe } from '../../../core/journeys/describe.ts';
import { errands } from '../../../core/journeys/errands/all.ts';
import { sampleAcceptance, sampleCard, samplePhone } from '../../../tools/journey-map/sample-world.ts';
import { walkEnv } from '../../../tools/journey-map/walk.ts';
import { claim } from '../../support/rare-screens.ts';
import { newId, playVisit, type Player } from '../../support/visit-player.ts';

const by = 'customer';
const no = { kind: 'choice', option: 'no', by };

function atMenu(): Player {
  return playVisit({ at: 'menu', card: sampleCard, reader: 'own-card' });
}

function accepted(player: Player): Player {
  return player.send({ type: 'ACCEPTED', transactionId: newId, acceptance: sampleAcceptance });
}

function printEnded(player: Player, attempt: number, outcome: 'printed' | 'unknown'): Player {
  return player.send({ type: 'PRINT_ENDED', transactionId: newId, attempt, outcome: { outcome } });
}

group('a new contact phone', () => {
  function untilPhone(): Player {
    return atMenu().press('contact-change', 'contact-phone', 'no', 'no');
  }

  test('is accepted as not yet effective, with every answer as it was given', () => {
    const visit = untilPhone().type(samplePhone).press('confirm');
    expect(visit.effects()).toContainEqual({
      do: 'accept',
      record: {
        version: 1,
        transactionId: newId,
        kind: 'contact-change',
        errand: 'contact-change',
        effect: 'not-yet-effective',
        person: { name: sampleCard.name, number: sampleCard.number },
        answers: {
          which: { kind: 'choice', option: 'contact-phone', by },
          'on-the-phone': no,
          secrecy: no,
          'new-phone': { kind: 'phone', digits: samplePhone, by },
        },
      },
    });
  });

  test.each([
    ['1380013', 'too-short'],
    ['11111111111', 'all-same'],
    ['12345678901', 'not-a-mobile'],
  ])('typed as %s stays on the pad and says that it is %s', (digits, trouble) => {
    const visit = untilPhone().type(digits);
    expect(visit.state()).toMatchObject({ at: 'asking', draft: { digits, trouble } });
    expect(visit.effects()).toEqual([{ do: 'speak' }]);
    expect(describe(visit.state(), walkEnv).details).toEqual([{ key: `phone.${trouble}` }]);
  });

  test('takes no twelfth digit and can be erased', () => {
    const visit = untilPhone();
    for (const digit of `${samplePhone}9`) visit.send({ type: 'DIGIT_PRESSED', digit, by });
    visit.send({ type: 'DIGIT_ERASED', by });
    expect(visit.state()).toMatchObject({ draft: { digits: samplePhone.slice(0, -1) } });
  });

  test('stands on the pad again when the customer comes back to it', () => {
    const visit = untilPhone().type(samplePhone).send({ type: 'BACK_ASKED' });
    expect(visit.state()).toMatchObject({ question: 'new-phone', draft: { digits: samplePhone } });
  });

  test.each(['yes', 'unsure'])('is parked when the answer about the phone call is %s', (answer) => {
    const visit = atMenu().press('contact-change', 'contact-phone', answer);
    expect(visit.state()).toMatchObject({ at: 'paused', reason: 'worrying-answer' });
    expect(visit.effects()).toContainEqual({ do: 'callPerson', reason: 'worrying-answer', silent: true });
    expect(visit.effects()).toContainEqual(
      expect.objectContaining({ do: 'park', record: expect.objectContaining({ kind: 'parked-visit' }) }),
    );
  });
});

group('a new address', () => {
  test('as on the ID card brings the card’s address into the record, and only then', () => {
    const visit = atMenu().press('contact-change', 'home-address', 'no', 'no', 'same-as-card', 'confirm');
    const [accept] = visit.effects();
    expect(accept).toMatchObject({ do: 'accept', record: { person: { address: sampleCard.address } } });
  });

  test('that was added to the card when its holder moved is the one that counts', () => {
    const latestAddress = '北京市西城区新址路２号';
    const visit = playVisit({ at: 'menu', card: { ...sampleCard, latestAddress }, reader: 'own-card' });
    visit.press('contact-change', 'home-address', 'no', 'no', 'same-as-card', 'confirm');
    expect(visit.effects()[0]).toMatchObject({ record: { person: { address: latestAddress } } });
  });

  test('is picked from province to district, and back leads up one level at a time', () => {
    const visit = atMenu().press('contact-change', 'home-address', 'no', 'no', 'another-place');
    visit.send({ type: 'PAGE_TURNED', direction: 1, by }).press('place.420000', 'place.420100');
    visit.send({ type: 'BACK_ASKED' });
    expect(visit.state()).toMatchObject({ draft: { within: '420000' } });
    visit.press('place.420100', 'place.420102');
    expect(visit.state()).toMatchObject({
      at: 'asking',
      question: 'new-street',
      work: { answers: { 'new-place': { code: '420102', names: ['湖北省', '武汉市', '江岸区'] } } },
    });
  });

  function untilStreet(): Player {
    const visit = atMenu().press(
      'contact-change',
      'home-address',
      'no',
      'no',
      'another-place',
      'place.110000',
    );
    return visit.press('place.110101');
  }
  const write = (visit: Player, text: string) => {
    for (const character of text) visit.send({ type: 'CHARACTER_WRITTEN', character, by });
    return visit;
  };

  test('goes on with the street, written by hand character by character', () => {
    const visit = write(untilStreet(), '解放大街');
    expect(describe(visit.state(), walkEnv).body).toMatchObject({ kind: 'handwriting', written: '解放大街' });
    visit.send({ type: 'CHARACTER_ERASED', by });
    write(visit, '道').send({ type: 'WRITING_ENTERED', by });
    expect(visit.state()).toMatchObject({
      at: 'readingBack',
      work: { answers: { 'new-street': { kind: 'written', text: '解放大道', by } } },
    });
  });

  test('says which, where nothing is written or no room is left', () => {
    const visit = untilStreet().send({ type: 'WRITING_ENTERED', by });
    expect(visit.state()).toMatchObject({ draft: { text: '', trouble: 'too-short' } });
    expect(visit.effects()).toEqual([{ do: 'speak' }]);
    expect(describe(visit.state(), walkEnv).details).toEqual([{ key: 'handwriting.too-short' }]);
    write(visit, '一'.repeat(21));
    expect(visit.state()).toMatchObject({ draft: { text: '一'.repeat(20), trouble: 'full' } });
    expect(describe(visit.state(), walkEnv).details).toEqual([{ key: 'handwriting.full' }]);
    expect(visit.send({ type: 'CHARACTER_ERASED', by }).state()).toMatchObject({ draft: { trouble: null } });
  });

  test('takes nothing for the street that is no Chinese character', () => {
    const visit = untilStreet();
    const before = visit.state();
    expect(visit.send({ type: 'CHARACTER_WRITTEN', character: '8', by }).state()).toBe(before);
    expect(visit.send({ type: 'CHARACTER_ERASED', by }).state()).toBe(before);
  });

  test('needs no writing: whoever would rather not is phoned', () => {
    const visit = untilStreet().press('not-written');
    expect(visit.state()).toMatchObject({
      at: 'readingBack',
      work: { answers: { 'new-street': { kind: 'choice', option: 'not-written' } } },
    });
    expect(describe(visit.state(), walkEnv).body).toMatchObject({
      rows: expect.arrayContaining([
        {
          question: 'new-street',
          label: { key: 'new-street.row' },
          value: { key: 'new-street.skip' },
          picture: 'house',
        },
      ]),
    });
  });

  test('shows the street that was written before when it is asked once more', () => {
    const visit = write(untilStreet(), '解放路').send({ type: 'WRITING_ENTERED', by });
    visit.press('change', 'new-street');
    expect(visit.state()).toMatchObject({ draft: { text: '解放路' } });
  });

  test('takes a place of another page for no answer', () => {
    const visit = atMenu().press('contact-change', 'home-address', 'no', 'no', 'another-place');
    const before = visit.state();
    visit.send({ type: 'CHOSEN', choice: 'place.420102', by, today: walkEnv.today, newId });
    expect(visit.state()).toBe(before);
  });
});

test('the phone that receives codes leads to a person, not to an accept', () => {
  const visit = atMenu().press('contact-change', 'login-phone');
  expect(visit.state().at).toBe('notHere');
  expect(describe(visit.state(), walkEnv).title.key).toBe('not-here.proves-a-phone-online');
  visit.press('person');
  expect(visit.effects()).toContainEqual({ do: 'callPerson', reason: 'customer-asked', silent: false });
  visit.press('go-on', 'another');
  expect(visit.state().at).toBe('menu');
});

test('back from what cannot be done here leads to the question that led there', () => {
  const visit = atMenu().press('contact-change', 'contact-phone', 'no', 'no').type(samplePhone);
  visit.press('change', 'which', 'login-phone').send({ type: 'BACK_ASKED' });
  expect(visit.state()).toMatchObject({ at: 'asking', question: 'which' });
});

group('a claim report', () => {
  function untilReadBack(): Player {
    return atMenu()
      .press('claim-report', 'family', 'death', 'yesterday', 'place.110000', 'place.110101')
      .type(samplePhone);
  }

  test('is finished offline', () => {
    const visit = untilReadBack().press('confirm');
    expect(visit.effects()[0]).toMatchObject({
      do: 'accept',
      record: { effect: 'finished', answers: { day: { day: '2026-03-08' }, what: { option: 'death' } } },
    });
  });

  test('reads everything back in the order asked', () => {
    const { body } = describe(untilReadBack().state(), walkEnv);
    expect(body.kind === 'review' && body.rows.map(({ label }) => label.key)).toEqual([
      'who.row',
      'what.row',
      'day.row',
      'where-it-was.row',
      'call-back.row',
    ]);
  });

  test('lets one answer be changed and comes straight back to the review', () => {
    const visit = untilReadBack().press('change', 'day', 'today');
    expect(visit.state()).toMatchObject({
      at: 'readingBack',
      work: { answers: { day: { day: '2026-03-09' } } },
    });
  });

  test('asks again what a changed answer made impossible', () => {
    const visit = untilReadBack().press('change', 'who', 'self');
    expect(visit.state()).toMatchObject({ at: 'asking', question: 'what' });
    expect(Object.keys((visit.state() as { work: { answers: object } }).work.answers)).not.toContain('what');
  });

  test('never offers a day that has not come', () => {
    const visit = atMenu().press('claim-report', 'self', 'illness', 'year.2026', 'month.3');
    const { body } = describe(visit.state(), walkEnv);
    expect(body.kind === 'grid' && body.choices.map(({ id }) => id).at(-1)).toBe('day.9');
  });

  test('that is stopped at the review goes to staff', () => {
    const visit = untilReadBack().press('stop');
    expect(visit.effects()[0]).toMatchObject({
      do: 'park',
      record: { effect: 'parked', kind: 'parked-visit' },
    });
    expect(visit.state()).toMatchObject({ at: 'paused', reason: 'customer-stopped' });
  });

  test('tells of a printer that stops in the middle at once, calls staff, and goes on with it', () => {
    const visit = accepted(untilReadBack().press('confirm'));
    visit.send({ type: 'PRINTER_HELD', cause: 'paper-out' });
    expect(describe(visit.state(), walkEnv).title.key).toBe('print.paper-out');
    expect(visit.effects()).toEqual([{ do: 'callPerson', reason: 'device', silent: false }, { do: 'speak' }]);
    expect(visit.send({ type: 'PRINTER_HELD', cause: 'paper-out' }).effects()).toEqual([]);
    visit.send({ type: 'PRINTER_HELD', cause: null });
    expect(describe(visit.state(), walkEnv).title.key).toBe('printing.finished');
    expect(printEnded(visit, 1, 'printed').state()).toMatchObject({ at: 'done', slip: 'printed' });
  });

  test('prints, says thanks, and asks for the card to be taken', () => {
    const visit = printEnded(accepted(untilReadBack().press('confirm')), 1, 'printed').press('finish');
    expect(visit.state().at).toBe('takingCard');
    visit.send({ type: 'CARD_LIFTED' });
    expect(visit.state()).toEqual({ at: 'idle' });
    expect(visit.effects()).toEqual([{ do: 'endVisit' }, { do: 'speak' }]);
  });

  test('survives a card that is taken away in the middle, and skips the reminder', () => {
    const visit = untilReadBack().send({ type: 'CARD_LIFTED' }).press('go-on', 'confirm');
    printEnded(accepted(visit), 1, 'printed');
    expect(visit.state()).toMatchObject({ at: 'done', reader: 'empty' });
    expect(JSON.stringify(describe(visit.state(), walkEnv).body)).not.toContain('another');
    visit.press('finish');
    expect(visit.state()).toEqual({ at: 'idle' });
  });
});

group('a slip', () => {
  function printing(): Player {
    return accepted(atMenu().press('contact-change', 'home-address', 'no', 'no', 'same-as-card', 'confirm'));
  }

  test('that may have come out is only printed again because the customer says so, as a copy', () => {
    const visit = printEnded(printing(), 1, 'unknown');
    expect(visit.effects().map((effect) => effect.do)).not.toContain('print');
    visit.press('none', 'go-on', 'again');
    expect(visit.effects()[0]).toMatchObject({ do: 'print', attempt: 2, copy: true });
  });

  test('that certainly did not come out is printed again as an original', () => {
    const outcome = { outcome: 'not-printed', reason: 'paper-out' } as const;
    const visit = printing().send({ type: 'PRINT_ENDED', transactionId: newId, attempt: 1, outcome });
    expect(visit.effects()[0]).toMatchObject({ do: 'callPerson', reason: 'device' });
    visit.press('again');
    expect(visit.effects()[0]).toMatchObject({ do: 'print', attempt: 2, copy: false });
  });

  test('is confirmed late and still believed', () => {
    const visit = printing().send({ type: 'TIMED_OUT' });
    expect(visit.state()).toMatchObject({ at: 'slipTrouble', outcome: { outcome: 'unknown' } });
    printEnded(visit, 1, 'printed');
    expect(visit.state()).toMatchObject({ at: 'done', slip: 'printed' });
  });

  test('is not taken for printed on the word of an attempt that was given up', () => {
    const visit = printEnded(printing(), 1, 'unknown').press('none', 'go-on', 'again');
    printEnded(visit, 1, 'printed');
    expect(visit.state()).toMatchObject({ at: 'printing', attempt: 2 });
  });

  test('that never comes leaves the number on the screen', () => {
    const outcome = { outcome: 'not-printed', reason: 'cover-open' } as const;
    const visit = printing().send({ type: 'PRINT_ENDED', transactionId: newId, attempt: 1, outcome });
    visit.press('without');
    expect(describe(visit.state(), walkEnv).details[0]).toEqual({
      key: 'done.number',
      slots: { slip: { kind: 'words', text: sampleAcceptance.slipNumber } },
    });
  });
});

test('an errand is one question a screen and at most seven decisions, the confirmation among them', () => {
  for (const { questions } of Object.values(errands)) {
    const always = questions.filter(({ when }) => when === undefined).length;
    const branches = new Map<string, number>();
    for (const { when } of questions)
      if (when !== undefined) branches.set(when.question, (branches.get(when.question) ?? 0) + 1);
    expect(always).toBeGreaterThan(0);
    expect(always + branches.size + 1).toBeLessThanOrEqual(7);
    expect(new Set(questions.map(({ id }) => id)).size).toBe(questions.length);
  }
});

test('back from an answer that was to be changed leads to the review again, and nothing is lost', () => {
  const visit = playVisit({ at: 'readingBack', work: claim, reader: 'own-card' }).press('change', 'what');
  visit.send({ type: 'BACK_ASKED' });
  expect(visit.state()).toEqual({ at: 'readingBack', work: claim, reader: 'own-card' });
});

test('a slip that was confirmed late is not offered a second time', () => {
  const done = { at: 'done', work: claim, acceptance: sampleAcceptance, attempt: 1, copy: false } as const;
  const visit = playVisit({ ...done, slip: 'unknown', reader: 'own-card' });
  const { transactionId } = claim;
  visit.send({ type: 'PRINT_ENDED', transactionId, attempt: 1, outcome: { outcome: 'printed' } });
  expect(visit.state()).toMatchObject({ at: 'done', slip: 'printed' });
  expect(JSON.stringify(describe(visit.state(), walkEnv).body)).not.toContain('again');
});
