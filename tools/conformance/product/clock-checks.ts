import { walk, type Edge } from '../../journey-map/walk.ts';
import { timeouts } from '../../../core/journeys/timeouts.ts';
import { sendOrder, type Candidate } from '../../../sync/uploader/send-order.ts';
import { builtInRulesPack } from '../../../core/rules/rules-pack.ts';
import { errands } from '../../../core/journeys/errands/all.ts';
import type { ClockFacts, HandFacts, ProductCheck } from './world.ts';

const doubleStrikeMs = 450;
const question = 'asking.claim-report.call-back';

function unless(isRight: boolean, what: string): readonly string[] {
  return isRight ? [] : [what];
}

export const clockChecks = {
  'warning-at-120-s': {
    told: 'live page, Playwright clock: the question stands at 119 s, the warning is shown and heard at 120 s',
    find: ({ clock }) => warned(clock),
  },
  'grace-of-60-s': {
    told: 'live page, Playwright clock: the warning still stands 56 s later, one tap brings the question back with what was typed, and only behind 60 s without a tap the visit ends',
    find: ({ clock }) => graced(clock),
  },
  'ten-extensions': {
    told: 'live page, Playwright clock: warned at 120 s, a minute to answer, and eleven times in a row one tap brings the same question back',
    find: ({ clock }) => [
      ...warned(clock),
      ...graced(clock),
      ...unless(clock.extensions >= 10, `the question came back ${clock.extensions} times`),
    ],
  },
  'no-auto-advance': {
    told: 'live page, Playwright clock: in more than ten minutes of answered warnings nothing but the warning comes up by itself, and what was typed is kept',
    find: ({ clock }) => [
      ...clock.cameByItself.map((id) => `screen ${id} came up by itself`),
      ...unless(clock.extensions >= 5, 'less than ten minutes were waited through'),
      ...unless(clock.typedIsKept, 'what was typed is gone'),
    ],
  },
  'only-the-privacy-limit': {
    told: 'walk over every state of a visit: whatever asks something warns before its time is over, after >= 120 s; no other limit ends a visit',
    find: () => hiddenLimits(walk().edges),
  },
  'idle-limits': {
    told: 'table of time-outs: 2–5 min until the warning, and the warning itself stands longer than 20–60 s would ask',
    find: ({ clock }) => [
      ...unless(inSeconds('menu') >= 120 && inSeconds('menu') <= 300, `the limit is ${inSeconds('menu')} s`),
      ...unless(inSeconds('stillThere') >= 60, `the warning stands ${inSeconds('stillThere')} s`),
      ...warned(clock),
    ],
  },
  'captcha-needs-no-time': {
    told: 'no question of any errand is a riddle; every limit is warned of by voice and can be extended',
    find: ({ clock }) => [...warned(clock), ...graced(clock), ...riddles()],
  },
  'held-key-acts-once': {
    told: 'gallery, real key events: Enter held down through twenty repeats does one thing',
    find: ({ hand }) => unless(hand.heldKeyActs === 1, `a held key does ${hand.heldKeyActs} things`),
  },
  'double-strike-counts-once': {
    told: `gallery, real touches: a second tap on the same key 100 and ${doubleStrikeMs} ms later is no second tap`,
    find: ({ hand }) =>
      hand.doubleTaps
        .filter(({ acts }) => acts !== 1)
        .map(({ apartMs, acts }) => `two taps ${apartMs} ms apart do ${acts} things`),
  },
  'answers-at-once': {
    told: 'gallery: from a finger’s touch to the first change of the glass < 100 ms (median of ten); live page: a card laid down is answered within 1 s',
    find: ({ hand, clock }) => [...slowAnswers(hand), ...slowWait(clock)],
  },
  'can-be-taken-back-for-10-min': {
    told: 'order of sending under its own clock: a record held back 600 s waits at 9:59 and goes at 10:01, a cancellation goes at once and first; no errand that moves money is without such a hold',
    find: () => holdFaults(),
  },
} as const satisfies Readonly<Record<string, ProductCheck>>;

function warned({ at119s, at120s, warningHeard }: ClockFacts): readonly string[] {
  return [
    ...unless(at119s === question, `at 119 s the glass shows ${at119s}`),
    ...unless(at120s === 'stillThere', `at 120 s the glass shows ${at120s}`),
    ...unless(warningHeard, 'the warning is not heard'),
  ];
}

function graced({ beforeGraceEnds, afterTap, afterGrace, typedIsKept }: ClockFacts): readonly string[] {
  return [
    ...unless(
      beforeGraceEnds === 'stillThere',
      `before the minute is over the glass shows ${beforeGraceEnds}`,
    ),
    ...unless(afterTap === question, `one tap leads to ${afterTap}`),
    ...unless(typedIsKept, 'what was typed is gone'),
    ...unless(
      /^(?:paused|takingCard|idle)/u.test(afterGrace),
      `behind the minute the glass shows ${afterGrace}`,
    ),
  ];
}

function inSeconds(at: keyof typeof timeouts): number {
  return (timeouts[at]?.afterMs ?? 0) / 1_000;
}

/** States that only wait for a device, or that tell something when all is done. */
const mayEnd = new Set([
  'idle', 'readingCard', 'accepting', 'printing', 'done', 'paused', 'takingCard', 'cardLeft', 'personCalled',
  'whereAmI', 'stillThere',
]); // prettier-ignore

function hiddenLimits(edges: readonly Edge[]): readonly string[] {
  const ended = edges
    .filter(({ from, event }) => event.type === 'TIMED_OUT' && !mayEnd.has(from.at))
    .filter(({ from, to }) => to.state.at !== 'stillThere' || inSeconds(from.at) < 120)
    .map(({ from, to }) => `${from.at} goes to ${to.state.at} after ${inSeconds(from.at)} s`);
  return [...new Set(ended)];
}

export function riddles(): readonly string[] {
  const known = new Set(['choice', 'prompt', 'phone', 'day', 'place', 'written']);
  return Object.values(errands).flatMap(({ id, questions }) =>
    questions
      .filter(({ kind }) => !known.has(kind))
      .map((each) => `question ${each.id} of ${id} is of a kind that nobody has looked at: ${each.kind}`),
  );
}

function slowAnswers({ responseMs }: HandFacts): readonly string[] {
  const median = responseMs.toSorted((a, b) => a - b)[Math.floor(responseMs.length / 2)];
  if (median === undefined) return ['no touch was measured'];
  return unless(median < 100, `a touch is answered after ${median.toFixed(0)} ms`);
}

function slowWait({ waitShownMs }: ClockFacts): readonly string[] {
  if (waitShownMs === null) return ['a card laid down is not answered'];
  return unless(waitShownMs <= 1_000, `a card laid down is answered after ${waitShownMs.toFixed(0)} ms`);
}

function holdFaults(): readonly string[] {
  const minuteMs = 60_000;
  const record: Candidate = {
    sequence: 1,
    urgency: 'ordinary',
    orderGroup: 7,
    isCancellation: false,
    heldUntilMs: 10 * minuteMs,
  };
  const takenBack: Candidate = { ...record, sequence: 2, isCancellation: true, heldUntilMs: 0 };
  const due = (atMs: number, ...records: readonly Candidate[]) => sendOrder(records, atMs).due.join();
  const moneyMoves = Object.values(errands).filter(({ questions }) =>
    questions.some(({ id }) => /amount|withdraw|surrender|bank/u.test(id)),
  );
  return [
    ...unless(due(10 * minuteMs - 1_000, record) === '', 'a held record goes at 9:59'),
    ...unless(due(10 * minuteMs + 1_000, record) === '1', 'a held record does not go at 10:01'),
    ...unless(
      due(minuteMs, record, takenBack) === '1,2',
      'a cancellation within the window does not go at once',
    ),
    ...moneyMoves
      .filter(({ id }) => (builtInRulesPack.holdBackSeconds[id] ?? 0) < 600)
      .map(({ id }) => `${id} moves money and is not held back`),
  ];
}
