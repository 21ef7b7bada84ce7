import { describe as group, expect, test } from 'vitest';
import { describe } from '../../../core/journeys/describe.ts';
import type { State } from '../../../core/journeys/visit.ts';
import type { PrintOutcome } from '../../../core/slips/slip.ts';
import { readingSlip } from '../../../core/slips/reading-slip.ts';
import { sampleAcceptance, sampleReading } from '../../../tools/journey-map/sample-world.ts';
import { walkEnv } from '../../../tools/journey-map/walk.ts';
import { newId, playVisit, type Player } from '../../support/visit-player.ts';

const measuredAt = sampleAcceptance.acceptedAt;

function measure(player: Player): Player {
  return player.send({ type: 'PRESSURE_MEASURED', reading: sampleReading, measuredAt });
}

function offers(state: State, env = walkEnv): readonly string[] {
  const { body } = describe(state, env);
  return 'choices' in body ? body.choices.map(({ id }) => id) : [];
}

group('measuring blood pressure', () => {
  test('is offered where a monitor stands, and nowhere else', () => {
    expect(offers({ at: 'greeting' })).toContain('pressure');
    const without = describe({ at: 'greeting' }, { ...walkEnv, hasPressureMonitor: false });
    expect(JSON.stringify(without.body)).not.toContain('pressure');
  });

  test('shows what was measured, prints it once, and forgets it', () => {
    const visit = measure(playVisit({ at: 'greeting' }).press('pressure'));
    expect(visit.state()).toMatchObject({ at: 'measured', reading: sampleReading });
    visit.press('print');
    expect(visit.effects()).toContainEqual({
      do: 'printReading',
      printId: newId,
      reading: sampleReading,
      measuredAt,
    });
    expect(offers(visit.state())).not.toContain('print');
    visit.send({ type: 'PRINT_ENDED', transactionId: newId, attempt: 1, outcome: { outcome: 'printed' } });
    expect(offers(visit.state())).not.toContain('print');
    expect(visit.press('done').state()).toEqual({ at: 'idle' });
    expect(visit.effects()).toContainEqual({ do: 'endVisit' });
  });

  test('that certainly did not get onto paper may be printed again, with an id of its own', () => {
    const visit = measure(playVisit({ at: 'measuring', trouble: null })).press('print');
    const outcome = { outcome: 'not-printed', reason: 'paper-out' } as const;
    visit.send({ type: 'PRINT_ENDED', transactionId: newId, attempt: 1, outcome });
    expect(describe(visit.state(), walkEnv).details.map(({ key }) => key)).toContain('print.paper-out');
    expect(offers(visit.state())).toContain('print');
  });

  test('hears of no slip but its own', () => {
    const visit = measure(playVisit({ at: 'measuring', trouble: null })).press('print');
    const before = visit.state();
    const outcome = { outcome: 'printed' } as const;
    visit.send({ type: 'PRINT_ENDED', transactionId: 'another', attempt: 1, outcome });
    expect(visit.state()).toBe(before);
  });

  test('by whoever simply sits down and presses the monitor shows the figures too', () => {
    expect(measure(playVisit()).state()).toMatchObject({ at: 'measured' });
  });

  test('does not break into a visit', () => {
    const visit = playVisit({ at: 'readingCard', tries: 0 });
    expect(measure(visit).state()).toEqual({ at: 'readingCard', tries: 0 });
  });

  test('gives way to a card, and leaves no figures behind', () => {
    const visit = measure(playVisit()).send({ type: 'CARD_LAID' });
    expect(visit.state()).toEqual({ at: 'readingCard', tries: 0 });
  });
});

test('a reading on paper has its figures, its unit and what it is not, and no name', () => {
  const facts = { branchName: '汉口支公司', utcOffsetMinutes: 480 };
  const slip = JSON.stringify(readingSlip(sampleReading, measuredAt, facts, 'zh-CN'));
  for (const words of ['138 毫米汞柱', '82 毫米汞柱', '"70"', '2026-03-09 15:04', '不是诊断', '汉口支公司'])
    expect(slip).toContain(words);
});

test('a printer that fails over a reading calls staff, as it does over a slip', () => {
  const printing = () => measure(playVisit({ at: 'measuring', trouble: null })).press('print');
  const held = printing().send({ type: 'PRINTER_HELD', cause: 'paper-out' });
  expect(held.effects()).toEqual([{ do: 'callPerson', reason: 'device', silent: false }]);
  const ended = (outcome: PrintOutcome) =>
    printing().send({ type: 'PRINT_ENDED', transactionId: newId, attempt: 1, outcome }).effects()[0];
  expect(ended({ outcome: 'not-printed', reason: 'paper-out' })).toMatchObject({ reason: 'device' });
  expect(ended({ outcome: 'unknown' })).toMatchObject({ reason: 'print-unknown', silent: true });
  expect(ended({ outcome: 'printed' })).toEqual({ do: 'speak' });
});
