import type { ErrandId } from '../../records/errand-record.ts';
import type { Work } from '../visit.ts';
import { claimReport } from './claim-report.ts';
import { contactChange } from './contact-change.ts';
import type { Errand, Question } from './errand.ts';

export const errands: Readonly<Record<ErrandId, Errand>> = {
  'contact-change': contactChange,
  'claim-report': claimReport,
};

export function errandOf(work: Work): Errand {
  return errands[work.errand];
}

/** The question a state names. States are built from the errand itself, so another name is a bug. */
export function questionNamed(work: Work, id: string): Question {
  const question = errandOf(work).questions.find((candidate) => candidate.id === id);
  if (question === undefined) throw new Error(`no question ${id} in ${work.errand}`);
  return question;
}
