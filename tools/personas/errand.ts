import { questionsOf, type Question } from '../../core/journeys/errands/errand.ts';
import { errands } from '../../core/journeys/errands/all.ts';
import type { Answer, ErrandId } from '../../core/records/errand-record.ts';
import { errandIds } from '../../core/records/errand-record.ts';
import { customersPlace, customersPhone } from './customer-facts.ts';
import type { Scene } from './scene.ts';
import { asIs, wordsOf } from './words.ts';

/** Everything a customer can come for: each errand of the journeys, and the blood pressure monitor. */
export const personaErrands = [...errandIds, 'blood-pressure'] as const;
export type PersonaErrand = (typeof personaErrands)[number];

/**
 * The questions of an errand with the first answer that each offers: a new errand is played without a word here. What
 * the questions are and which follow is the errand's own; its words are found on the screen or heard.
 */
export function questionScenes(id: ErrandId): readonly Scene[] {
  const answers: Record<string, Answer> = {};
  const scenes: Scene[] = [];
  // One answer may lead to further questions, so the list is asked for anew each time.
  for (let at = 0; ; at += 1) {
    const question = questionsOf(errands[id], answers)[at];
    if (question === undefined) return [...scenes, readingBack(scenes)];
    const { answer, ...deed } = answerTo(question);
    answers[question.id] = answer;
    scenes.push({ name: question.title, title: wordsOf(question.title), decides: question.id, ...deed });
  }
}

function answerTo(question: Question): Pick<Scene, 'deed'> & { readonly answer: Answer } {
  const by = 'customer';
  switch (question.kind) {
    case 'prompt':
      return { answer: { kind: 'choice', option: 'no', by }, deed: press(wordsOf('prompt.no')) };
    case 'choice': {
      const [first] = question.options;
      if (first === undefined) throw new Error(`${question.id} offers nothing`);
      return { answer: { kind: 'choice', option: first.id, by }, deed: press(wordsOf(first.label)) };
    }
    case 'phone':
      return {
        answer: { kind: 'phone', digits: customersPhone, by },
        deed: { does: 'dial', digits: customersPhone, end: wordsOf('pad.enter') },
      };
    case 'day':
      return {
        answer: { kind: 'day', day: '2000-01-01', by },
        deed: press(wordsOf('calendar.yesterday')),
      };
    default:
      return {
        answer: { kind: 'place', code: customersPlace.code, names: [...customersPlace.names], by },
        // The list of the moment offers one of them.
        deed: press(...customersPlace.names.map(asIs)),
      };
  }
}

function press(...keys: readonly ReturnType<typeof asIs>[]): Scene['deed'] {
  return { does: 'press', keys };
}

/** What was typed and picked is read back, and the customer looks or listens whether it is still so. */
function readingBack(asked: readonly Scene[]): Scene {
  const phone = wordsOf('value.phone', {
    phone: { kind: 'digits', digits: customersPhone, grouping: [3, 4, 4], personal: true },
  });
  const place = wordsOf('value.place', { place: { kind: 'words', text: customersPlace.names.join('') } });
  const firstPlace = asIs(customersPlace.names[0]).shown;
  return {
    name: 'reading-back.title',
    title: wordsOf('reading-back.title'),
    needs: asked.flatMap(({ deed }) => {
      if (deed.does === 'dial') return [phone];
      return deed.does === 'press' && deed.keys[0]?.shown === firstPlace ? [place] : [];
    }),
    decides: 'reading-back',
    deed: press(wordsOf('reading-back.confirm')),
  };
}
