import type { WritingContext } from '../../handwriting/context.ts';
import { addressOn, type IdCard } from '../../identity/id-card.ts';
import type { Answer, ErrandId } from '../../records/errand-record.ts';
import type { Item } from '../../rules/can.ts';
import type { StringKey } from '../../strings/catalogue.ts';
import type { PictureName } from '../screen.ts';
import type { Answers } from '../visit.ts';

/** True when the earlier question was answered with this option. */
type When = { readonly question: string; readonly is: string };

export type Option = {
  readonly id: string;
  readonly label: StringKey;
  readonly picture: PictureName | null;
  readonly when?: When;
  /** Offered only where the card says where its holder lives; a permanent resident's does not. */
  readonly needsAddressOnCard?: true;
};

type Asked = {
  readonly id: string;
  readonly title: StringKey;
  readonly detail?: StringKey;
  readonly picture: PictureName;
  /** Asked only then; the earlier question stands before this one in the list. */
  readonly when?: When;
};

/** A question whose answer is read back, under the name `row`. */
type ReadBack = Asked & { readonly row: StringKey };

/** One question, one screen (calendar and place picker: one question, a few taps). */
export type Question =
  | (ReadBack & { readonly kind: 'choice'; readonly options: readonly Option[] })
  /** Anti-fraud: anything but a plain "no" worries, calls staff silently and parks the errand. */
  | (Asked & { readonly kind: 'prompt' })
  | (ReadBack & { readonly kind: 'phone' | 'day' | 'place' })
  /** By hand, on the glass; whoever would rather not chooses `skip`. */
  | (ReadBack & { readonly kind: 'written'; readonly context: WritingContext; readonly skip: Option });

/** An errand as data: adding one is one such file and its strings. */
export type Errand = {
  readonly id: ErrandId;
  readonly label: StringKey;
  readonly note: StringKey;
  /** What happens next, said when it is done. */
  readonly next: StringKey;
  readonly picture: PictureName;
  readonly questions: readonly Question[];
  /** Which line of the policy applies, as soon as the answers tell. */
  readonly item: (answers: Answers) => Item | null;
};

export const promptOptions = [
  { id: 'no', label: 'prompt.no', picture: 'check' },
  { id: 'yes', label: 'prompt.yes', picture: 'phone' },
  { id: 'unsure', label: 'prompt.unsure', picture: 'question' },
] as const satisfies readonly Option[];

export function isWorrying(answer: Answer): boolean {
  return chosenOption(answer) !== 'no';
}

export function chosenOption(answer: Answer | undefined): string | null {
  return answer?.kind === 'choice' ? answer.option : null;
}

function holds(when: When | undefined, answers: Answers): boolean {
  return when === undefined || chosenOption(answers[when.question]) === when.is;
}

/** The questions that these answers lead through, in order. */
export function questionsOf(errand: Errand, answers: Answers): readonly Question[] {
  const reached: Record<string, Answer> = {};
  return errand.questions.filter((question) => {
    if (!holds(question.when, reached)) return false;
    const answer = answers[question.id];
    if (answer !== undefined) reached[question.id] = answer;
    return true;
  });
}

/** @param card narrows the options to those that this card allows */
export function optionsOf(question: Question, answers: Answers, card?: IdCard): readonly Option[] {
  switch (question.kind) {
    case 'choice':
      return question.options.filter(
        ({ when, needsAddressOnCard }) =>
          holds(when, answers) &&
          !(needsAddressOnCard === true && card !== undefined && addressOn(card) === null),
      );
    case 'prompt':
      return promptOptions;
    case 'written':
      return [question.skip];
    default:
      return [];
  }
}

/** Answers that still count: a changed mind drops what only the old answer led to. */
export function answersOnPath(errand: Errand, answers: Answers): Answers {
  const kept: Record<string, Answer> = {};
  for (const question of questionsOf(errand, answers)) {
    const answer = answers[question.id];
    if (answer !== undefined && isOffered(question, answer, kept)) kept[question.id] = answer;
  }
  return kept;
}

function isOffered(question: Question, answer: Answer, before: Answers): boolean {
  return (
    question.kind !== 'choice' ||
    optionsOf(question, before).some((option) => option.id === chosenOption(answer))
  );
}

/** The next question without an answer; null when all is said. */
export function nextQuestion(errand: Errand, answers: Answers): Question | null {
  return questionsOf(errand, answers).find((question) => answers[question.id] === undefined) ?? null;
}

/** The question asked before this one; null before the first. */
export function questionBefore(errand: Errand, answers: Answers, id: string): Question | null {
  const path = questionsOf(errand, answers);
  return path[path.findIndex((question) => question.id === id) - 1] ?? null;
}
