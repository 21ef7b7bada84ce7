import type { Places } from '../places/places.ts';
import { describe } from './describe.ts';
import type { Body, Screen } from './screen.ts';
import type { Env } from './screens/draw.ts';
import { step } from './step.ts';
import type { Acceptance, Event, State } from './visit.ts';

const by = 'customer';
/** Stands where a step asks for an id; no step that is only imagined leaves a trace. */
const newId = '00000000-0000-4000-8000-000000000000';

/**
 * The screens that may come next, the likeliest first: what each key of this one leads to, what the device that is
 * waited for may answer, and the two helps that are always there. Pure: nothing is done, only imagined.
 *
 * @param places null while the list is being loaded
 */
export function screensAhead(state: State, env: Env, places: Places | null): readonly Screen[] {
  const here = describe(state, env);
  const events = [...bodyEvents(here.body, env), ...deviceEvents(state), ...helpEvents];
  const screens = events.flatMap((event) => {
    const next = step(state, event, places).state;
    return next === state ? [] : [describe(next, env)];
  });
  const byId = new Map(screens.map((screen) => [screen.id, screen]));
  byId.delete(here.id);
  return [...byId.values()];
}

const helpEvents: readonly Event[] = [{ type: 'PERSON_ASKED' }, { type: 'WHERE_ASKED' }];

function bodyEvents(body: Body, { today }: Env): readonly Event[] {
  const chosen = (choice: string): Event => ({ type: 'CHOSEN', choice, by, today, newId });
  switch (body.kind) {
    case 'wake':
      return [{ type: 'TOUCHED', by }];
    case 'choices':
    case 'review':
      return body.choices.map(({ id }) => chosen(id));
    case 'grid':
      // Whichever is chosen, the next page asks the same.
      return body.choices.slice(0, 1).map(({ id }) => chosen(id));
    case 'number-pad':
      return [{ type: 'DIGITS_ENTERED', by, today }];
    default:
      return [];
  }
}

function deviceEvents(state: State): readonly Event[] {
  switch (state.at) {
    case 'accepting':
      return [{ type: 'ACCEPTED', transactionId: state.work.transactionId, acceptance: someAcceptance }];
    case 'printing': {
      const { work, attempt } = state;
      const outcome = { outcome: 'printed' } as const;
      return [{ type: 'PRINT_ENDED', transactionId: work.transactionId, attempt, outcome }];
    }
    case 'awaitingCard':
      return [{ type: 'CARD_LAID' }, { type: 'CARD_TROUBLED', trouble: 'card-unreadable' }];
    default:
      return [];
  }
}

/** The screen that follows shows nothing of it. */
const someAcceptance: Acceptance = { slipNumber: '', sequence: 0, hash: '', signature: '', acceptedAt: '' };
