import { readFileSync } from 'node:fs';
import * as v from 'valibot';
import { expect, test } from 'vitest';
import { builtInRulesPack, rulesPackSchema } from '../../../core/rules/rules-pack.ts';

test('the sample pack of the docs is one that a hub would sign', () => {
  const sample: unknown = JSON.parse(readFileSync('docs/operate/rules-sample.json', 'utf8'));
  expect(v.safeParse(rulesPackSchema, sample)).toMatchObject({ success: true });
});

test('what a kiosk goes by before it has heard of any pack is a pack itself', () => {
  expect(v.parse(rulesPackSchema, builtInRulesPack)).toEqual(builtInRulesPack);
});

test.each([
  ['a negative sum', { offline: { ...builtInRulesPack.offline, totalFen: '-1' } }],
  ['a sum with a fraction', { offline: { ...builtInRulesPack.offline, totalFen: '1.5' } }],
  ['half a record', { offline: { ...builtInRulesPack.offline, count: 0.5 } }],
  ['an unknown urgency', { urgency: { cancellation: 'at-once' } }],
  ['a date that is none', { expiresAt: 'never' }],
])('a pack with %s is no pack', (_, change) => {
  expect(v.safeParse(rulesPackSchema, { ...builtInRulesPack, ...change }).success).toBe(false);
});
