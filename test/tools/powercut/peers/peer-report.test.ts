import { expect, test } from 'vitest';
import { peerLines } from '../../../../tools/bench/outbox/lines.ts';
import {
  peerProgress,
  peerSummary,
  peerTable,
  weaknessesOf,
  type PeerResult,
} from '../../../../tools/powercut/peers/peer-report.ts';
import type { PeerFound } from '../../../../tools/powercut/peers/peer-trial.ts';
import type { Outcome } from '../../../../tools/powercut/trial.ts';

const kept = (lost: number): Outcome<PeerFound> => ({ kind: 'valid', acknowledged: 100, lost });
const invalid: Outcome<PeerFound> = { kind: 'invalid', why: 'the browser did not get ready' };

/** Every peer was cut twice: whoever is relaxed has lost 40 and 60. */
const good = peerLines.flatMap((line, at): PeerResult[] =>
  [40, 60].map((lost) => ({
    trial: { number: at + 1, line, backend: 'leveldb', waitMs: 1_000 },
    outcome: kept(line.durability === 'relaxed' ? lost : 0),
  })),
);

test('each line has its own figures, and the run stands on the line that was cut least', () => {
  const [first, ...others] = good;
  const summary = peerSummary([...others, { ...first!, outcome: invalid }]);
  expect(summary.trials).toBe(1);
  expect(summary.lines).toHaveLength(8);
  expect(summary.lines[0]).toMatchObject({ trials: 1, invalid: 1, acknowledged: 100, lost: 0 });
  const relaxed = summary.lines.find(({ durability }) => durability === 'relaxed');
  expect(relaxed).toMatchObject({ trials: 2, invalid: 0, acknowledged: 200, lost: 100 });
  expect(weaknessesOf(summary)).toEqual([]);
});

test('the table says what one cut took on average, and nothing where there was none', () => {
  const table = peerTable(peerSummary(good.filter(({ trial }) => trial.line.contender !== 'rxdb')));
  const cells = table.split('\n').map((line) => line.trim().split(/\s{2,}/));
  expect(cells).toContainEqual(['workbox', 'relaxed', '2', '0', '200', '100', '50']);
  expect(cells).toContainEqual(['rxdb', 'strict', '0', '0', '0', '0', '–']);
});

test('a run in which no relaxed peer lost anything calls itself broken', () => {
  const blind = peerSummary(good.map((result) => ({ ...result, outcome: kept(0) })));
  expect(weaknessesOf(blind)).toEqual(['THE RIG IS BROKEN: no relaxed peer lost anything']);
});

test('a line without a valid trial is named', () => {
  const some = good.map((result) =>
    result.trial.line === peerLines[0] ? { ...result, outcome: invalid } : result,
  );
  expect(weaknessesOf(peerSummary(some))).toEqual(['plain-dexie, strict: no valid trial']);
});

test('a line of progress says what was cut, when, and what was lost', () => {
  expect(peerProgress(good.at(-1)!, 24)).toBe(
    ' 8 of 24  workbox-relaxed     leveldb cut after 1.0 s  100 acknowledged, 60 lost',
  );
  expect(peerProgress({ ...good[0]!, outcome: invalid }, 8)).toContain('INVALID: the browser did not get');
});
