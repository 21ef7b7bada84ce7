import { createHash } from 'node:crypto';
import { fairWeather } from './branch/net.ts';
import { checkAtRest, isBackupLossTold } from './check/at-rest.ts';
import { outboxRows, type OutboxRow } from './check/stored.ts';
import type { Harm } from './check/witness.ts';
import { visit } from './customers.ts';
import { begin, blow } from './faults.ts';
import { beginStaffRounds, hasForgotten, isInJournal } from './losses.ts';
import { activeMs } from './plan.ts';
import { noBugs, type Bugs } from './planted/bugs.ts';
import { current, kioskId, setUp, type Stage } from './stage.ts';
import { diceOf } from './world/dice.ts';
import { inPlaceOfGlobals } from './world/globals.ts';
import { seededCrypto } from './world/seeded-crypto.ts';

export type SeedResult = {
  readonly seed: number;
  readonly accepted: number;
  readonly harms: readonly Harm[];
  readonly faults: ReadonlyMap<string, number>;
  readonly trace: readonly string[];
  /** Of the trace: equal for the same seed. */
  readonly digest: string;
};

/** Everything must have come to rest so long after the last fault: twice the longest sweep, and the longest pause. */
const restMs = 45 * 60_000;
/** A visit with all its tries takes no longer. */
const visitMs = 60_000;

/** One run: a kiosk, its customers, its hub, and everything that can befall them, all of it from one seed. */
export async function runSeed(seed: number, bugs: Bugs = noBugs): Promise<SeedResult> {
  const stage = setUp(seed, bugs);
  const crypto = seededCrypto(diceOf(seed, 2));
  await inPlaceOfGlobals({ crypto, fetch: stage.net.fetch }, async () => {
    try {
      await liveThrough(stage);
      await comeToRest(stage);
      await check(stage);
    } catch (cause) {
      stage.world.witness.harm('stuck', cause instanceof Error ? cause.message : String(cause));
    }
  });
  const { trace, harms, faults } = stage.world.witness;
  const digest = createHash('sha256').update(trace.join('\n')).digest('hex');
  return { seed, accepted: stage.promises.promised.size, harms, faults, trace, digest };
}

async function liveThrough(stage: Stage): Promise<void> {
  const { world, plan } = stage;
  const { timeline, air, dice } = world;
  for (const { fromMs, untilMs, trouble } of plan.troubles)
    timeline.after(fromMs, air, () => {
      const end = begin(stage, trouble);
      timeline.after(untilMs - fromMs, air, end);
    });
  for (const { atMs, blow: what } of plan.blows) timeline.after(atMs, air, () => blow(stage, what));
  for (let visits = 0; visits < plan.visits; visits += 1) {
    const together = dice.chance(15) ? 3 : 1;
    const atMs = dice.below(activeMs);
    for (let customer = 0; customer < together; customer += 1)
      timeline.after(atMs, air, () => visitUnlessInDoubt(stage));
  }
  beginStaffRounds(stage);
  stage.addMachine(1).start();
  await timeline.run(activeMs);
}

/** Against a number that is given out twice before the first contact there is no promise (docs/operate/simulation.md). */
function visitUnlessInDoubt(stage: Stage): void {
  if (hasForgotten(stage)) stage.world.witness.note('customer: the kiosk waits for its first contact');
  else visit(stage.world, current(stage), stage.promises);
}

/**
 * All faults end. Without a new customer, everything that was promised must reach the hub and leave the kiosk; then
 * one more comes, is served, and brings the rest along.
 */
async function comeToRest(stage: Stage): Promise<void> {
  const { world, hub, net, wall, promises } = stage;
  world.witness.note('all is mended');
  net.mood = fairWeather;
  hub.memory.mood.unsafe = [];
  hub.memory.mood.dies = () => false;
  hub.start();
  wall.setRight();
  stage.lostReplyPercent = 0;
  const machine = current(stage);
  machine.heal();
  machine.start();
  const isPromised = ({ transactionId }: OutboxRow) => promises.promised.has(transactionId);
  await rest(stage, 'what was promised', () => isDrained(stage, isPromised));
  await serveOneMore(stage);
  await rest(stage, 'everything', () => isDrained(stage, () => true));
  await hub.memory.store.watchGaps(Infinity, 0);
}

/** What a wrong clock has made a page believe of the age of its records, it believes until it is loaded anew. */
async function serveOneMore(stage: Stage): Promise<void> {
  const { world, promises } = stage;
  const { timeline, witness } = world;
  const machine = current(stage);
  const before = promises.promised.size;
  for (const isLast of [false, true]) {
    visit(world, machine, promises);
    await timeline.run(timeline.nowMs() + visitMs);
    if (promises.promised.size > before) return;
    if (isLast) break;
    witness.struck('last customer served only after a reload');
    machine.crash('page');
    await timeline.run(timeline.nowMs() + visitMs);
  }
  witness.harm('broken', 'the kiosk takes nothing although all is mended');
}

async function rest({ world }: Stage, what: string, isDone: () => boolean): Promise<void> {
  const { timeline, witness } = world;
  await timeline.run(timeline.nowMs() + restMs, isDone);
  if (isDone()) witness.note(`${what} is with the hub`);
  else witness.harm('stuck', `${what} is not with the hub after ${restMs / 60_000} minutes`);
}

/**
 * Of these nothing waits any more, and a hub that was put back holds again what the journal has; what the journal had
 * lost before is judged by {@link checkAtRest}.
 */
function isDrained(stage: Stage, isMeant: (row: OutboxRow) => boolean): boolean {
  const { open, database, journal, enrolment, told } = current(stage);
  if (open.length === 0 || journal === null || hasForgotten(stage)) return false;
  const shelf = stage.hub.memory.shelfOf({ kioskId, epoch: enrolment.epoch });
  const isWhole = journal.mark().receiptedSequence <= (shelf?.prefix.sequence ?? 0) || isBackupLossTold(told);
  return isWhole && !outboxRows(database.rows()).some(isMeant);
}

async function check(stage: Stage): Promise<void> {
  const { world, promises, machines, hub, sealingPrivateKey, destroyed } = stage;
  const shelves = machines.flatMap(({ enrolment: { epoch } }) => {
    const shelf = hub.memory.shelfOf({ kioskId, epoch });
    return shelf === undefined ? [] : [[epoch, shelf] as const];
  });
  for (const machine of machines)
    for (const [name, content] of machine.disk.content()) world.witness.sees(name, content.toString('utf8'));
  await checkAtRest({
    witness: world.witness,
    promised: promises.promised,
    shelves: new Map(shelves),
    sealingPrivateKey,
    destroyed,
    isInJournal: async (epoch, sequence) => {
      const machine = machines.find(({ enrolment }) => enrolment.epoch === epoch);
      return machine !== undefined && isInJournal(machine, sequence);
    },
    told: new Set(machines.flatMap(({ told }) => [...told])),
  });
}
