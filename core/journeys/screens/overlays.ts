import { unreachable } from '../../lib/unreachable.ts';
import type { StringKey } from '../../strings/catalogue.ts';
import type { Line } from '../../strings/line.ts';
import { errandOf } from '../errands/all.ts';
import { questionsOf } from '../errands/errand.ts';
import type { Screen } from '../screen.ts';
import { timeouts } from '../timeouts.ts';
import type { Overlay, PathState, Work } from '../visit.ts';
import { choices, count, line, nextStep, screen, wayOut, type Env } from './draw.ts';

export function overlayScreen(state: Overlay, env: Env): Screen {
  switch (state.at) {
    case 'personCalled':
      return personCalledScreen();
    case 'whereAmI':
      return whereAmIScreen(state.back, env);
    case 'stillThere':
      return stillThereScreen();
    default:
      return unreachable(state);
  }
}

const goOn = nextStep('go-on', 'overlay.go-on', 'arrow-right');

function personCalledScreen(): Screen {
  return screen({
    id: 'personCalled',
    picture: 'bell',
    title: line('person-called.title'),
    details: [line('person-called.detail')],
    body: choices(goOn),
    hasBack: true,
  });
}

function stillThereScreen(): Screen {
  const countdownMs = timeouts.stillThere?.afterMs ?? 0;
  const drawn = screen({
    id: 'stillThere',
    picture: 'clock',
    title: line('still-there.title'),
    details: [line('still-there.detail', { count: count(countdownMs / 1000) })],
    body: choices(nextStep('go-on', 'still-there.here', 'hands'), wayOut('leave', 'still-there.leave')),
    hasBack: true,
  });
  return { ...drawn, countdownMs };
}

function whereAmIScreen(back: PathState, { branchName }: Env): Screen {
  const drawn = screen({
    id: 'whereAmI',
    picture: 'map',
    title: line('where.title', { branch: { kind: 'words', text: branchName } }),
    details: [whereLine(back)],
    body: choices(goOn),
    hasBack: true,
  });
  return { ...drawn, keys: { ...drawn.keys, where: false } };
}

/** Which part of the visit a state belongs to. */
const partOfVisit = {
  idle: 'where.start',
  greeting: 'where.start',
  choosingLanguage: 'where.start',
  awaitingCard: 'where.card',
  readingCard: 'where.card',
  confirmingPerson: 'where.card',
  menu: 'where.menu',
  asking: 'where.asking',
  notHere: 'where.not-here',
  readingBack: 'where.asking',
  choosingChange: 'where.asking',
  accepting: 'where.saving',
  acceptFailed: 'where.saving',
  printing: 'where.slip',
  slipTrouble: 'where.slip',
  done: 'where.slip',
  paused: 'where.paused',
  measuring: 'where.measuring',
  measured: 'where.measuring',
  cardAway: 'where.card',
  takingCard: 'where.end',
  cardLeft: 'where.end',
} as const satisfies Record<PathState['at'], StringKey>;

function whereLine(back: PathState): Line {
  const key = partOfVisit[back.at];
  if (!('work' in back)) return line(key);
  const errand = { kind: 'line', line: line(errandOf(back.work).label) } as const;
  switch (key) {
    case 'where.asking':
      return line(key, { errand, count: count(stepsLeft(back.work)) });
    case 'where.saving':
      return line(key, { errand });
    default:
      return line(key);
  }
}

/** Questions without an answer, and the confirmation at the end. */
function stepsLeft(work: Work): number {
  const open = questionsOf(errandOf(work), work.answers).filter(({ id }) => work.answers[id] === undefined);
  return open.length + 1;
}
