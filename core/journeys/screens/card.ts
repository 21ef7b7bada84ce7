import type { IdCard } from '../../identity/id-card.ts';
import { cardStanding } from '../../rules/card-standing.ts';
import { maxCardTries, maxReminders, needsPerson } from '../path-card.ts';
import type { StringKey } from '../../strings/catalogue.ts';
import type { Screen } from '../screen.ts';
import type { At } from '../visit.ts';
import { choice, choices, line, nextStep, screen, wayOut, type Env } from './draw.ts';

export function idleScreen(): Screen {
  return screen({
    id: 'idle',
    picture: 'hands',
    title: line('idle.title'),
    details: [line('idle.detail')],
    body: { kind: 'wake' },
    hasBack: false,
  });
}

export function greetingScreen({ hasPressureMonitor, isTakingErrands }: Env): Screen {
  return screen({
    id: isTakingErrands ? 'greeting' : 'greeting.closed',
    picture: isTakingErrands ? 'hands' : 'bell',
    title: line(isTakingErrands ? 'greeting.title' : 'menu.closed'),
    details: isTakingErrands
      ? [line('greeting.detail'), line('greeting.patience')]
      : [line('menu.closed-counter')],
    body: choices(
      isTakingErrands
        ? nextStep('start', 'greeting.start', 'arrow-right')
        : nextStep('person', 'not-here.person', 'bell'),
      hasPressureMonitor && { ...choice('pressure', 'care.title', 'heart'), note: line('care.note') },
      choice('language', 'greeting.language', 'language', 'quiet'),
    ),
    hasBack: true,
  });
}

export function languageScreen({ dialects }: Env): Screen {
  return screen({
    id: 'choosingLanguage',
    picture: 'language',
    title: line('languages.title'),
    body: { kind: 'languages', dialects },
    hasBack: true,
  });
}

export function awaitingCardScreen(state: At<'awaitingCard'>): Screen {
  return state.trouble === null ? firstCardScreen() : cardTroubleScreen(state, state.trouble);
}

function firstCardScreen(): Screen {
  return screen({
    id: 'awaitingCard',
    picture: 'id-card',
    title: line('awaiting-card.title'),
    details: [line('awaiting-card.detail')],
    body: choices(
      choice('no-card', 'awaiting-card.no-card', 'question', 'quiet'),
      wayOut('leave', 'awaiting-card.leave'),
    ),
    hasBack: true,
  });
}

function cardTroubleScreen(
  { tries }: At<'awaitingCard'>,
  trouble: NonNullable<At<'awaitingCard'>['trouble']>,
): Screen {
  const isTired = tries >= maxCardTries ? '.person' : '';
  const advice =
    trouble === 'card-expired'
      ? 'card.expired-advice'
      : needsPerson(trouble, tries)
        ? 'card.person'
        : 'card.lay-again';
  return screen({
    id: `awaitingCard.${trouble}${isTired}`,
    picture: 'id-card-trouble',
    title: line(`card.${trouble}`),
    details: [line(advice)],
    body: choices(
      advice !== 'card.person' && nextStep('person', 'awaiting-card.person', 'bell'),
      wayOut('leave', 'awaiting-card.leave'),
    ),
    hasBack: true,
  });
}

export function readingCardScreen(): Screen {
  return screen({
    id: 'readingCard',
    picture: 'wait',
    title: line('reading-card.title'),
    details: [line('reading-card.detail')],
    body: { kind: 'wait' },
    hasBack: false,
  });
}

export function confirmingPersonScreen({ card }: At<'confirmingPerson'>, { today }: Env): Screen {
  return screen({
    id: 'confirmingPerson',
    picture: 'person',
    title: line('confirming.title'),
    details: [person(card), cardStanding(card, today) === 'expires-soon' && line('confirming.expires-soon')],
    body: choices(
      nextStep('yes', 'confirming.yes', 'check'),
      choice('no', 'confirming.no', 'cross', 'quiet'),
    ),
    hasBack: true,
  });
}

function person({ name, number }: IdCard) {
  return line('confirming.person', {
    name: { kind: 'name', name },
    tail: { kind: 'digits', digits: number.slice(-4), grouping: [4], personal: true },
  });
}

export function takingCardScreen({ reminders }: At<'takingCard'>): Screen {
  const calls = reminders >= maxReminders;
  return screen({
    id: calls ? 'takingCard.person' : reminders > 0 ? 'takingCard.again' : 'takingCard',
    picture: 'id-card',
    title: line('taking-card.title'),
    details: [
      calls
        ? line('taking-card.person')
        : line(reminders > 0 ? 'taking-card.still-there' : 'taking-card.thanks'),
    ],
    body: { kind: 'wait' },
    hasBack: false,
  });
}

/** Nothing of the visit stands here: the customer may have gone, and somebody else may be looking. */
export function cardAwayScreen({ seen, mustReturn }: At<'cardAway'>): Screen {
  const isTrouble = seen !== 'nothing' && seen !== 'other-card';
  return screen({
    id: `cardAway.${seen}${mustReturn ? '.must-return' : ''}`,
    picture: isTrouble ? 'id-card-trouble' : 'id-card',
    title: line(awayTitle(seen, mustReturn)),
    details: [
      isTrouble && line(seen.startsWith('reader-') ? 'card.person' : 'card.lay-again'),
      line(mustReturn ? 'card-away.private' : 'card-away.either'),
    ],
    body: choices(
      !mustReturn && nextStep('go-on', 'overlay.go-on', 'arrow-right'),
      wayOut('leave', 'still-there.leave'),
    ),
    hasBack: !mustReturn,
  });
}

function awayTitle(seen: At<'cardAway'>['seen'], mustReturn: boolean): StringKey {
  switch (seen) {
    case 'nothing':
      return mustReturn ? 'card-away.own' : 'card-away.lifted';
    case 'other-card':
      return 'card-away.other';
    default:
      return `card.${seen}`;
  }
}

export function cardLeftScreen(): Screen {
  return screen({
    id: 'cardLeft',
    picture: 'id-card',
    title: line('taking-card.title'),
    details: [line('taking-card.still-there'), line('taking-card.person')],
    body: choices(nextStep('taken', 'taking-card.taken', 'check')),
    hasBack: false,
  });
}
