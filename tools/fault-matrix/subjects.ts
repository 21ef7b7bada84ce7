import { bloodPressureKind } from '../../hardware/blood-pressure/cli.ts';
import { idCardReaderKind } from '../../hardware/id-card/cli.ts';
import { commandIn } from '../../hardware/id-card/codec.ts';
import { keypadKind } from '../../hardware/keypad/cli.ts';
import { presenceRadarKind } from '../../hardware/presence-radar/cli.ts';
import { socialSecurityKind } from '../../hardware/social-security-card/cli.ts';
import { codeScanner } from './code-scanner.ts';
import { questionPoints, reportPoints } from './points.ts';
import { receiptPrinter } from './receipt-printer.ts';
import { always, once } from './subject.ts';
import type { Subject } from './subject.ts';
import { watched } from './watched.ts';

const samHeadBytes = 7;

const idCardReader = watched(idCardReaderKind, {
  operation: 'lay resident',
  success: /^card read/,
  failure: /^card trouble/,
  // Four tries at the longest time-out of a read.
  deadlineMs: 12_000,
  tidy: ['lift'],
  mishaps: [
    ...['lift-mid-read', 'mangled-select', 'extra-aa', 'wrong-words', 'wrong-sam-id'].map((name) =>
      once(name),
    ),
    ...['silent', 'self-test-failed', 'unauthorised'].flatMap((name) => [once(name), always(name)]),
    // Status words by the command that answers with them (hardware reference 1.3): 1 find, 2 select, 3 read.
    ...['sw3-10', 'sw3-31', 'sw3-41'].map((name) => once(name)),
    once('sw3-80', 1),
    once('sw3-81', 2),
    ...['sw3-31', 'sw3-40', 'sw3-41', 'sw3-47'].map((name) => always(name, 3)),
    always('sw3-81', 2),
    ...['sw3-21', 'sw3-23'].map((name) => always(name)),
    { order: 'sticky on' },
    { order: 'chunks byte' },
  ],
  points: (recording) =>
    questionPoints(recording, (question) => commandIn(question.slice(samHeadBytes, -1)) ?? 'unknown'),
  isOneWay: false,
});

const presenceRadar = watched(presenceRadarKind, {
  operation: 'stand 80',
  success: /^presence: came/,
  failure: /^(?!)/,
  deadlineMs: 10_000,
  tidy: ['leave'],
  mishaps: [once('bit-errors'), always('bit-errors'), once('frozen'), always('frozen')],
  points: (recording) => reportPoints(recording, 'report'),
  isOneWay: false,
});

const keypad = watched(keypadKind, {
  operation: 'press help',
  success: /^key pressed: help/,
  failure: /^key pressed/,
  deadlineMs: 2_000,
  // Whatever lies on the key is taken away.
  tidy: ['release help'],
  mishaps: ['bounce', 'stuck'].map((name) => once(name)),
  points: (recording) => [
    ...questionPoints(recording, () => 'setting-up'),
    ...reportPoints(recording, 'key').filter(({ name }) => name.startsWith('operating')),
  ],
  isOneWay: true,
});

const bloodPressureMonitor = watched(bloodPressureKind, {
  operation: 'measure 138 82 70',
  success: /^measured/,
  failure: /^not measured/,
  deadlineMs: 6_000,
  tidy: [],
  mishaps: ['wrong-bcc', 'truncated', 'repeated'].map((name) => once(name)),
  points: (recording) => reportPoints(recording, 'measurement'),
  isOneWay: true,
});

const apduNames: Readonly<Record<number, string>> = {
  0xa4: 'select',
  0xb2: 'read record',
  0xc0: 'get response',
};

const socialSecurityReader = watched(socialSecurityKind, {
  operation: 'lay resident',
  success: /^card read/,
  failure: /^card not read/,
  deadlineMs: 20_000,
  tidy: ['lift'],
  mishaps: ['lifted-mid-read', 'mute', 'memory-failure', 'broken-record'].map((name) => once(name)),
  points: (recording) =>
    questionPoints(recording, ([, , first, instruction = 0]) =>
      instruction === 0 ? `control ${first}` : (apduNames[instruction] ?? 'unknown'),
    ),
  isOneWay: false,
});

/** Every device that hangs on a line. */
export const subjects: readonly Subject[] = [
  idCardReader,
  receiptPrinter,
  codeScanner,
  presenceRadar,
  keypad,
  bloodPressureMonitor,
  socialSecurityReader,
];
