import { expect, test } from 'vitest';
import type { PrintedSlip } from '../../../hardware/printer/twin.ts';
import { wrongNow, type Holdings } from '../../../tools/personas/proof.ts';

const nothingYet: Holdings = { rows: [], slips: 0 };
const row = { slipNumber: 'K01-1-000001', kind: 'claim-report', state: 'processed' } as const;

function paper(text: string): PrintedSlip {
  const runs = [{ text, width: 1, height: 1, bold: false }];
  return {
    bytes: new Uint8Array(),
    document: [{ kind: 'text', align: 'left', runs, heightDots: 24, isOverfull: false }],
    cut: true,
  };
}

test('a visit counts when the hub holds one record of its errand and the paper bears its number', () => {
  expect(wrongNow([row], [paper('凭条 K01-1-000001')], 'claim-report', nothingYet)).toBeNull();
});

test('records and slips of the visits before are not counted for this one', () => {
  const before: Holdings = { rows: [row], slips: 1 };
  expect(wrongNow([row], [paper('K01-1-000001')], 'claim-report', before)).toMatch('0 new records');
});

test('a record that came twice is named, and so is one of another errand', () => {
  const twice = [row, { ...row, slipNumber: 'K01-1-000002' }];
  expect(wrongNow(twice, [paper('K01-1-000001')], 'claim-report', nothingYet)).toMatch('2 new records');
  expect(wrongNow([row], [paper('K01-1-000001')], 'contact-change', nothingYet)).toMatch(
    'one of claim-report',
  );
});

test('a slip that is missing, doubled, not cut off or of somebody else is named', () => {
  const judge = (...slips: readonly PrintedSlip[]) => wrongNow([row], slips, 'claim-report', nothingYet);
  expect(judge()).toMatch('0 slips');
  expect(judge(paper('K01-1-000001'), paper('K01-1-000001'))).toMatch('2 slips');
  expect(judge({ ...paper('K01-1-000001'), cut: false })).toMatch('0 slips');
  expect(judge(paper('K01-1-000009'))).toMatch('does not bear its number');
});

test('a measurement leaves a slip and no record', () => {
  expect(wrongNow([], [paper('高压 128')], 'blood-pressure', nothingYet)).toBeNull();
  expect(wrongNow([row], [paper('高压 128')], 'blood-pressure', nothingYet)).toMatch('1 new records');
});
