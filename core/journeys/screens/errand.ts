import { errandIds } from '../../records/errand-record.ts';
import { can } from '../../rules/can.ts';
import { errandOf, errands } from '../errands/all.ts';
import { effectOfWork } from '../record-of.ts';
import type { Choice, Screen } from '../screen.ts';
import type { At } from '../visit.ts';
import { reviewRows } from './answers.ts';
import { choice, choices, line, nextStep, screen, wayOut, type Env } from './draw.ts';

export function menuScreen({ isPrinterReady, isTakingErrands }: Env): Screen {
  if (!isTakingErrands) return closedMenuScreen();
  const offered = errandIds.map((id): Choice => {
    const errand = errands[id];
    return { id, label: line(errand.label), note: line(errand.note), picture: errand.picture, tone: 'plain' };
  });
  return screen({
    id: 'menu',
    picture: 'question',
    title: line('menu.title'),
    details: [!isPrinterReady && line('menu.no-slip')],
    body: choices(
      ...offered,
      choice('language', 'greeting.language', 'language', 'quiet'),
      wayOut('leave', 'menu.leave'),
    ),
    hasBack: true,
  });
}

/** Nobody is led through ten questions to hear at the end that it cannot be kept. */
function closedMenuScreen(): Screen {
  return screen({
    id: 'menu.closed',
    picture: 'bell',
    title: line('menu.closed'),
    details: [line('menu.closed-counter')],
    body: choices(
      nextStep('person', 'not-here.person', 'bell'),
      choice('language', 'greeting.language', 'language', 'quiet'),
      wayOut('leave', 'menu.leave'),
    ),
    hasBack: true,
  });
}

export function notHereScreen({ work }: At<'notHere'>): Screen {
  const item = errandOf(work).item(work.answers);
  const ruling = item === null ? null : can(item);
  return screen({
    id: `notHere.${item ?? work.errand}`,
    picture: 'shield',
    title: line(ruling?.class === 'C' ? `not-here.${ruling.why}` : 'where.not-here'),
    details: [line('not-here.counter')],
    body: choices(
      nextStep('person', 'not-here.person', 'bell'),
      choice('another', 'not-here.another', 'arrow-right'),
      wayOut('leave', 'not-here.leave'),
    ),
    hasBack: true,
  });
}

export function readingBackScreen({ work }: At<'readingBack'>): Screen {
  const isFinished = effectOfWork(work) === 'finished';
  return screen({
    id: `readingBack.${work.errand}`,
    picture: errandOf(work).picture,
    title: line('reading-back.title'),
    details: [line(isFinished ? 'reading-back.finished' : 'reading-back.not-yet-effective')],
    body: {
      kind: 'review',
      rows: reviewRows(work),
      choices: [
        nextStep('confirm', 'reading-back.confirm', 'check'),
        choice('change', 'reading-back.change', 'pencil'),
        wayOut('stop', 'reading-back.stop'),
      ],
    },
    hasBack: true,
  });
}

export function choosingChangeScreen({ work }: At<'choosingChange'>): Screen {
  return screen({
    id: `choosingChange.${work.errand}`,
    picture: 'pencil',
    title: line('choosing-change.title'),
    body: choices(
      ...reviewRows(work).map(({ question, label, picture }): Choice => ({
        id: question,
        label,
        picture,
        tone: 'plain',
      })),
    ),
    hasBack: true,
  });
}
