import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readAnswers } from '../../../hardware/printer/answers.ts';

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
    expect(kinds(0x5f, ...Buffer.from('EPSON'), 0x00)).toEqual(['identity']);
  });

  test('automatic status is taken as a whole, so none of it passes for a paper sensor', () => {
    expect(kinds(0x18, 0x00, 0x0c, 0x00, 0x12)).toEqual(['automatic', 'real-time']);
  });

  test('XON, XOFF and noise are passed over', () => {
    expect(kinds(0x11, 0x13, 0xff, 0x95, 0x12)).toEqual(['real-time']);
  });

  test('what an answer says is read from it', () => {
    const bytes = [
      0x18, 0x08, 0x0f, 0x40, 0x37, 0x22, 0x41, 0x42, 0x43, 0x44, 0x00, 0x5f, 0x54, 0x4d, 0x00, 0x16,
    ];
    expect(readAnswers(Uint8Array.from(bytes)).answers).toEqual([
      { kind: 'automatic', bytes: [0x18, 0x08, 0x0f, 0x40] },
      { kind: 'process-id', id: 'ABCD' },
      { kind: 'identity', text: 'TM' },
      { kind: 'real-time', bits: 0x16 },
    ]);
  });

  test('XON and XOFF within an answer are no part of it', () => {
    expect(kinds(0x10, 0x13, 0x00, 0x00, 0x11, 0x00)).toEqual(['automatic']);
    expect(kinds(0x37, 0x22, 0x13, 0x41, 0x42, 0x11, 0x43, 0x44, 0x00)).toEqual(['process-id']);
  });

  test.each([
    ['real-time', [0x12], [0x00, 0x01, 0x02, 0x10, 0x13, 0x92]],
    ['automatic', [0x10, 0x00, 0x00, 0x00], [0x90, 0x00, 0x00, 0x00]],
    ['automatic', [0x10, 0x00, 0x00, 0x00], [0x10, 0x80, 0x00, 0x00]],
    ['automatic', [0x10, 0x00, 0x00, 0x00], [0x10, 0x00, 0x10, 0x00]],
    ['automatic', [0x10, 0x00, 0x00, 0x00], [0x10, 0x00, 0x00, 0x90]],
    ['process-id', [0x37, 0x22, 0x41, 0x41, 0x41, 0x41, 0x00], [0x37, 0x23, 0x41, 0x41, 0x41, 0x41, 0x00]],
    ['process-id', [0x37, 0x22, 0x20, 0x7e, 0x41, 0x41, 0x00], [0x37, 0x22, 0x1f, 0x7e, 0x41, 0x41, 0x00]],
    ['process-id', [0x37, 0x22, 0x20, 0x7e, 0x41, 0x41, 0x00], [0x37, 0x22, 0x20, 0x7f, 0x41, 0x41, 0x00]],
    ['process-id', [0x37, 0x22, 0x41, 0x41, 0x41, 0x41, 0x00], [0x37, 0x22, 0x41, 0x41, 0x41, 0x41, 0x01]],
    ['automatic', [0x10, 0x00, 0x00, 0x00], [0x15, 0x00, 0x00, 0x00]],
    ['paper-sensor', [0x00], [0x10]],
    ['paper-sensor', [0x0c], [0x0d]],
    ['paper-sensor', [0x03], [0x02]],
    ['paper-sensor', [0x0f], [0x0e]],
    ['paper-sensor', [0x63], [0x83]],
    ['identity', [0x5f, 0x41, 0x00], [0x5f, 0x41, 0x01]],
    ['identity', [0x5f, 0x7e, 0x20, 0x00], [0x5f, 0x7f, 0x00, 0x00]],
  ] as const)('a %s with one bit too many is none', (kind, good, bad) => {
    expect(kinds(...good)).toEqual([kind]);
    expect(readAnswers(Uint8Array.from(bad), true).answers.map((answer) => answer.kind)).not.toContain(kind);
  });

  test('a name of 79 characters is one, a longer one is not waited for', () => {
    expect(kinds(0x5f, ...Array<number>(79).fill(0x41), 0x00)).toEqual(['identity']);
    expect(kinds(0x5f, ...Array<number>(80).fill(0x41), 0x00)).toEqual(['paper-sensor']);
    const endless = Uint8Array.from([0x5f, ...Array<number>(200).fill(0x41)]);
    expect(readAnswers(endless)).toEqual({ answers: [], rest: new Uint8Array() });
  });

  test('a beginning is waited for, and is noise once nothing more comes: what stood behind it is found', () => {
    const begun = Uint8Array.of(0x5f, 0x32, 0x36);
    expect(readAnswers(begun)).toEqual({ answers: [], rest: begun });
    expect(readAnswers(begun, true).answers.map((answer) => answer.kind)).toEqual(['real-time', 'real-time']);
  });

  test('a good answer is found behind any noise at all once the line is quiet', () => {
    const good = [0x37, 0x22, 0x41, 0x42, 0x43, 0x44, 0x00];
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 40 }), (noise) => {
        const { answers } = readAnswers(Uint8Array.of(...noise, 0xff, ...good), true);
        expect(answers.at(-1)).toEqual({ kind: 'process-id', id: 'ABCD' });
      }),
      { numRuns: 500 },
    );
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
        expect(readAnswers(bytes).rest.length).toBeLessThanOrEqual(80);
      }),
    );
  });
});
