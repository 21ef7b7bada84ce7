import fc from 'fast-check';
import { expect, test } from 'vitest';
import { effectAfterMs } from '../../../hub/rules/cancellation.ts';
import type { Known } from '../../../hub/rules/known.ts';
import { judgeCase } from '../../../hub/rules/rules.ts';
import { touchedBy } from '../../../hub/rules/touched.ts';
import { cancellationOf, claimReport, known, noonMs } from './records.ts';

/**
 * A hub in the small: records arrive one after the other, each is decided against those that are here, and what it
 * touches is decided again. The real one does the same over SQL; see test/integration/hub-rules.test.ts.
 */
function statesAfter(arrivals: readonly Known[]): Readonly<Record<string, string>> {
  const here = new Map<string, Known>();
  arrivals.forEach((arrived, index) => {
    here.set(arrived.slipNumber, { ...arrived, receivedAtMs: noonMs + index * 1_000 });
    const queue = [arrived.slipNumber];
    for (let turns = 0; queue.length > 0; turns += 1) {
      if (turns > 1_000) throw new Error('the rules never come to rest');
      queue.push(...decide(here, queue.shift()!, noonMs + index * 1_000));
    }
  });
  return Object.fromEntries([...here].map(([number, { state }]) => [number, state]));
}

function decide(here: Map<string, Known>, number: string, nowMs: number): readonly string[] {
  const subject = here.get(number)!;
  const asked = {
    subject,
    others: [...here.values()].filter((other) => other !== subject),
    missingChunks: 0,
    unreadableChunks: 0,
    nowMs,
  };
  const { outcome } = judgeCase(asked);
  const state = outcome.state === 'waiting' ? subject.state : outcome.state;
  const takesEffect = state === 'accepted' && subject.effect === 'not-yet-effective';
  here.set(number, {
    ...subject,
    state,
    effectiveAtMs: takesEffect ? (subject.effectiveAtMs ?? nowMs + effectAfterMs) : null,
  });
  return touchedBy(asked, state !== subject.state).map(({ slipNumber }) => slipNumber);
}

const phones = ['13900000001', '13900000002'];
const people = ['A', 'B', 'C'];

/** Some visits of three customers at one kiosk, as the kiosk numbered them. */
const visits = fc
  .array(
    fc.record({
      person: fc.constantFrom(...people),
      what: fc.constantFrom('phone', 'claim', 'cancel', 'parked', 'recovered'),
      choice: fc.nat(1),
    }),
    { minLength: 2, maxLength: 9 },
  )
  .map((steps) => {
    const records: Known[] = [];
    steps.forEach(({ person, what, choice }, index) => {
      const sequence = index + 1;
      const own = records.filter((record) => record.person === person && record.kind === 'contact-change');
      const target = own[choice % Math.max(1, own.length)];
      if (what === 'claim')
        records.push(claimReport(sequence, { person, phones: [], dayOfLoss: `2026-10-0${choice + 1}` }));
      else if (what === 'cancel' && target !== undefined) records.push(cancellationOf(target, sequence));
      else if (what === 'parked')
        records.push(known(sequence, { person, kind: 'parked-visit', effect: 'parked', phones: [] }));
      else
        records.push(known(sequence, { person, phones: [phones[choice]!], recovered: what === 'recovered' }));
    });
    return records;
  });

const shuffled = (records: readonly Known[]) =>
  fc
    .array(fc.nat(), { minLength: records.length, maxLength: records.length })
    .map((keys) =>
      records.map((record, index) => [keys[index]!, record] as const).toSorted(([a], [b]) => a - b),
    );

test('the outcome does not depend on whose record arrives first', () => {
  fc.assert(
    fc.property(
      visits.chain((records) => fc.tuple(fc.constant(records), shuffled(records))),
      ([records, shuffle]) => {
        // Each customer's own records keep their order, as the kiosk sends them; a cancellation may hurry ahead.
        const turns = shuffle.map(([, { person }]) => person);
        const lines = new Map(
          people.map((person) => [person, records.filter((one) => one.person === person)]),
        );
        const arrivals = turns.map((person) => lines.get(person)!.shift()!);
        expect(statesAfter(arrivals)).toEqual(statesAfter(records));
      },
    ),
    { numRuns: 1_000 },
  );
});

test('nor does it when the records of one customer arrive out of order', () => {
  fc.assert(
    fc.property(
      visits.chain((records) => fc.tuple(fc.constant(records), shuffled(records))),
      ([records, shuffle]) => {
        expect(statesAfter(shuffle.map(([, record]) => record))).toEqual(statesAfter(records));
      },
    ),
    { numRuns: 1_000 },
  );
});
