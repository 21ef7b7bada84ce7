import { randomInt } from 'node:crypto';
import { expect, test } from 'vitest';
import * as v from 'valibot';
import { newEnrolmentCode } from '../../../hub/enrolment/code.ts';
import { enrolmentSchema } from '../../../sync/protocol/wire.ts';

test('a code has the shape of the wire and no character that can be mistaken for another', () => {
  for (let time = 0; time < 200; time += 1) {
    const code = newEnrolmentCode(randomInt);
    expect(v.is(enrolmentSchema.entries.code, code)).toBe(true);
    expect(code).not.toMatch(/[01ILOU]/);
  }
});

test('every character is drawn by the given source from the whole alphabet', () => {
  const asked: number[] = [];
  newEnrolmentCode((below) => {
    asked.push(below);
    return 0;
  });
  expect(asked).toEqual(Array<number>(12).fill(30));
  expect(newEnrolmentCode((below) => below - 1)).toBe('9999-9999-9999');
});
