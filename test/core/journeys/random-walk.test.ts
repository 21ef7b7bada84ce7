import fc from 'fast-check';
import { expect, test } from 'vitest';
import { describe } from '../../../core/journeys/describe.ts';
import { step } from '../../../core/journeys/step.ts';
import type { Event, State } from '../../../core/journeys/visit.ts';
import { sampleCard, samplePlaces } from '../../../tools/journey-map/sample-world.ts';
import { everyEvent, walkEnv } from '../../../tools/journey-map/walk.ts';
import { claim, contact } from '../../support/rare-screens.ts';

const reader = 'own-card' as const;
/** Long before the slip most random walks have gone home: some begin where it matters. */
const starts = fc.constantFrom<State>(
  { at: 'idle' },
  { at: 'menu', card: sampleCard, reader },
  { at: 'readingBack', work: claim, reader },
  { at: 'readingBack', work: contact, reader },
);
/** How often out of ten a walk presses on, and which of the possible events it takes. */
const picks = fc.array(fc.record({ mood: fc.nat(9), nth: fc.nat(10_000) }), {
  minLength: 20,
  maxLength: 120,
});

/** Mostly what leads on: a walk that only asks for help proves little. */
function pick(state: State, { mood, nth }: { readonly mood: number; readonly nth: number }): Event {
  const all = everyEvent(state);
  const forward = all.filter(({ type }) => /CHOSEN|CARD_READ|DIGIT|ACCEPTED|PRINT_ENDED|TOUCHED/.test(type));
  const from = mood < 8 && forward.length > 0 ? forward : all;
  return from[nth % from.length] ?? { type: 'TIMED_OUT' };
}

/** Every errand of a long day has its own transaction. */
function withFreshId(event: Event, serial: number): Event {
  const tail = String(serial).padStart(12, '0');
  return event.type === 'CHOSEN' ? { ...event, newId: `00000000-0000-4000-8000-${tail}` } : event;
}

test('however a day goes, no attempt is printed twice and no transaction changes its meaning', () => {
  let printed = 0;
  fc.assert(
    fc.property(starts, picks, (start, path) => {
      const attempts = new Set<string>();
      const records = new Map<string, string>();
      let state = start;
      for (const [serial, choice] of path.entries()) {
        const done = step(state, withFreshId(pick(state, choice), serial), samplePlaces);
        for (const effect of done.effects) {
          if (effect.do === 'print') {
            const attempt = `${effect.work.transactionId} ${effect.attempt}`;
            expect(attempts.has(attempt)).toBe(false);
            expect(records.has(effect.work.transactionId)).toBe(true);
            attempts.add(attempt);
            printed += 1;
          }
          if (effect.do === 'accept') {
            const { transactionId } = effect.record;
            const record = JSON.stringify(effect.record);
            expect(records.get(transactionId) ?? record).toBe(record);
            records.set(transactionId, record);
          }
        }
        state = done.state;
        expect(describe(state, walkEnv).title.key).toBeTruthy();
      }
    }),
    { numRuns: 300 },
  );
  expect(printed).toBeGreaterThan(20);
});

test('the same events always lead to the same place', () => {
  fc.assert(
    fc.property(starts, picks, (start, path) => {
      const run = () =>
        path.reduce((state, choice) => step(state, pick(state, choice), samplePlaces).state, start);
      expect(run()).toEqual(run());
    }),
    { numRuns: 50 },
  );
});
