import { bloodPressureTroubles, type BloodPressureReading } from '../../core/devices/blood-pressure.ts';
import { cardTroubles, type IdCard } from '../../core/identity/id-card.ts';
import { acceptFailures } from '../../core/journeys/accept-failures.ts';
import { describe, type Env } from '../../core/journeys/describe.ts';
import type { Body, Screen } from '../../core/journeys/screen.ts';
import { step } from '../../core/journeys/step.ts';
import { mostWritten } from '../../core/journeys/drafts/handwritten.ts';
import { isOverlay } from '../../core/journeys/overlays.ts';
import type { Acceptance, Event, State } from '../../core/journeys/visit.ts';
import { keysOf } from '../../core/pinyin/letter-keys.ts';
import { printTroubles, type PrintOutcome } from '../../core/slips/slip.ts';

/** An invented person with a long name and a card that runs out soon: the fullest screens. */
const card: IdCard = {
  kind: 'resident',
  name: '欧阳桂英',
  sex: 'female',
  ethnicCode: '01',
  birthDay: '1946-03-07',
  address: '甘肃省积石山保安族东乡族撒拉族自治县吹麻滩镇团结路一号',
  number: '620123194603071226',
  issuer: '积石山县公安局',
  validFrom: '2007-01-10',
  validUntil: '2027-01-10',
};
type WritingBody = Extract<Body, { readonly kind: 'handwriting' }>;

const newId = '0192f7c4-5b7e-7c3a-9a52-3f0c5d1e7a11';
const acceptance: Acceptance = {
  slipNumber: 'K01-1-000007',
  sequence: 7,
  hash: '',
  signature: '',
  acceptedAt: '2026-11-20T02:00:00.000Z',
};
/** Figures that nobody hopes for: the longest there are. */
const reading: BloodPressureReading = {
  systolicMmHg: 188,
  diastolicMmHg: 111,
  meanMmHg: null,
  pulsePerMinute: 126,
};
const pressureTroubles = [...bloodPressureTroubles, 'monitor-missing'] as const;
const mobile = '13800138000';
/** As long as can be written. */
const street = Array.from('积石山保安族东乡族撒拉族自治县吹麻滩团结路');

/**
 * Every screen that a customer can come to, found by walking the journey itself with everything that can happen. Of
 * the screens that share a name (a list of places, a review) the wordiest stands for all.
 */
export function walkScreens(env: Env): readonly Screen[] {
  return [...walkIn(env), ...closedScreens(env)];
}

/** A machine that takes no errands says so where a visit begins and where an errand would. */
function closedScreens(env: Env): readonly Screen[] {
  const closed = { ...env, isTakingErrands: false };
  return [describe({ at: 'greeting' }, closed), describe({ at: 'menu', card, reader: 'own-card' }, closed)];
}

function walkIn(env: Env): readonly Screen[] {
  const wordiest = new Map<string, Screen>();
  const seen = new Set<string>();
  const open: State[] = [{ at: 'idle' }];
  for (let state = open.shift(); state !== undefined; state = open.shift()) {
    const screen = describe(state, env);
    const name = JSON.stringify([nameOf(screen), choicesMade(state), countedIn(state)]);
    if (seen.has(name)) continue;
    seen.add(name);
    const rival = wordiest.get(screen.id);
    if (rival === undefined || wordsOf(screen) > wordsOf(rival)) wordiest.set(screen.id, screen);
    for (const event of happenings(screen, env)) {
      const { state: next } = step(state, event, env.places);
      if (next !== state) open.push(next);
    }
  }
  return [...wordiest.values()];
}

/** Two states whose screens differ in figures and names only are one to the walker; typed digits are not. */
function nameOf({ id, title, details, body }: Screen): string {
  const typed =
    body.kind === 'number-pad' ? body.digits.length : body.kind === 'handwriting' ? writtenIn(body) : 0;
  const rows = body.kind === 'review' ? body.rows.map(({ label, value }) => label.key + value.key) : [];
  const options = body.kind === 'choices' ? body.choices.map((choice) => choice.id) : [];
  const page = body.kind === 'grid' ? body.page : 0;
  return JSON.stringify([id, title.key, details.map(({ key }) => key), typed, rows, options, page]);
}

function writtenIn({ written, letterPad }: WritingBody): string {
  return `${written} ${letterPad?.letters.join() ?? '-'}`;
}

/** Which way the errand has gone so far; the questions to come hang on it. */
function choicesMade(state: State): readonly string[] {
  const path = 'back' in state ? state.back : state;
  if (!('work' in path)) return [];
  return Object.values(path.work.answers).map((answer) =>
    answer.kind === 'choice' ? answer.option : answer.kind,
  );
}

/** How often something was tried or printed decides which screen comes next. */
function countedIn(state: State): readonly unknown[] {
  const path = isOverlay(state) ? state.back : state;
  const counts = Object.entries(path).filter(([, value]) => ['number', 'boolean'].includes(typeof value));
  return [path.at, ...counts, 'slip' in path && path.slip];
}

function wordsOf(screen: Screen): number {
  return JSON.stringify(screen).length;
}

function happenings(screen: Screen, env: Env): readonly Event[] {
  return [...customerActs(screen, env.today), ...fixedKeys, ...deviceEvents(env.today)];
}

const fixedKeys: readonly Event[] = [
  { type: 'BACK_ASKED' },
  { type: 'WHERE_ASKED' },
  { type: 'PERSON_ASKED' },
  { type: 'TIMED_OUT' },
];

function customerActs({ body }: Screen, today: string): readonly Event[] {
  const by = 'customer';
  const choose = (choice: string): Event => ({ type: 'CHOSEN', choice, by, today, newId });
  switch (body.kind) {
    case 'choices':
    case 'review':
      return body.choices.map(({ id }) => choose(id));
    case 'grid':
      return [
        ...typical(body.choices.map(({ id, label }) => [id, JSON.stringify(label)])).map(choose),
        { type: 'PAGE_TURNED', by, direction: 1 },
      ];
    case 'number-pad':
      return [
        { type: 'DIGIT_PRESSED', by, digit: mobile[body.digits.length] ?? '0' },
        { type: 'DIGIT_PRESSED', by, digit: '1' },
        { type: 'DIGITS_ENTERED', by, today },
      ];
    case 'handwriting':
      return [
        choose(body.skip.id),
        choose(body.otherWay.id),
        { type: 'CHARACTER_WRITTEN', by, character: street[Array.from(body.written).length] ?? '路' },
        { type: 'WRITING_ENTERED', by },
        ...longestSyllable(body),
      ];
    default:
      return [{ type: 'TOUCHED', by }];
  }
}

/** Spelled once the room for characters is used up: the fullest screen of letter keys there is. */
function longestSyllable({ written, letterPad }: WritingBody): readonly Event[] {
  if (letterPad === null || Array.from(written).length < mostWritten) return [];
  const digit = keysOf('zhuang')[letterPad.letters[0]?.length ?? 0];
  return digit === undefined ? [] : [{ type: 'DIGIT_PRESSED', by: 'customer', digit }];
}

/** Of a page of equal keys the first and the longest name: all the others look alike. */
function typical(keys: readonly (readonly [string, string])[]): readonly string[] {
  const longest = keys.toSorted(([, a], [, b]) => b.length - a.length)[0];
  return [...new Set([keys[0], longest, keys.at(-1)].flatMap((key) => (key === undefined ? [] : [key[0]])))];
}

function deviceEvents(today: string): readonly Event[] {
  const outcomes: readonly PrintOutcome[] = [
    { outcome: 'printed' },
    { outcome: 'unknown' },
    ...printTroubles.map((reason) => ({ outcome: 'not-printed', reason }) as const),
  ];
  return [
    { type: 'CARD_LAID' },
    { type: 'CARD_READ', card, today },
    { type: 'CARD_READ', card: { ...card, validUntil: '2020-01-10' }, today },
    ...cardTroubles.map((trouble): Event => ({ type: 'CARD_TROUBLED', trouble })),
    { type: 'CARD_READ', card: { ...card, number: '440524188001010014' }, today },
    { type: 'CARD_LIFTED' },
    { type: 'PRESSURE_MEASURED', reading, measuredAt: acceptance.acceptedAt },
    ...pressureTroubles.map((trouble): Event => ({ type: 'PRESSURE_FAILED', trouble })),
    ...printTroubles.map((cause): Event => ({ type: 'PRINTER_HELD', cause })),
    { type: 'ACCEPTED', transactionId: newId, acceptance },
    ...acceptFailures.map((reason): Event => ({ type: 'ACCEPT_FAILED', transactionId: newId, reason })),
    ...[1, 2, 3].flatMap((attempt) =>
      outcomes.map((outcome): Event => ({ type: 'PRINT_ENDED', transactionId: newId, attempt, outcome })),
    ),
  ];
}
