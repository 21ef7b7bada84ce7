import { acceptFailureOf, acceptWords } from '../accept-failures.ts';
import { errandOf } from '../errands/all.ts';
import { canDoAnother, canPrintAgain } from '../path-submit.ts';
import { effectOfWork } from '../record-of.ts';
import type { PrintTrouble } from '../../slips/slip.ts';
import type { Screen } from '../screen.ts';
import type { At, Work } from '../visit.ts';
import { choice, choices, line, nextStep, screen, wayOut, type Env } from './draw.ts';

export function acceptingScreen({ work }: At<'accepting'>): Screen {
  return screen({
    id: `accepting.${work.errand}`,
    picture: 'wait',
    title: line('accepting.title'),
    details: [line('accepting.detail')],
    body: { kind: 'wait' },
    hasBack: false,
  });
}

export function acceptFailedScreen({ reason }: At<'acceptFailed'>): Screen {
  const failure = acceptFailureOf(reason);
  return screen({
    id: `acceptFailed.${failure}`,
    picture: 'shield',
    title: line('accept-failed.title'),
    details: [line(acceptWords[failure])],
    body: choices(nextStep('again', 'accept-failed.again', 'repeat'), wayOut('stop', 'accept-failed.stop')),
    hasBack: false,
  });
}

function isFinished(work: Work): boolean {
  return effectOfWork(work) === 'finished';
}

export function printingScreen({ work, copy, held }: At<'printing'>): Screen {
  if (held !== null) return heldScreen(held);
  return screen({
    id: `printing.${work.errand}${copy ? '.copy' : ''}`,
    picture: 'printer',
    title: line(isFinished(work) ? 'printing.finished' : 'printing.not-yet-effective'),
    details: [line(copy ? 'printing.copy' : 'printing.wait')],
    body: { kind: 'wait' },
    hasBack: false,
  });
}

function heldScreen(held: PrintTrouble): Screen {
  return screen({
    id: `printing.held.${held}`,
    picture: 'printer-trouble',
    title: line(`print.${held}`),
    details: [line('slip-trouble.safe'), line('slip-trouble.person')],
    body: { kind: 'wait' },
    hasBack: false,
  });
}

export function slipTroubleScreen(state: At<'slipTrouble'>): Screen {
  return state.outcome.outcome === 'unknown'
    ? unknownSlipScreen()
    : missingSlipScreen(state, state.outcome.reason);
}

function unknownSlipScreen(): Screen {
  return screen({
    id: 'slipTrouble.unknown',
    picture: 'printer',
    title: line('slip-trouble.unknown'),
    details: [line('slip-trouble.safe')],
    body: choices(choice('came', 'slip-trouble.came', 'check'), choice('none', 'slip-trouble.none', 'cross')),
    hasBack: false,
  });
}

type Missing = Extract<At<'slipTrouble'>['outcome'], { outcome: 'not-printed' }>;

function missingSlipScreen(state: At<'slipTrouble'>, reason: Missing['reason']): Screen {
  return screen({
    id: `slipTrouble.${reason}`,
    picture: 'printer-trouble',
    title: line(`print.${reason}`),
    details: [line('slip-trouble.safe'), line('slip-trouble.person')],
    body: choices(
      canPrintAgain(state) && nextStep('again', 'slip-trouble.again', 'printer'),
      choice('without', 'slip-trouble.without', 'arrow-right', 'quiet'),
    ),
    hasBack: false,
  });
}

export function doneScreen(state: At<'done'>, { isLineGood }: Env): Screen {
  const { work, acceptance, slip } = state;
  return screen({
    id: `done.${work.errand}.${slip}`,
    picture: 'check',
    title: line(isFinished(work) ? 'done.finished' : 'done.not-yet-effective'),
    details: [
      slip === 'printed'
        ? line('done.take-slip')
        : line('done.number', { slip: { kind: 'words', text: acceptance.slipNumber } }),
      line(errandOf(work).next),
      !isLineGood && line('done.line-down'),
    ],
    body: choices(
      nextStep('finish', 'done.finish', 'leave'),
      canDoAnother(state) && choice('another', 'done.another', 'arrow-right'),
      canPrintAgain(state) && choice('again', 'done.print-again', 'printer'),
    ),
    hasBack: false,
  });
}

export function pausedScreen({ reason }: At<'paused'>): Screen {
  return screen({
    id: `paused.${reason}`,
    picture: 'shield',
    title: line(`paused.${reason}`),
    details: [
      line('paused.nothing-changed'),
      line(reason === 'worrying-answer' ? 'paused.codes' : 'paused.person'),
    ],
    body: choices(nextStep('known', 'paused.known', 'check')),
    hasBack: false,
  });
}
