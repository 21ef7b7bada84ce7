import { expect, it } from 'vitest';
import { machineHintOf, machineHints, type MachineTrouble } from '../../../core/strings/machine-hints.ts';
import type { ProfileTrouble } from '../../../host/profile.ts';
import type { IdentityTrouble } from '../../../host/identity.ts';
import type { UploadTrouble } from '../../../sync/uploader/exchange.ts';

/** Does not compile when a trouble of the line, the profile or the identity has no hint. */
const hinted = (code: UploadTrouble | ProfileTrouble['code'] | IdentityTrouble): MachineTrouble => code;

it('has a hint that says what to do for every trouble of the line, the profile and the identity.', () => {
  expect(machineHintOf(hinted('receipt-stale'))).toBe(machineHints['receipt-stale']);
  for (const hint of Object.values(machineHints)) expect(hint).toMatch(/：.+。$/u);
});

it('shows a code that it does not know as it is, and is not taken in by names that every object has.', () => {
  expect(machineHintOf('disk-error')).toBe('disk-error');
  expect(machineHintOf('constructor')).toBe('constructor');
});
