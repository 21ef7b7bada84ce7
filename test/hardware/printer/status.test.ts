import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readAnswers, readStatus, reportOf } from '../../../hardware/printer/status.ts';

function kinds(...bytes: readonly number[]): readonly string[] {
  return readAnswers(Uint8Array.from(bytes)).answers.map((answer) => answer.kind);
}

describe('telling answers apart', () => {
  test('each kind is known by its fixed bits', () => {
    expect(kinds(0x12)).toEqual(['real-time']);
    expect(kinds(0x7e)).toEqual(['real-time']);
    expect(kinds(0x0f)).toEqual(['paper-sensor']);
    expect(kinds(0x10, 0x00, 0x03, 0x00)).toEqual(['automatic']);
    expect(kinds(0x37, 0x22, 0x21, 0x22, 0x23, 0x24, 0x00)).toEqual(['process-id']);
  });

  test('automatic status is taken as a whole, so none of it passes for a paper sensor', () => {
    expect(kinds(0x18, 0x00, 0x0c, 0x00, 0x12)).toEqual(['automatic', 'real-time']);
  });

  test('XON, XOFF and noise are passed over', () => {
    expect(kinds(0x11, 0x13, 0xff, 0x95, 0x12)).toEqual(['real-time']);
  });

  test('a stray beginning of a long answer swallows no short one', () => {
    expect(kinds(0x37, 0x12)).toEqual(['real-time']);
    expect(kinds(0x37, 0x22, 0x21, 0x12, 0x00)).toEqual(['real-time', 'paper-sensor']);
  });

  test('a byte that says "paper at one sensor, none at its twin" is not a paper sensor answer', () => {
    expect(kinds(0x01, 0x04, 0x08)).toEqual([]);
  });

  test('answers are the same however the line chops them', () => {
    const answers = [0x12, 0x37, 0x22, 0x41, 0x42, 0x43, 0x44, 0x00, 0x00, 0x10, 0, 0, 0, 0x16];
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 5 })), (sizes) => {
        let rest: Uint8Array = new Uint8Array();
        const heard = [];
        let at = 0;
        for (const size of [...sizes, answers.length]) {
          const reading = readAnswers(Uint8Array.of(...rest, ...answers.slice(at, at + size)));
          heard.push(...reading.answers);
          rest = reading.rest;
          at += size;
        }
        expect(heard).toEqual(readAnswers(Uint8Array.from(answers)).answers);
        expect(rest).toHaveLength(0);
      }),
    );
  });

  test('any bytes at all are read without fault, and little is ever held back', () => {
    fc.assert(
      fc.property(fc.uint8Array(), (bytes) => {
        expect(readAnswers(bytes).rest.length).toBeLessThan(7);
      }),
    );
  });
});

describe('what a status round says', () => {
  const fine = { printer: 0x12, offlineCause: 0x12, error: 0x12, paper: 0x12 };

  test.each([
    ['nothing special', fine, null, 'full'],
    ['paper near its end', { ...fine, paper: 0x1e }, null, 'low'],
    ['no paper', { ...fine, printer: 0x1a, offlineCause: 0x32, paper: 0x7e }, 'paper-out', 'out'],
    ['no paper, told by the offline cause only', { ...fine, offlineCause: 0x32 }, 'paper-out', 'out'],
    ['an open cover', { ...fine, printer: 0x1a, offlineCause: 0x16 }, 'cover-open', 'full'],
    [
      'an open cover that lifts the paper off its sensor',
      { ...fine, offlineCause: 0x36, paper: 0x72 },
      'cover-open',
      'out',
    ],
    ['a stuck blade', { ...fine, offlineCause: 0x52, error: 0x1a }, 'cutter-error', 'full'],
    ['a fault that does not mend', { ...fine, offlineCause: 0x52, error: 0x32 }, 'printer-fault', 'full'],
    ['a hot head', { ...fine, offlineCause: 0x52, error: 0x52 }, 'printer-overheated', 'full'],
    ['offline without a cause', { ...fine, printer: 0x1a }, 'printer-fault', 'full'],
    ['error bit 2, which means a black mark to one maker', { ...fine, error: 0x16 }, null, 'full'],
  ] as const)('%s', (_, bytes, trouble, paper) => {
    expect(readStatus(bytes)).toEqual({ trouble, paper });
  });

  test('a person can help with paper and cover, a technician with the rest', () => {
    const states = (
      ['paper-out', 'cover-open', 'cutter-error', 'printer-silent', 'printer-missing'] as const
    ).map((trouble) => reportOf({ trouble, paper: 'full' }).state);
    expect(states).toEqual(['user-error', 'user-error', 'hardware-error', 'offline', 'no-device']);
  });

  test('low paper is told and hinders nothing', () => {
    expect(reportOf({ trouble: null, paper: 'low' })).toEqual({
      device: 'receipt-printer',
      state: 'online',
      cause: null,
      paper: 'low',
    });
  });
});
