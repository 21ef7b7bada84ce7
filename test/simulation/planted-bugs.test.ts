import { expect, test } from 'vitest';
import { bugNames, plantedBugs, type BugName } from '../../tools/simulate/planted/catalogue.ts';
import { runSeed } from '../../tools/simulate/run-seed.ts';

/** A bug that needs more runs than this to be seen is not really looked for. */
const mostSeeds = 150;

/** What each bug does to a customer or to the protocol, in the words of the simulation. */
const seenAs: Readonly<Record<BugName, RegExp>> = {
  'relaxed-durability': /accepted before the database has it on disk/,
  'delete-before-receipt': /deleted without a receipt/,
  'sequence-outside-transaction': /accepted before|deleted without a receipt|not at the hub|not with the hub/,
  'retry-on-4xx': /refused requests within ten minutes/,
  'retry-after-ignored': /before Retry-After is over/,
  'wall-clock-order': /of its order group/,
  'two-drainers': /two requests of one kiosk/,
  'unsigned-receipt': /deleted without a receipt/,
  'journal-after-screen': /accepted before the journal has it on disk/,
  'epoch-reused': /not with the hub|not at the hub|another one at the hub|does not open/,
  'journal-not-synced': /accepted before the journal has it on disk/,
  'silent-while-idle': /not with the hub|takes nothing/,
  'nothing-from-the-journal': /not with the hub|not at the hub/,
  'hub-signs-unsafe': /not with the hub|not at the hub/,
};

async function firstFinding(bug: BugName): Promise<string | null> {
  for (let seed = 1; seed <= mostSeeds; seed += 1) {
    const { harms } = await runSeed(seed, plantedBugs[bug]);
    const found = harms.find(({ text }) => seenAs[bug].test(text));
    if (found !== undefined) return `${found.kind}: ${found.text}`;
  }
  return null;
}

test.each(bugNames)('the simulation finds a queue with %s', { timeout: 120_000 }, async (bug) => {
  expect(await firstFinding(bug)).toMatch(seenAs[bug]);
});

test('at least ten bugs are planted', () => {
  expect(bugNames.length).toBeGreaterThanOrEqual(10);
});
