import { deviceNames } from '../../../core/devices/states.ts';
import { errands } from '../../../core/journeys/errands/all.ts';
import { describe } from '../../../core/journeys/describe.ts';
import { walk, walkEnv, workOf, type Edge } from '../../journey-map/walk.ts';
import { galleryScreens } from '../gallery-screens.ts';
import { riddles } from './clock-checks.ts';
import type { ProductCheck } from './world.ts';

function unless(isRight: boolean, what: string): readonly string[] {
  return isRight ? [] : [what];
}

export const journeyChecks = {
  'every-submission-is-reviewed': {
    told: 'walk over every state and event: what is accepted was read back, or is tried once more',
    find: () => unreviewed(walk().edges),
  },
  'nothing-asked-twice': {
    told: 'errands as data: no question stands twice in one errand, and none asks for what the card has said',
    find: () =>
      Object.values(errands).flatMap(({ id, questions }) => [
        ...unless(
          new Set(questions.map((each) => each.id)).size === questions.length &&
            new Set(questions.map(({ title }) => title)).size === questions.length,
          `${id} asks something twice`,
        ),
        ...questions
          .filter((each) => /name|citizen|card-number|birth|sex/u.test(each.id))
          .map((each) => `${id} asks for ${each.id}, which stands on the card`),
      ]),
  },
  'no-memory-test': {
    told: 'errands as data: no password, no code to be copied, no riddle; whoever has no card is led to a person',
    find: () => [
      ...riddles(),
      ...Object.values(errands).flatMap(({ id, questions }) =>
        questions
          .filter((each) => /password|pin|captcha|code/u.test(each.id))
          .map((each) => `${id} asks for ${each.id}`),
      ),
      ...wayWithoutCard(),
    ],
  },
  'no-lone-biometrics': {
    told: 'devices and questions as data: nothing reads a face, a finger or a voice to know who somebody is; a card and a person do',
    find: () => [
      ...deviceNames
        .filter((name) => /face|finger|iris|voiceprint|palm/u.test(name))
        .map((name) => `${name} knows people by their body`),
      ...wayWithoutCard(),
    ],
  },
  'every-step-back': {
    told: 'screens as data: back works on every screen that asks something, where-am-I wherever a visit runs',
    find: () =>
      galleryScreens
        .filter(({ id, keys }) => id.startsWith('asking.') && !(keys.back && keys.where))
        .map(({ id }) => `screen ${id} has no way back or does not say where one is`),
  },
  'counter-instead-any-time': {
    told: 'walk over every state: a person can be called from each, and an errand left in the middle is parked for branch staff; live page: 大 or larger, and help, once a card of somebody over sixty has been read',
    find: ({ live: { afterCard } }) => [
      ...unless(afterCard.size !== 'standard', `the glass is in ${afterCard.size} after the card`),
      ...unless(afterCard.canCallPerson, 'nobody can be called after the card'),
      ...lostOnLeaving(),
    ],
  },
} as const satisfies Readonly<Record<string, ProductCheck>>;

function unreviewed(edges: readonly Edge[]): readonly string[] {
  const into = edges.filter(({ from, to }) => to.state.at === 'accepting' && from.at !== 'accepting');
  const isReviewed = new Set(['readingBack', 'acceptFailed', 'personCalled', 'whereAmI', 'stillThere']);
  return [
    ...unless(into.length > 0, 'nothing is ever accepted'),
    ...new Set(
      into.filter(({ from }) => !isReviewed.has(from.at)).map(({ from }) => `${from.at} is accepted unread`),
    ),
  ];
}

function wayWithoutCard(): readonly string[] {
  const asks = galleryScreens.find(({ id }) => id === 'awaitingCard');
  const has = asks?.body.kind === 'choices' && asks.body.choices.some(({ id }) => id === 'no-card');
  return unless(has && asks.keys.person, 'whoever has no card has no way on');
}

function lostOnLeaving(): readonly string[] {
  const { states, edges } = walk();
  const mute = states
    .map((state) => ({ at: state.at, keys: describe(state, walkEnv).keys }))
    .filter(({ keys }) => !keys.person)
    .map(({ at }) => `nobody can be called from ${at}`);
  const unparked = edges
    .filter(({ from, event }) => from.at === 'stillThere' && event.type === 'TIMED_OUT')
    .filter(({ from, to }) => isUnderWay(from) && !to.effects.some((effect) => effect.do === 'park'))
    .map(
      ({ from }) => `an errand left at ${from.at === 'stillThere' ? from.back.at : from.at} is not parked`,
    );
  return [...new Set([...mute, ...unparked])];
}

/** Something has been answered, and it is not with the outbox yet. */
function isUnderWay(state: Edge['from']): boolean {
  const work = workOf(state);
  const at = state.at === 'stillThere' ? state.back.at : state.at;
  const isAsked = at === 'asking' || at === 'readingBack' || at === 'choosingChange';
  return isAsked && work !== null && Object.keys(work.answers).length > 0;
}
