import type { Line } from '../../strings/line.ts';
import { canPrintReading } from '../path-care.ts';
import type { Screen } from '../screen.ts';
import type { At } from '../visit.ts';
import { choice, choices, count, line, nextStep, screen, wayOut } from './draw.ts';

export function measuringScreen({ trouble }: At<'measuring'>): Screen {
  const isMissing = trouble === 'monitor-missing';
  const howTo = ['care.ready.arm', 'care.ready.quiet', 'care.ready.begin'] as const;
  return screen({
    id: trouble === null ? 'measuring' : `measuring.${trouble}`,
    picture: 'heart',
    title: line(trouble === null ? 'care.ready.title' : `care.${trouble}`),
    details: trouble === null ? howTo.map((key) => line(key)) : [!isMissing && line('care.measure-again')],
    body: choices(wayOut('leave', 'care.ready.leave')),
    hasBack: true,
  });
}

export function measuredScreen(state: At<'measured'>): Screen {
  const { reading, printId, outcome } = state;
  const isPrinting = printId !== null && outcome === null;
  return screen({
    id: `measured${isPrinting ? '.printing' : outcome === null ? '' : `.${outcome.outcome}`}`,
    picture: 'heart',
    title: line('care.result.title'),
    details: [
      line('care.result.figures', {
        systolic: count(reading.systolicMmHg),
        diastolic: count(reading.diastolicMmHg),
      }),
      line('care.result.pulse', { pulse: count(reading.pulsePerMinute) }),
      isPrinting ? line('printing.wait') : slipLine(state),
      line('care.result.reference'),
      outcome === null && !isPrinting && line('care.result.doctor'),
    ],
    body: choices(
      canPrintReading(state) && choice('print', 'care.result.print', 'printer'),
      choice('again', 'care.result.again', 'repeat'),
      nextStep('done', 'care.result.done', 'check'),
    ),
    hasBack: false,
  });
}

function slipLine({ outcome }: At<'measured'>): Line | false {
  switch (outcome?.outcome) {
    case undefined:
      return false;
    case 'printed':
      return line('done.take-slip');
    case 'not-printed':
      return line(`print.${outcome.reason}`);
    default:
      return line('care.result.look');
  }
}
