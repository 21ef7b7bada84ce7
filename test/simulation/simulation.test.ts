import { expect, test } from 'vitest';
import { netFates } from '../../tools/simulate/branch/net.ts';
import { crashKinds, crashPoints } from '../../tools/simulate/kiosk/crashes.ts';
import { journalDamages } from '../../tools/simulate/kiosk/journal-damage.ts';
import { clockJumps } from '../../tools/simulate/kiosk/wall-clock.ts';
import { runSeed, type SeedResult } from '../../tools/simulate/run-seed.ts';

const seeds = 300;
const results: SeedResult[] = [];

test('three hundred kiosks lose, double, leak and hide nothing', { timeout: 300_000 }, async () => {
  for (let seed = 1; seed <= seeds; seed += 1) results.push(await runSeed(seed));
  expect(
    results.flatMap(({ seed, harms }) => harms.map(({ kind, text }) => `seed ${seed}: ${kind}: ${text}`)),
  ).toEqual([]);
  expect(results.reduce((sum, { accepted }) => sum + accepted, 0)).toBeGreaterThan(seeds * 3);
});

test('every fault that can be planned has really struck', () => {
  const struck = new Set(results.flatMap(({ faults }) => [...faults.keys()]));
  const expected = [
    ...netFates.map((fate) => `line ${fate}`),
    ...crashPoints.map((point) => `crash ${point}`),
    ...crashKinds.map((kind) => `crash ${kind}`),
    ...clockJumps.map((jump) => `clock ${jump}`),
    ...journalDamages.map((damage) => `journal ${damage}`),
    ...['wipe', 'data-loss', 'truncate'].map((damage) => `database ${damage}`),
    'database full',
    'database refuses to open',
    'disk ENOSPC',
    'disk EIO at a sync',
    'disk EIO at a write',
    'disk EIO at a read',
    'host reply lost',
    'hub down',
    'hub dies before a commit',
    'hub dies after a commit',
    'hub loses power',
    'hub not durable',
    'hub restored from a backup',
    'both stores cut while idle',
    'record lost from both stores',
    'place given up by staff',
    're-imaged',
    'window replaced',
  ];
  expect(expected.filter((fault) => !struck.has(fault))).toEqual([]);
});

test('a seed replays exactly, with and without faults', async () => {
  for (const seed of [1, 6, 17, 51, 183]) {
    const first = results.find((result) => result.seed === seed) ?? (await runSeed(seed));
    const again = await runSeed(seed);
    expect(again.trace).toEqual(first.trace);
    expect(again.digest).toBe(first.digest);
  }
});

test('two seeds are two stories', async () => {
  expect((await runSeed(2)).digest).not.toBe((await runSeed(3)).digest);
});
