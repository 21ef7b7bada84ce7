import { expect, test } from 'vitest';
import { seededRandom } from '../../../../hardware/faults/seeded-random.ts';
import { nameOf, peerLines } from '../../../../tools/bench/outbox/lines.ts';
import { planPeerTrials } from '../../../../tools/powercut/peers/peer-plan.ts';

const plan = planPeerTrials(4, seededRandom(1));

test('every peer is cut as often as the others, strict and as it comes, and nothing of ours', () => {
  expect(peerLines.map(nameOf)).toHaveLength(8);
  for (const line of peerLines) expect(plan.filter((trial) => trial.line === line)).toHaveLength(4);
  expect(plan.map(({ number }) => number)).toEqual(plan.map((_, at) => at + 1));
  expect(plan.some(({ line }) => line.contender === 'care-kiosk')).toBe(false);
});

test('both of the browser’s backends are cut under each of them', () => {
  for (const line of peerLines)
    expect(new Set(plan.filter((trial) => trial.line === line).map(({ backend }) => backend)).size).toBe(2);
});

test('a seed plans the same again, and another one something else', () => {
  expect(planPeerTrials(4, seededRandom(1))).toEqual(plan);
  expect(planPeerTrials(4, seededRandom(2))).not.toEqual(plan);
});
