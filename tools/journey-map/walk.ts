import { describe } from '../../core/journeys/describe.ts';
import { errands } from '../../core/journeys/errands/all.ts';
import type { Screen } from '../../core/journeys/screen.ts';
import { step } from '../../core/journeys/step.ts';
import type { Answers, Event, PathState, State, Step } from '../../core/journeys/visit.ts';
import type { PrintOutcome } from '../../core/slips/slip.ts';
import {
  otherCard,
  sampleAcceptance,
  sampleCard,
  samplePhone,
  samplePlaces,
  sampleReading,
  sampleSpeller,
  sampleStreet,
  sampleToday,
} from './sample-world.ts';

export const walkEnv = {
  today: sampleToday,
  places: samplePlaces,
  speller: sampleSpeller,
  branchName: '汉口支公司',
  isLineGood: false,
  isTakingErrands: true,
  isPrinterReady: false,
  hasPressureMonitor: true,
  dialects: ['yue-Hant-HK'],
} as const;

const by = 'customer';
const newId = '00000000-0000-4000-8000-000000000001';

type WritingBody = Extract<Screen['body'], { readonly kind: 'handwriting' }>;

/** What a customer can do on a screen. Long grids are entered at both ends, the number pad with one number. */
export function customerEvents(screen: Screen): readonly Event[] {
  const asks: readonly Event[] = [{ type: 'BACK_ASKED' }, { type: 'WHERE_ASKED' }, { type: 'PERSON_ASKED' }];
  return [...bodyEvents(screen), ...asks];
}

function bodyEvents({ body }: Screen): readonly Event[] {
  const chosen = (choice: string): Event => ({ type: 'CHOSEN', choice, by, today: sampleToday, newId });
  switch (body.kind) {
    case 'wake':
      return [{ type: 'TOUCHED', by }];
    case 'languages':
      return [{ type: 'LANGUAGE_CHOSEN', language: 'en', by }];
    case 'choices':
    case 'review':
      return body.choices.map(({ id }) => chosen(id));
    case 'grid': {
      const ends = new Set([body.choices.at(0), body.choices.at(-1)].flatMap((key) => key?.id ?? []));
      const turns = ([1, -1] as const).map((direction): Event => ({ type: 'PAGE_TURNED', direction, by }));
      return [...[...ends].map(chosen), ...(body.pages > 1 ? turns : [])];
    }
    case 'number-pad':
      return padEvents(body.digits);
    case 'handwriting':
      return [...writingEvents(body), chosen(body.skip.id)];
    default:
      return [];
  }
}

function padEvents(digits: string): readonly Event[] {
  const digit = samplePhone.charAt(digits.length) || '9';
  return [
    { type: 'DIGIT_PRESSED', digit, by },
    { type: 'DIGIT_ERASED', by },
    { type: 'DIGITS_ENTERED', by, today: sampleToday },
  ];
}

/** A word is written to its end on paper; on letter keys its beginning is enough, for they know no more of its length. */
function writingEvents({ written, letterPad, otherWay }: WritingBody): readonly Event[] {
  const length = Array.from(written).length;
  const character = sampleStreet[length] ?? '路';
  const longer: Event = { type: 'CHARACTER_WRITTEN', character, by };
  const shorter: Event = { type: 'CHARACTER_ERASED', by };
  const enter: Event = { type: 'WRITING_ENTERED', by };
  const turn: Event = { type: 'CHOSEN', choice: otherWay.id, by, today: sampleToday, newId };
  if (letterPad === null) return [longer, shorter, enter, ...(length < 2 ? [turn] : [])];
  const typed = letterPad.letters.length === 0 ? '5' : '8';
  const type: Event = { type: 'DIGIT_PRESSED', digit: typed, by };
  return [
    shorter,
    enter,
    turn,
    ...((letterPad.letters[0]?.length ?? 0) < 2 ? [type] : []),
    ...(length < 2 ? [longer] : []),
  ];
}

const outcomes: readonly PrintOutcome[] = [
  { outcome: 'printed' },
  { outcome: 'not-printed', reason: 'paper-out' },
  { outcome: 'unknown' },
];

/** What devices, the outbox and the clock may report, whether it fits the moment or not. */
export function worldEvents(state: State): readonly Event[] {
  const transactionId = workOf(state)?.transactionId ?? newId;
  const attempt = attemptOf(state);
  return [
    { type: 'APPROACHED' },
    { type: 'WALKED_AWAY' },
    { type: 'PRESSURE_MEASURED', reading: sampleReading, measuredAt: sampleAcceptance.acceptedAt },
    { type: 'PRESSURE_FAILED', trouble: 'measurement-failed' },
    { type: 'PRESSURE_FAILED', trouble: 'monitor-missing' },
    { type: 'CARD_LAID' },
    { type: 'CARD_READ', card: sampleCard, today: sampleToday },
    { type: 'CARD_READ', card: { ...sampleCard, validUntil: '2026-03-08' }, today: sampleToday },
    { type: 'CARD_READ', card: otherCard, today: sampleToday },
    { type: 'CARD_TROUBLED', trouble: 'card-unreadable' },
    { type: 'CARD_TROUBLED', trouble: 'reader-fault' },
    { type: 'CARD_LIFTED' },
    { type: 'READER_BACK' },
    { type: 'ACCEPTED', transactionId, acceptance: sampleAcceptance },
    { type: 'ACCEPT_FAILED', transactionId, reason: 'journal-failed' },
    ...outcomes.map((outcome): Event => ({ type: 'PRINT_ENDED', transactionId, attempt, outcome })),
    { type: 'PRINTER_HELD', cause: 'paper-out' },
    { type: 'PRINTER_HELD', cause: null },
    { type: 'TIMED_OUT' },
  ];
}

/** The state of the path, below whatever lies over it. */
export function pathOf(state: State): PathState {
  switch (state.at) {
    case 'personCalled':
    case 'whereAmI':
    case 'stillThere':
      return state.back;
    default:
      return state;
  }
}

export function workOf(state: State) {
  const path = pathOf(state);
  const held = path.at === 'cardAway' ? path.back : path;
  if ('work' in held) return held.work;
  return 'unanswered' in held ? held.unanswered : null;
}

function attemptOf(state: State): number {
  const path = pathOf(state);
  return 'attempt' in path ? path.attempt : 1;
}

export type Edge = { readonly from: State; readonly event: Event; readonly to: Step };
export type Walked = { readonly states: readonly State[]; readonly edges: readonly Edge[] };

/** Questions whose answer decides what comes later; of the others it only matters that they were answered. */
const decisive: ReadonlySet<string> = new Set(
  Object.values(errands).flatMap(({ questions }) =>
    questions.flatMap((question) => [
      ...(question.when === undefined ? [] : [question.when.question]),
      ...(question.kind === 'choice' ? question.options : []).flatMap(({ when }) => when?.question ?? []),
    ]),
  ),
);

/** Two states with the same key have the same future, apart from what is written on their screens. */
function keyOf(state: State): string {
  return JSON.stringify(state, (name, value: unknown) => {
    if (name === 'card') return 'whose it is changes nothing';
    if (isCardAway(value)) return { ...value, back: value.back.at };
    return name === 'answers' ? abstractAnswers(value as Answers) : value;
  });
}

/** What is held back while the card is away comes up again as it was. */
function isCardAway(value: unknown): value is Extract<PathState, { at: 'cardAway' }> {
  return typeof value === 'object' && value !== null && 'at' in value && value.at === 'cardAway';
}

function abstractAnswers(answers: Answers): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    Object.entries(answers).map(([id, answer]) => [id, decisive.has(id) ? answer : answer.kind]),
  );
}

/** Breadth-first over everything that can be reached from `start`; a state that `stopsAt` is not left again. */
export function walk(
  start: State = { at: 'idle' },
  eventsOf: (state: State) => readonly Event[] = everyEvent,
  stopsAt: (state: State) => boolean = () => false,
): Walked {
  const seen = new Map<string, State>([[keyOf(start), start]]);
  const edges: Edge[] = [];
  // A Map may grow while it is walked: its new entries come last.
  for (const from of seen.values()) {
    if (stopsAt(from)) continue;
    for (const event of eventsOf(from)) {
      const to = step(from, event, samplePlaces);
      edges.push({ from, event, to });
      const key = to.state === from ? null : keyOf(to.state);
      if (key !== null && !seen.has(key)) seen.set(key, to.state);
    }
  }
  return { states: [...seen.values()], edges };
}

export function everyEvent(state: State): readonly Event[] {
  return [...customerEvents(describe(state, walkEnv)), ...worldEvents(state)];
}
