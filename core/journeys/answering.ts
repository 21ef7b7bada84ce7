import type { Day } from '../lib/clock.ts';
import type { Places } from '../places/places.ts';
import type { Answer } from '../records/errand-record.ts';
import { unreachable } from '../lib/unreachable.ts';
import { dayKeys } from './drafts/day.ts';
import { checkPhone, phoneLength } from './drafts/phone.ts';
import { checkWritten, withCharacter, withoutLast } from './drafts/handwritten.ts';
import { onPaper, otherWay, withKey, withoutLastKey, type Spelling } from './drafts/spelled.ts';
import { chosenPlace, placeAround, placePage } from './drafts/place.ts';
import { questionNamed } from './errands/all.ts';
import { optionsOf, type Question } from './errands/errand.ts';
import type { At, Draft, Event } from './visit.ts';

/** What an input does to the question on the screen. `isNewPage`: other keys stand there now, so they are read out. */
export type Given =
  | { readonly kind: 'answer'; readonly answer: Answer }
  | { readonly kind: 'draft'; readonly draft: Draft; readonly isNewPage: boolean };

type DraftOf<K extends Draft['kind']> = Extract<Draft, { readonly kind: K }>;

/** Where a question begins: what was typed or written before stands there again, the rest is a tap away. */
export function emptyDraft(question: Question, before: Answer | undefined): Draft {
  switch (question.kind) {
    case 'choice':
    case 'prompt':
      return { kind: 'none' };
    case 'phone':
      return { kind: 'phone', digits: before?.kind === 'phone' ? before.digits : '', trouble: null };
    case 'day':
      return { kind: 'day', year: null, month: null };
    case 'place':
      return { kind: 'place', within: null, page: 0 };
    case 'written':
      return {
        kind: 'written',
        text: before?.kind === 'written' ? before.text : '',
        spelling: onPaper,
        trouble: null,
      };
    default:
      return unreachable(question);
  }
}

/** Null when the input means nothing to this question, also when it names a key that is not on the screen. */
export function answerTo(state: At<'asking'>, event: Event, places: Places | null): Given | null {
  const { draft } = state;
  switch (draft.kind) {
    case 'none':
      return event.type === 'CHOSEN' ? option(state, event.choice) : null;
    case 'phone':
      return phone(draft, event);
    case 'day':
      return day(draft, event);
    case 'place':
      return places === null ? null : place(draft, event, places);
    case 'written':
      return written(draft, state, event);
    default:
      return unreachable(draft);
  }
}

function option({ work, question }: At<'asking'>, choice: string): Given | null {
  const offered = optionsOf(questionNamed(work, question), work.answers, work.card);
  return offered.some(({ id }) => id === choice)
    ? { kind: 'answer', answer: { kind: 'choice', option: choice, by: 'customer' } }
    : null;
}

function phone(draft: DraftOf<'phone'>, event: Event): Given | null {
  const { digits } = draft;
  const typed = (next: string): Given => draftOf({ kind: 'phone', digits: next, trouble: null }, false);
  switch (event.type) {
    case 'DIGIT_PRESSED':
      return /^\d$/.test(event.digit) && digits.length < phoneLength ? typed(digits + event.digit) : null;
    case 'DIGIT_ERASED':
      return digits === '' ? null : typed(digits.slice(0, -1));
    case 'DIGITS_ENTERED': {
      const checked = checkPhone(digits);
      return checked.ok
        ? { kind: 'answer', answer: { kind: 'phone', digits, by: 'customer' } }
        : draftOf({ ...draft, trouble: checked.error }, true);
    }
    default:
      return null;
  }
}

function day(draft: DraftOf<'day'>, event: Event): Given | null {
  switch (event.type) {
    case 'CHOSEN':
      return dayChosen(draft, event.choice, event.today);
    case 'BACK_ASKED':
      if (draft.month !== null) return draftOf({ ...draft, month: null }, true);
      return draft.year === null ? null : draftOf({ ...draft, year: null }, true);
    default:
      return null;
  }
}

function dayChosen(draft: DraftOf<'day'>, choice: string, today: Day): Given | null {
  const key = dayKeys(draft, today).find(({ id }) => id === choice);
  if (key === undefined) return null;
  switch (key.means) {
    case 'year':
      return draftOf({ kind: 'day', year: key.year, month: null }, true);
    case 'month':
      return draftOf({ kind: 'day', year: key.year, month: key.month }, true);
    default:
      return { kind: 'answer', answer: { kind: 'day', day: key.day, by: 'customer' } };
  }
}

function place(draft: DraftOf<'place'>, event: Event, places: Places): Given | null {
  switch (event.type) {
    case 'CHOSEN':
      return placeChosen(draft, event.choice, places);
    case 'PAGE_TURNED': {
      const page = draft.page + event.direction;
      const isThere = page >= 0 && page < placePage(draft, places).pages;
      return isThere ? draftOf({ ...draft, page }, true) : null;
    }
    case 'BACK_ASKED': {
      const around = placeAround(draft, places);
      return around === null ? null : draftOf(around, true);
    }
    default:
      return null;
  }
}

function placeChosen(draft: DraftOf<'place'>, choice: string, places: Places): Given | null {
  const chosen = chosenPlace(draft, places, choice);
  if (chosen === null) return null;
  if (places.within(chosen.code).length > 0)
    return draftOf({ kind: 'place', within: chosen.code, page: 0 }, true);
  const names = (places.path(chosen.code) ?? []).map(({ name }) => name);
  return { kind: 'answer', answer: { kind: 'place', code: chosen.code, names, by: 'customer' } };
}

function written(draft: DraftOf<'written'>, state: At<'asking'>, event: Event): Given | null {
  const { text, spelling } = draft;
  switch (event.type) {
    case 'CHARACTER_WRITTEN': {
      const longer = withCharacter(text, event.character);
      if (longer.ok) return writtenSoFar(longer.value, { ...spelling, keys: '', turns: 0 });
      return longer.error === 'full' ? draftOf({ ...draft, trouble: 'full' }, true) : null;
    }
    case 'CHARACTER_ERASED': {
      const shorter = withoutLastKey(spelling);
      if (shorter !== null) return writtenSoFar(text, shorter);
      return text === '' ? null : writtenSoFar(withoutLast(text), spelling);
    }
    case 'DIGIT_PRESSED': {
      const longer = withKey(spelling, event.digit);
      return longer === null ? null : writtenSoFar(text, longer);
    }
    case 'PAGE_TURNED':
      return spelling.isOpen ? writtenSoFar(text, { ...spelling, turns: spelling.turns + 1 }) : null;
    case 'WRITING_ENTERED': {
      const checked = checkWritten(text);
      return checked.ok
        ? { kind: 'answer', answer: { kind: 'written', text, by: 'customer' } }
        : draftOf({ ...draft, trouble: checked.error }, true);
    }
    case 'CHOSEN':
      return otherWayChosen(draft, event.choice) ?? option(state, event.choice);
    default:
      return null;
  }
}

function writtenSoFar(text: string, spelling: Spelling): Given {
  return draftOf({ kind: 'written', text, spelling, trouble: null }, false);
}

/** What has been written and typed stays as it is. */
function otherWayChosen({ text, spelling }: DraftOf<'written'>, choice: string): Given | null {
  if (choice !== (spelling.isOpen ? otherWay.paper : otherWay.keys)) return null;
  const turned = { ...spelling, isOpen: !spelling.isOpen };
  return draftOf({ kind: 'written', text, spelling: turned, trouble: null }, true);
}

function draftOf(draft: Draft, isNewPage: boolean): Given {
  return { kind: 'draft', draft, isNewPage };
}
