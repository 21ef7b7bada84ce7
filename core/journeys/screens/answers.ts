import type { Day } from '../../lib/clock.ts';
import { weekdayOf } from '../../lib/day.ts';
import { unreachable } from '../../lib/unreachable.ts';
import type { Answer } from '../../records/errand-record.ts';
import type { StringKey } from '../../strings/catalogue.ts';
import type { Line } from '../../strings/line.ts';
import { phoneGrouping } from '../drafts/phone.ts';
import { errandOf } from '../errands/all.ts';
import { optionsOf, questionsOf, type Question } from '../errands/errand.ts';
import type { PictureName } from '../screen.ts';
import type { Work } from '../visit.ts';
import { line } from './draw.ts';

/** One answer as it is read back. */
export type ReviewRow = {
  readonly question: string;
  readonly label: Line;
  readonly value: Line;
  readonly picture: PictureName;
};

/** What was answered, in the order asked. Anti-fraud answers are between the customer and staff. */
export function reviewRows(work: Work): readonly ReviewRow[] {
  return questionsOf(errandOf(work), work.answers).flatMap((question) => {
    const answer = work.answers[question.id];
    if (answer === undefined || question.kind === 'prompt') return [];
    const value = valueLine(question, answer, work);
    return [{ question: question.id, label: line(question.row), value, picture: question.picture }];
  });
}

const weekdays = [
  'weekday.0',
  'weekday.1',
  'weekday.2',
  'weekday.3',
  'weekday.4',
  'weekday.5',
  'weekday.6',
] as const satisfies readonly StringKey[];

function valueLine(question: Question, answer: Answer, work: Work): Line {
  switch (answer.kind) {
    case 'choice': {
      const option = optionsOf(question, work.answers).find(({ id }) => id === answer.option);
      if (option === undefined) throw new Error(`no option ${answer.option} in ${question.id}`);
      return line(option.label);
    }
    case 'phone':
      return line('value.phone', {
        phone: { kind: 'digits', digits: answer.digits, grouping: phoneGrouping, personal: true },
      });
    case 'day':
      return dayLine(answer.day);
    case 'place':
      return line('value.place', { place: { kind: 'words', text: answer.names.join('') } });
    case 'written':
      return line('value.written', { text: { kind: 'words', text: answer.text } });
    default:
      return unreachable(answer);
  }
}

function dayLine(day: Day): Line {
  return line('value.day', {
    day: { kind: 'day', day },
    weekday: { kind: 'line', line: line(weekdays[weekdayOf(day)] ?? 'weekday.0') },
  });
}
