import { unreachable } from '../../lib/unreachable.ts';
import type { Places } from '../../places/places.ts';
import type { StringKey } from '../../strings/catalogue.ts';
import type { Line } from '../../strings/line.ts';
import { dayKeys, type DayKey } from '../drafts/day.ts';
import { phoneGrouping } from '../drafts/phone.ts';
import { placeChoiceId, placePage } from '../drafts/place.ts';
import { questionNamed } from '../errands/all.ts';
import { optionsOf, type Question } from '../errands/errand.ts';
import type { Body, Choice, LetterPad, Screen } from '../screen.ts';
import type { At, Draft, WritingTrouble } from '../visit.ts';
import { choices, count, line, screen, type Env } from './draw.ts';
import { letterPad, otherWayKey } from './spelling.ts';

/** A question, as far as its answer has come: what the page is called, what it says, what stands on it. */
type Page = {
  readonly name: string | null;
  readonly details: readonly (Line | false)[];
  readonly body: Body;
};

export function askingScreen(state: At<'asking'>, env: Env): Screen {
  const question = questionNamed(state.work, state.question);
  const { name, details, body } = pageOf(state, question, env);
  return screen({
    id: ['asking', state.work.errand, question.id, ...(name === null ? [] : [name])].join('.'),
    picture: question.picture,
    title: line(question.title),
    details,
    body,
    hasBack: true,
  });
}

function pageOf(state: At<'asking'>, question: Question, env: Env): Page {
  const { draft } = state;
  const detail = question.detail !== undefined && line(question.detail);
  switch (draft.kind) {
    case 'none':
      return { name: null, details: [detail], body: optionKeys(question, state) };
    case 'phone':
      return phonePage(draft, detail);
    case 'day':
      return dayPage(draft, env);
    case 'place':
      return env.places === null ? loadingPage : placePageOf(draft, detail, env.places);
    case 'written':
      return writtenPage(draft, detail, question, env);
    default:
      return unreachable(draft);
  }
}

function optionKeys(question: Question, { work }: At<'asking'>): Body {
  return choices(
    ...optionsOf(question, work.answers, work.card).map(({ id, label, picture }): Choice => ({
      id,
      label: line(label),
      picture,
      tone: 'plain',
    })),
  );
}

type DraftOf<K extends Draft['kind']> = Extract<Draft, { readonly kind: K }>;

function phonePage({ digits, trouble }: DraftOf<'phone'>, detail: Line | false): Page {
  return {
    name: trouble,
    details: [trouble === null ? detail : line(`phone.${trouble}`)],
    body: { kind: 'number-pad', digits, grouping: phoneGrouping },
  };
}

/** A draft that is written by hand belongs to a question that is. */
function writtenPage(
  { text, spelling, trouble }: DraftOf<'written'>,
  detail: Line | false,
  question: Question,
  env: Env,
): Page {
  if (question.kind !== 'written') throw new Error(`${question.id} is not written by hand`);
  const { id, label, picture } = question.skip;
  const passage = { context: question.context, written: text };
  const letters = spelling.isOpen ? letterPad(spelling, passage, env.speller) : null;
  return {
    name: writtenName(letters, trouble),
    details: [trouble === null ? detail : line(`handwriting.${trouble}`)],
    body: {
      kind: 'handwriting',
      written: text,
      context: question.context,
      letterPad: letters,
      otherWay: otherWayKey(spelling),
      skip: { id, label: line(label), picture, tone: 'quiet' },
    },
  };
}

/** What is read out on arrival has a name of its own; letters that follow each other have not. */
function writtenName(letters: LetterPad | null, trouble: WritingTrouble | null): string | null {
  if (letters === null) return trouble;
  if (letters.at === 'coming' || letters.at === 'unable') return `pinyin.${letters.at}`;
  return trouble === null ? 'pinyin' : `pinyin.${trouble}`;
}

function dayPage(draft: DraftOf<'day'>, { today }: Env): Page {
  const keys = dayKeys(draft, today).map(dayChoice);
  const grid = (columns: 2 | 3 | 7): Body => ({ kind: 'grid', choices: keys, columns, page: 0, pages: 1 });
  if (draft.year === null) return { name: null, details: [line('calendar.year.ask')], body: grid(3) };
  if (draft.month === null) return { name: 'month', details: [line('calendar.month.ask')], body: grid(3) };
  return { name: 'day', details: [line('calendar.day.ask')], body: grid(7) };
}

function dayChoice(key: DayKey): Choice {
  return { id: key.id, label: dayLabel(key), picture: null, tone: 'plain' };
}

const months = [
  'month.1',
  'month.2',
  'month.3',
  'month.4',
  'month.5',
  'month.6',
  'month.7',
  'month.8',
  'month.9',
  'month.10',
  'month.11',
  'month.12',
] as const satisfies readonly StringKey[];

function dayLabel(key: DayKey): Line {
  switch (key.means) {
    case 'day':
      return line(key.id === 'today' ? 'calendar.today' : 'calendar.yesterday');
    case 'year':
      return line('calendar.year', {
        year: { kind: 'digits', digits: String(key.year), grouping: [4], personal: false },
      });
    case 'month':
      return line(months[key.month - 1] ?? 'month.1');
    case 'day-of-month':
      return line('calendar.day', { day: count(key.dayOfMonth) });
    default:
      return unreachable(key);
  }
}

const loadingPage: Page = {
  name: 'loading',
  details: [line('place.loading')],
  body: { kind: 'wait' },
};

const levels = ['province', 'city', 'district'] as const;

function placePageOf(draft: DraftOf<'place'>, detail: Line | false, places: Places): Page {
  const { places: shown, pages } = placePage(draft, places);
  const level = levelOf(draft, places);
  return {
    name: level === 'province' ? null : level,
    details: [
      line(`place.${level}.ask`),
      draft.within === null && detail,
      pages > 1 && line('page.of', { page: count(draft.page + 1), pages: count(pages) }),
    ],
    body: {
      kind: 'grid',
      choices: shown.map((place) => ({
        id: placeChoiceId(place),
        label: line('place.name', { place: { kind: 'words', text: place.name } }),
        picture: null,
        tone: 'plain',
      })),
      columns: 3,
      page: draft.page,
      pages,
    },
  };
}

/** Directly below a municipality come districts, not cities. */
function levelOf({ within }: DraftOf<'place'>, places: Places): (typeof levels)[number] {
  if (within === null) return 'province';
  const first = places.within(within)[0];
  return first !== undefined && places.within(first.code).length > 0 ? 'city' : 'district';
}
