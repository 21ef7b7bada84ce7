import { errandIds, type Answer, type ErrandId } from '../records/errand-record.ts';
import type { Places } from '../places/places.ts';
import { answerTo, emptyDraft, type Given } from './answering.ts';
import { errandOf, questionNamed } from './errands/all.ts';
import {
  answersOnPath,
  isWorrying,
  nextQuestion,
  questionBefore,
  questionsOf,
  type Question,
} from './errands/errand.ts';
import { callSilently, change, go, leave, park, stay, withPerson } from './moves.ts';
import { effectOfWork, recordOf } from './record-of.ts';
import type { At, Event, OnReader, Step, Work } from './visit.ts';

/** An errand under way and what lies on the reader. */
type Carried = { readonly work: Work; readonly reader: OnReader };

export function menu(state: At<'menu'>, event: Event): Step {
  switch (event.type) {
    case 'CHOSEN':
      if (event.choice === 'language') return go({ at: 'choosingLanguage', back: state });
      if (event.choice === 'leave') return leave(state.reader);
      if (event.choice === 'person') return withPerson(state);
      return isErrand(event.choice) ? begin(state, event.choice, event.newId) : stay(state);
    case 'BACK_ASKED':
      return go({ at: 'confirmingPerson', card: state.card, reader: state.reader });
    default:
      return stay(state);
  }
}

function isErrand(choice: string): choice is ErrandId {
  return errandIds.some((id) => id === choice);
}

function begin({ card, reader }: At<'menu'>, errand: ErrandId, transactionId: string): Step {
  return askNext({ work: { transactionId, card, errand, answers: {} }, reader });
}

export function asking(state: At<'asking'>, event: Event, places: Places | null): Step {
  const given = answerTo(state, event, places);
  switch (given?.kind) {
    case 'answer':
      return answered(state, given.answer);
    case 'draft':
      return redrawn(state, given);
    default:
      if (event.type !== 'BACK_ASKED') return stay(state);
      return state.isChange ? backToReview(state) : askBefore(state);
  }
}

function redrawn(state: At<'asking'>, { draft, isNewPage }: Extract<Given, { kind: 'draft' }>): Step {
  const next = { ...state, draft };
  return isNewPage ? go(next) : change(next);
}

function answered(state: At<'asking'>, answer: Answer): Step {
  const errand = errandOf(state.work);
  const work: Work = {
    ...state.work,
    answers: answersOnPath(errand, { ...state.work.answers, [state.question]: answer }),
  };
  const carried = { work, reader: state.reader };
  const question = questionNamed(work, state.question);
  if (question.kind === 'prompt' && isWorrying(answer))
    return park(carried, 'worrying-answer', callSilently('worrying-answer'));
  if (errand.item(work.answers) !== null && effectOfWork(work) === null)
    return go({ at: 'notHere', ...carried, question: question.id });
  return askNext(carried);
}

function askNext(carried: Carried): Step {
  const question = nextQuestion(errandOf(carried.work), carried.work.answers);
  return question === null ? go({ at: 'readingBack', ...carried }) : ask(carried, question);
}

function ask(carried: Carried, question: Question): Step {
  return go(askedState(carried, question));
}

function askAgain(carried: Carried, question: Question): Step {
  return go({ ...askedState(carried, question), isChange: true });
}

function askedState({ work, reader }: Carried, question: Question): At<'asking'> {
  const draft = emptyDraft(question, work.answers[question.id]);
  return { at: 'asking', work, question: question.id, draft, reader };
}

function backToReview({ work, reader }: At<'asking'>): Step {
  return go({ at: 'readingBack', work, reader });
}

function askBefore(state: At<'asking'>): Step {
  const { work, reader } = state;
  const before = questionBefore(errandOf(work), work.answers, state.question);
  return before === null ? go({ at: 'menu', card: work.card, reader }) : ask({ work, reader }, before);
}

export function notHere(state: At<'notHere'>, event: Event): Step {
  switch (event.type) {
    case 'CHOSEN':
      if (event.choice === 'person') return withPerson(state);
      if (event.choice === 'another') return go({ at: 'menu', card: state.work.card, reader: state.reader });
      return event.choice === 'leave' ? leave(state.reader) : stay(state);
    case 'BACK_ASKED':
      return ask(state, questionNamed(state.work, state.question));
    default:
      return stay(state);
  }
}

/** Back from the review: the question that was asked last. */
function askLast({ work, reader }: Carried): Step {
  const last = questionsOf(errandOf(work), work.answers).at(-1);
  return last === undefined ? go({ at: 'menu', card: work.card, reader }) : ask({ work, reader }, last);
}

export function readingBack(state: At<'readingBack'>, event: Event): Step {
  const { work, reader } = state;
  switch (event.type) {
    case 'CHOSEN':
      if (event.choice === 'confirm')
        return go({ at: 'accepting', work, reader }, { do: 'accept', record: recordOf(work) });
      if (event.choice === 'change') return go({ at: 'choosingChange', work, reader });
      return event.choice === 'stop' ? park(state, 'customer-stopped') : stay(state);
    case 'BACK_ASKED':
      return askLast(state);
    default:
      return stay(state);
  }
}

export function choosingChange(state: At<'choosingChange'>, event: Event): Step {
  const { work, reader } = state;
  switch (event.type) {
    case 'CHOSEN': {
      const question = errandOf(work).questions.find(({ id }) => id === event.choice);
      return question !== undefined && 'row' in question && question.id in work.answers
        ? askAgain({ work, reader }, question)
        : stay(state);
    }
    case 'BACK_ASKED':
      return go({ at: 'readingBack', work, reader });
    default:
      return stay(state);
  }
}
