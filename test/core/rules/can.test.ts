import { expect, test } from 'vitest';
import { can, effectOf, items, type Item } from '../../../core/rules/can.ts';

test.each<[Item, string, string | null]>([
  ['claim-report', 'A', 'finished'],
  ['contact-change.contact-phone', 'B', 'not-yet-effective'],
  ['contact-change.home-address', 'B', 'not-yet-effective'],
  ['contact-change.login-phone', 'C', null],
])('%s is class %s and would be recorded as %s', (item, offlineClass, effect) => {
  expect(can(item).class).toBe(offlineClass);
  expect(effectOf(can(item))).toBe(effect);
});

test('every line of the policy is in the table above', () => {
  expect(items).toHaveLength(4);
});
