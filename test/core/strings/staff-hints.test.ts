import { expect, test } from 'vitest';
import { cardTroubles } from '../../../core/identity/id-card.ts';
import { acceptFailureOf, acceptFailures, acceptWords } from '../../../core/journeys/accept-failures.ts';
import { printTroubles, printWarnings } from '../../../core/slips/slip.ts';
import { catalogue } from '../../../core/strings/catalogue.ts';
import { staffHints } from '../../../core/strings/staff-hints.ts';
import { voiceTroubles } from '../../../core/voice/trouble.ts';

test('every named trouble tells staff what to do, each in its own words', () => {
  const codes = [
    ...cardTroubles,
    'card-expired',
    ...printTroubles,
    ...printWarnings,
    'print-unknown',
    'panel-implausible',
    ...acceptFailures,
    ...voiceTroubles,
  ];
  expect(Object.keys(staffHints).toSorted()).toEqual(codes.toSorted());
  const hints = Object.values(staffHints);
  expect(new Set(hints).size).toBe(hints.length);
  for (const hint of hints) expect(hint).toMatch(/\p{Script=Han}{6,}.*。$/u);
});

test('every named trouble has words for the customer', () => {
  for (const trouble of [...cardTroubles, 'card-expired' as const])
    expect(catalogue[`card.${trouble}`]['zh-CN'].shown).not.toBe('');
  for (const trouble of printTroubles) expect(catalogue[`print.${trouble}`]['zh-CN'].shown).not.toBe('');
  for (const failure of acceptFailures) expect(catalogue[acceptWords[failure]].en.shown).not.toBe('');
});

test('an accept failure that this version does not know is still told', () => {
  expect(acceptFailureOf('journal-failed')).toBe('journal-failed');
  expect(acceptFailureOf('something-new')).toBe('unknown');
});
