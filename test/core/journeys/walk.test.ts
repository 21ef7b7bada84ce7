import { readdirSync, readFileSync } from 'node:fs';
import { describe as group, expect, test } from 'vitest';
import { describe } from '../../../core/journeys/describe.ts';
import type { Screen } from '../../../core/journeys/screen.ts';
import { step } from '../../../core/journeys/step.ts';
import { timeouts } from '../../../core/journeys/timeouts.ts';
import type { Effect, Event, PathState, State } from '../../../core/journeys/visit.ts';
import { catalogue } from '../../../core/strings/catalogue.ts';
import { languages } from '../../../core/strings/language.ts';
import type { Line } from '../../../core/strings/line.ts';
import { renderWith } from '../../../core/strings/render.ts';
import { journeyMap } from '../../../tools/journey-map/journey-map.ts';
import { sampleAcceptance, sampleCard, samplePlaces } from '../../../tools/journey-map/sample-world.ts';
import {
  customerEvents,
  everyEvent,
  pathOf,
  walk,
  walkEnv,
  workOf,
  type Edge,
} from '../../../tools/journey-map/walk.ts';
import { otherScreens } from '../../support/rare-screens.ts';
import { linesOf } from '../../support/screen-lines.ts';

const walked = walk();
const { states, edges } = walked;
const idle: State = { at: 'idle' };

const screens = new Map<State, Screen>();

/** Tens of thousands of edges lead to a few thousand screens. */
function screenOf(state: State): Screen {
  const known = screens.get(state) ?? describe(state, walkEnv);
  screens.set(state, known);
  return known;
}

function next(state: State, event: Parameters<typeof step>[1]): State {
  return step(state, event, samplePlaces).state;
}

function effectsNamed<K extends Effect['do']>(edge: Edge, name: K): readonly Extract<Effect, { do: K }>[] {
  return edge.to.effects.filter((effect): effect is Extract<Effect, { do: K }> => effect.do === name);
}

function moved({ from, to }: Edge): boolean {
  return to.state !== from;
}

function text(line: Line): string {
  return JSON.stringify(line);
}

/** `at`, also of the state below an overlay: short enough to read in a failure. */
function nameOf(state: State): string {
  return state.at === pathOf(state).at ? state.at : `${state.at} over ${pathOf(state).at}`;
}

function arrow({ from, event, to }: Edge): string {
  return `${nameOf(from)} --${event.type}--> ${nameOf(to.state)}`;
}

group('every state that can be reached', () => {
  test('the walk reaches every state there is', () => {
    expect(new Set(states.map(({ at }) => at))).toEqual(new Set(Object.keys(timeouts)));
  });

  test('has a title, the four keys, and a named time-out unless it is idle', () => {
    for (const state of states) {
      const screen = screenOf(state);
      expect(screen.title.key, nameOf(state)).toBeTruthy();
      expect(Object.keys(screen.keys).toSorted()).toEqual(['back', 'person', 'repeat', 'where']);
      expect(screen.keys.repeat && screen.keys.person, nameOf(state)).toBe(true);
      const timeout = timeouts[state.at];
      if (state.at === 'idle') expect(timeout).toBeNull();
      else expect(timeout?.name, nameOf(state)).toMatch(/^[a-z-]+$/);
    }
  });

  test('shows at most six large keys, or twelve on a page of places', () => {
    for (const state of states) {
      const { body, id } = screenOf(state);
      if (body.kind === 'choices' || body.kind === 'review')
        expect(body.choices.length, id).toBeLessThanOrEqual(6);
      if (body.kind === 'grid') {
        expect(body.choices.length, id).toBeGreaterThan(0);
        expect(body.choices.length, id).toBeLessThanOrEqual(id.endsWith('.day') ? 31 : 12);
      }
    }
  });

  test('says every line in three languages, publicly without digits or anything personal', () => {
    const seen = new Set<string>();
    const personal = [
      sampleCard.name,
      sampleCard.number,
      '002X',
      '零零二',
      '幺三八',
      '一三八',
      'one three eight',
    ];
    for (const line of states.flatMap((state) => linesOf(screenOf(state)))) {
      if (seen.has(text(line))) continue;
      seen.add(text(line));
      for (const language of languages) {
        const heard = renderWith(catalogue, line, language, 'public').spoken;
        expect(heard.trim(), line.key).not.toBe('');
        expect(heard, line.key).not.toMatch(/[0-9]/);
        for (const secret of personal) expect(heard, line.key).not.toContain(secret);
        expect(renderWith(catalogue, line, language, 'private').spoken.trim(), line.key).not.toBe('');
      }
    }
    expect(seen.size).toBeGreaterThan(100);
  });

  test('offers a customer something to do, or acts by itself', () => {
    for (const state of states) {
      const offered = customerEvents(screenOf(state)).some((event) => next(state, event) !== state);
      expect(offered || timeouts[state.at] !== null, nameOf(state)).toBe(true);
    }
  });

  test('does something for every key that it shows', () => {
    const dead = edges.filter(
      (edge) =>
        (edge.event.type === 'CHOSEN' ||
          edge.event.type === 'TOUCHED' ||
          edge.event.type === 'LANGUAGE_CHOSEN') &&
        !moved(edge),
    );
    expect(dead.map(({ from, event }) => [nameOf(from), event])).toEqual([]);
  });

  test('does nothing for a key that is dimmed, and something for one that is not', () => {
    const lying = edges.filter((edge) => {
      const { keys } = screenOf(edge.from);
      if (edge.event.type === 'BACK_ASKED') return moved(edge) !== keys.back;
      return edge.event.type === 'WHERE_ASKED' && moved(edge) !== keys.where;
    });
    expect(lying.map(arrow)).toEqual([]);
  });

  test('calls a person and says so, wherever it is asked', () => {
    for (const edge of edges.filter(({ event }) => event.type === 'PERSON_ASKED')) {
      expect(edge.to.state.at).toBe('personCalled');
      expect(pathOf(edge.to.state)).toBe(pathOf(edge.from));
      expect(effectsNamed(edge, 'callPerson')).toEqual([
        { do: 'callPerson', reason: 'customer-asked', silent: false },
      ]);
    }
  });

  test('reaches idle by time-outs alone, or rests where a forgotten card is spoken of, with nothing personal', () => {
    for (const start of states) {
      let state = start;
      let steps = 0;
      while (state.at !== 'idle' && state.at !== 'cardLeft' && steps < 14) {
        state = next(state, { type: 'TIMED_OUT' });
        steps += 1;
      }
      expect([idle, { at: 'cardLeft' }], nameOf(start)).toContainEqual(state);
      expect(next(state, { type: 'CARD_LIFTED' }), nameOf(start)).toEqual(idle);
    }
  });

  test('lets no hand of staff give an answer', () => {
    const byHand = edges.filter(({ event }) => 'by' in event);
    expect(byHand.length).toBeGreaterThan(1000);
    const obeyed = byHand.filter(({ from, event }) => {
      const refused = step(from, { ...event, by: 'staff' } as Event, samplePlaces);
      return refused.state !== from || refused.effects.length > 0;
    });
    expect(obeyed.map(arrow)).toEqual([]);
  });
});

group('every step', () => {
  test('is spoken when it leads to another screen, and never twice', () => {
    const wrong = edges.filter((edge) => {
      const spoken = effectsNamed(edge, 'speak').length;
      if (spoken > 1) return true;
      const isHeard = spoken === 1 || !moved(edge) || isRetyped(edge);
      return !isHeard && screenOf(edge.from).id !== screenOf(edge.to.state).id;
    });
    expect(wrong.map(arrow)).toEqual([]);
  });

  test('shows no new words without speaking them', () => {
    const silent = edges.filter(
      (edge) => moved(edge) && effectsNamed(edge, 'speak').length === 0 && !isRetyped(edge),
    );
    expect(silent.length).toBeGreaterThan(0);
    const unheard = silent.filter(({ from, to }) => {
      const before = new Set(linesOf(screenOf(from)).map(text));
      return linesOf(screenOf(to.state)).some((line) => !before.has(text(line)));
    });
    expect(unheard.map(arrow)).toEqual([]);
  });

  /** A digit or character after a trouble brings the first hint back; it was spoken when the question came up. */
  function isRetyped({ event }: Edge): boolean {
    return /^(DIGIT|CHARACTER)_/.test(event.type);
  }

  test('that comes home leaves nothing of the visit behind', () => {
    for (const edge of edges.filter((each) => moved(each) && each.to.state.at === 'idle')) {
      expect(edge.to.state).toEqual(idle);
      const wasVisit = edge.from.at !== 'whereAmI' && edge.from.at !== 'personCalled';
      if (wasVisit || pathOf(edge.from).at !== 'idle')
        expect(effectsNamed(edge, 'endVisit'), nameOf(edge.from)).toHaveLength(1);
    }
    expect(JSON.stringify(states.filter(({ at }) => at === 'idle'))).toBe('[{"at":"idle"}]');
  });

  test('that changes nothing gives the same object back, so that no timer starts anew', () => {
    const restarting = edges.filter(
      (edge) =>
        moved(edge) &&
        edge.to.effects.length === 0 &&
        JSON.stringify(edge.to.state) === JSON.stringify(edge.from),
    );
    expect(restarting.map(arrow)).toEqual([]);
  });

  test('that prints does so for an accepted errand, once per attempt', () => {
    const printing = edges.flatMap((edge) => effectsNamed(edge, 'print').map((print) => ({ edge, print })));
    expect(printing.length).toBeGreaterThan(0);
    for (const { edge, print } of printing) {
      expect(print.acceptance).toEqual(sampleAcceptance);
      expect(edge.to.state).toMatchObject({ at: 'printing', attempt: print.attempt, copy: print.copy });
      const before = pathOf(edge.from);
      expect(print.attempt).toBe('attempt' in before ? before.attempt + 1 : 1);
      if (edge.event.type !== 'ACCEPTED')
        expect(edge.event.type, 'only a customer asks again').toBe('CHOSEN');
      const mayBeOut =
        'copy' in before && (before.copy || (before.at === 'done' && before.slip === 'unknown'));
      expect(print.copy).toBe(mayBeOut);
    }
  });

  test('that accepts carries only answers of the customer, and the effect the rules allow', () => {
    const records = edges.flatMap((edge) => effectsNamed(edge, 'accept').map(({ record }) => record));
    expect(new Set(records.map(({ kind, effect }) => `${kind} ${effect}`))).toEqual(
      new Set(['contact-change not-yet-effective', 'claim-report finished']),
    );
    for (const { answers } of records) {
      for (const answer of Object.values(answers)) expect(answer.by).toBe('customer');
      expect(Object.keys(answers).length + 1, 'answers and the confirmation').toBeLessThanOrEqual(7);
      expect(answers['which']).not.toMatchObject({ option: 'login-phone' });
    }
  });

  test('that abandons answers hands them to staff', () => {
    const abandoned = edges.filter(
      ({ from, to }) => workOf(from) !== null && 'work' in pathOf(from) && to.state.at === 'paused',
    );
    expect(abandoned.length).toBeGreaterThan(0);
    for (const edge of abandoned) {
      const [parked] = effectsNamed(edge, 'park');
      expect(parked?.record).toMatchObject({ kind: 'parked-visit', effect: 'parked' });
      expect(Object.keys(parked?.record.answers ?? {}).length).toBeGreaterThan(0);
    }
  });

  test('that meets a worrying answer calls staff without a sound', () => {
    const worried = edges.filter(
      ({ to }) => to.state.at === 'paused' && to.state.reason === 'worrying-answer',
    );
    const asked = worried.filter(({ from }) => from.at === 'asking');
    expect(asked.length).toBeGreaterThan(0);
    for (const edge of asked)
      expect(effectsNamed(edge, 'callPerson')).toEqual([
        { do: 'callPerson', reason: 'worrying-answer', silent: true },
      ]);
  });
});

/** Nobody is there any more, or another card has begun a visit of its own. */
function isOver({ at }: State): boolean {
  return ['idle', 'cardLeft', 'confirmingPerson', 'awaitingCard'].includes(at);
}

function holdsWork(path: PathState): boolean {
  return 'work' in path || (path.at === 'cardAway' && 'work' in path.back);
}

group('an acceptance that is on its way', () => {
  const accepting = states.filter((state) => state.at === 'accepting');
  const unanswered = accepting.flatMap(
    (start) =>
      walk(start, (state) => everyEvent(state).filter(({ type }) => type !== 'ACCEPTED'), isOver).edges,
  );

  const waiting = [...new Set(unanswered.map(({ from }) => from))];

  test('is printed in whatever state it finds the visit', () => {
    const found = new Set<string>();
    for (const from of waiting) {
      found.add(nameOf(from));
      const transactionId = workOf(from)?.transactionId ?? 'lost';
      const { state, effects } = step(
        from,
        { type: 'ACCEPTED', transactionId, acceptance: sampleAcceptance },
        samplePlaces,
      );
      expect(state.at, nameOf(from)).toBe('printing');
      expect(effects.map((effect) => effect.do)).toContain('print');
    }
    for (const name of ['acceptFailed', 'paused', 'takingCard', 'stillThere over acceptFailed'])
      expect(found).toContain(name);
  });

  test('does not count for another transaction', () => {
    const stranger = { type: 'ACCEPTED', transactionId: 'another', acceptance: sampleAcceptance } as const;
    expect(waiting.filter((state) => next(state, stranger) !== state).map(nameOf)).toEqual([]);
  });

  test('is never left without staff knowing and the answers parked', () => {
    const leaving = unanswered.filter(
      ({ from, to }) => holdsWork(pathOf(from)) && !holdsWork(pathOf(to.state)),
    );
    expect(leaving.length).toBeGreaterThan(0);
    for (const edge of leaving) {
      expect(edge.to.state.at).toBe('paused');
      expect(effectsNamed(edge, 'park')).toHaveLength(1);
      expect(effectsNamed(edge, 'callPerson')).toEqual([
        { do: 'callPerson', reason: 'accept-failed', silent: false },
      ]);
    }
  });

  test('gives no way out while it is unanswered, but a person', () => {
    for (const state of accepting)
      for (const event of customerEvents(screenOf(state)))
        expect(pathOf(next(state, event)), event.type).toBe(state);
  });
});

/** Keys that the renderer names itself: the fixed keys, and its screens before and beyond any visit. */
function namedByRenderer(): ReadonlySet<string> {
  const files = readdirSync('renderer', { recursive: true, encoding: 'utf8' });
  const sources = files
    .filter((file) => /\.tsx?$/.test(file))
    .map((file) => readFileSync(`renderer/${file}`, 'utf8'));
  return new Set([...sources.join('\n').matchAll(/'([a-z-]+\.[a-z.-]+)'/g)].map(([, key = '']) => key));
}

test('every sentence of the catalogue stands on some screen', () => {
  const used = new Set<string>(namedByRenderer());
  const collect = (line: Line): void => {
    used.add(line.key);
    for (const slot of Object.values(line.slots ?? {})) if (slot.kind === 'line') collect(slot.line);
  };
  for (const screen of [...states.map(screenOf), ...otherScreens()]) linesOf(screen).forEach(collect);
  expect(Object.keys(catalogue).filter((key) => !used.has(key))).toEqual([]);
});

test('docs/journeys.md shows the visit as it is', () => {
  expect(readFileSync('docs/journeys.md', 'utf8')).toBe(journeyMap(walked));
});
