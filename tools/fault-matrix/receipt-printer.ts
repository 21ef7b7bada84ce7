import { unreachable } from '../../core/lib/unreachable.ts';
import type { PrintOutcome, Slip } from '../../core/slips/slip.ts';
import type { WatchParts } from '../../hardware/device.ts';
import { seededRandom } from '../../hardware/faults/seeded-random.ts';
import { plainLine } from '../../hardware/line-settings.ts';
import { createReceiptPrinter } from '../../hardware/printer/driver.ts';
import { createPrinterTwin } from '../../hardware/printer/twin.ts';
import { questionPoints, quarterPoints } from './points.ts';
import type { LineEvent, Point, Recording } from './points.ts';
import { always, once } from './subject.ts';
import type { Subject } from './subject.ts';

const paperWidthMm = 80;
const settings = plainLine(115_200);

export const receiptPrinter: Subject = {
  device: 'receipt-printer',
  settings,
  open: openPrinter,
  success: /^printed/,
  failure: /^(not printed|unknown)/,
  // As long as the screen waits for `printer.print`.
  deadlineMs: 60_000,
  tidy: ['mend'],
  mishaps: [
    ...['paper out', 'paper low', 'cover open', 'cutter jammed', 'head hot', 'power off'].map((order) => ({
      order,
    })),
    once('paper-out-at-line', 1),
    once('paper-out-at-line', 12),
    once('cover-at-line', 12),
    once('cutter-jam'),
    once('overheat', 12),
    once('garble-status'),
    always('garble-status'),
    once('silent'),
    always('silent'),
    always('no-process-id'),
    once('slow-buffer'),
  ],
  points: printerPoints,
  isOneWay: false,
};

function openPrinter({ open, clock, onState, say }: WatchParts) {
  const random = seededRandom(1);
  const twin = createPrinterTwin({ clock, baudRate: settings.baudRate, settings, random, paperWidthMm });
  const options = { baudRate: settings.baudRate };
  const driver = createReceiptPrinter({ open, clock, paperWidthMm, onState, options });
  const ended = new Map<number, PrintOutcome['outcome']>();
  let slips = 0;

  function onPaper(number: number): number {
    const words = JSON.stringify(twin.slips().map(({ document }) => document));
    return words.split(titleOf(number)).length - 1;
  }

  return {
    twin,
    driver,
    operate() {
      slips += 1;
      const number = slips;
      void driver.print(slipOf(number)).then((outcome) => {
        ended.set(number, outcome.outcome);
        say(wordsOf(outcome));
      });
    },
    /** Nothing twice, and nothing said to be on paper that is not, or not to be that is. */
    audit() {
      for (const [number, outcome] of ended) {
        const count = onPaper(number);
        if (count > 1) return `slip ${number} is on paper ${count} times`;
        if (outcome === 'printed' && count === 0) return `slip ${number} was said to be printed and is not`;
        if (outcome === 'not-printed' && count === 1)
          return `slip ${number} was said not to be printed and is`;
      }
      return null;
    },
  };
}

function titleOf(number: number): string {
  return `SLIP-${number}-`;
}

function slipOf(number: number): Slip {
  const pairs = Array.from({ length: 24 }, (_, at) => ({
    label: `第${at + 1}项`,
    value: '已受理',
    size: 1 as const,
  }));
  return {
    blocks: [
      { kind: 'text', text: titleOf(number), size: 2, align: 'centre', bold: true },
      ...pairs.map((pair) => ({ kind: 'pair' as const, ...pair })),
      { kind: 'qr', data: 'https://example.invalid/s/K0017-2026-000042' },
    ],
  };
}

function wordsOf(outcome: PrintOutcome): string {
  switch (outcome.outcome) {
    case 'printed':
    case 'unknown':
      return outcome.outcome;
    case 'not-printed':
      return `not printed (${outcome.reason})`;
    default:
      return unreachable(outcome);
  }
}

/** Cut, and the question behind it. */
const endBytes = 16;

/** Connecting and idle; before, during each quarter of a slip, at its cut, and at the confirmation behind it. */
function printerPoints(recording: Recording): readonly Point[] {
  const asked = questionPoints(recording, () => 'status').filter(({ name }) => !name.startsWith('operating'));
  const isOperating = ({ phase }: LineEvent) => phase === 'operating';
  const before = recording.find((event) => isOperating(event) && event.is === 'question');
  const confirmation = recording.findLast((event) => isOperating(event) && event.is === 'answer');
  return [
    ...asked,
    {
      name: 'operating: before the slip',
      isReached: ({ is, questions }) => is === 'question' && questions === before?.questions,
      strikesAtOnce: true,
    },
    ...quarterPoints(recording, 'cut', endBytes),
    {
      name: 'operating: confirmation',
      isReached: ({ is, answers }) => is === 'answer' && answers === confirmation?.answers,
      strikesAtOnce: false,
    },
  ];
}
