import fc from 'fast-check';
import { expect, test } from 'vitest';
import { faultWordProblem, readFault } from '../../../hardware/faults/fault-words.ts';

const read = (words: string) => readFault(words.split(' '));

test.each([
  ['lift-mid-read', { name: 'lift-mid-read', at: null, times: 1, after: 0 }],
  ['paper-out-at-line 12', { name: 'paper-out-at-line', at: 12, times: 1, after: 0 }],
  ['noise 3 x2', { name: 'noise', at: 3, times: 2, after: 0 }],
  ['noise x2 3', { name: 'noise', at: 3, times: 2, after: 0 }],
  ['half-frame after 4', { name: 'half-frame', at: null, times: 1, after: 4 }],
  ['sw3-41 x0', { name: 'sw3-41', at: null, times: 0, after: 0 }],
  ['silent always', { name: 'silent', at: null, times: Infinity, after: 0 }],
  ['silent off', { name: 'silent', at: null, times: 0, after: 0 }],
  ['stall 0 x999999 after 1', { name: 'stall', at: 0, times: 999_999, after: 1 }],
])('"%s" is understood', (words, fault) => {
  expect(read(words)).toEqual({ ok: true, value: fault });
});

test.each([
  ['', { code: 'fault-missing' }],
  ['12', { code: 'fault-missing' }],
  ['Noise', { code: 'fault-missing' }],
  ['noise often', { code: 'word-unknown', word: 'often' }],
  ['noise -1', { code: 'word-unknown', word: '-1' }],
  ['noise 1.5', { code: 'word-unknown', word: '1.5' }],
  ['noise 1000000', { code: 'word-unknown', word: '1000000' }],
  ['noise x', { code: 'word-unknown', word: 'x' }],
  ['noise after', { code: 'word-unknown', word: 'after' }],
  ['noise after x2', { code: 'word-unknown', word: 'after x2' }],
  ['noise 1 2', { code: 'word-twice', word: '2' }],
  ['noise x2 off', { code: 'word-twice', word: 'off' }],
  ['noise after 1 after 2', { code: 'word-twice', word: 'after' }],
])('"%s" is refused, and the reason names the word', (words, trouble) => {
  const fault = read(words);
  expect(fault).toEqual({ ok: false, error: trouble });
  if (!fault.ok) expect(faultWordProblem(fault.error)).toContain('<fault> [at]');
});

test('no words at all are refused', () => {
  expect(readFault([])).toEqual({ ok: false, error: { code: 'fault-missing' } });
});

test('any words end in a fault with whole figures or in a named refusal', () => {
  fc.assert(
    fc.property(
      fc.array(fc.oneof(fc.string(), fc.constantFrom('noise', 'after', 'x2', '3', 'off'))),
      (words) => {
        const fault = readFault(words);
        if (!fault.ok) return typeof faultWordProblem(fault.error) === 'string';
        const { at, times, after } = fault.value;
        return (at === null || at >= 0) && times >= 0 && after >= 0;
      },
    ),
  );
});
