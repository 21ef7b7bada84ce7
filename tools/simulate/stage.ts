import type { KioskFacts } from '../../core/contract/calls.ts';
import { builtInRulesPack } from '../../core/rules/rules-pack.ts';
import type { PrintOutcome } from '../../core/slips/slip.ts';
import { simulatedHub, type SimulatedHub } from './branch/hub.ts';
import { simulatedNet, type SimulatedNet } from './branch/net.ts';
import { deletionRule, type DeletionRule } from './check/deletions.ts';
import { lineRules, type LineRules } from './check/line-rules.ts';
import { promiseBook, type Promises } from './check/promises.ts';
import { refusalRule } from './check/refusals.ts';
import { newWitness } from './check/witness.ts';
import { canary } from './customers.ts';
import { signingKey, type SigningKey } from './kiosk/enrolment.ts';
import { Machine } from './kiosk/machine.ts';
import { hubClock, wallClock, type WallClock } from './kiosk/wall-clock.ts';
import { planOf, type Plan } from './plan.ts';
import type { Bugs } from './planted/bugs.ts';
import { diceOf } from './world/dice.ts';
import { newLife } from './world/life.ts';
import { rawKeyPair } from './world/seeded-crypto.ts';
import { newSettling } from './world/settling.ts';
import { newTimeline } from './world/timeline.ts';
import { uuidFrom, type World } from './world/world.ts';

export const kioskId = 'K01';

export type Destroyed = { readonly transactionId: string; readonly epoch: number; readonly sequence: number };

/** Everything that one run is about. */
export type Stage = {
  readonly world: World;
  readonly plan: Plan;
  readonly bugs: Bugs;
  readonly hub: SimulatedHub;
  readonly net: SimulatedNet;
  readonly wall: WallClock;
  readonly promises: Promises;
  readonly sealingPrivateKey: string;
  /** Lives of the one kiosk, oldest first; only the last is in use. */
  readonly machines: Machine[];
  readonly addMachine: (epoch: number) => Machine;
  /** What the line between page and host is like now: how many answers of a hundred are lost. */
  lostReplyPercent: number;
  /** How often the hub was put back to an older backup. */
  restores: number;
  /** Backups that were made to be put back. */
  backups: number;
  /** How often both stores came back as they were before. */
  cuts: number;
  /** Records that are gone from both stores and never were at the hub. */
  readonly destroyed: Destroyed[];
};

export function current({ machines }: Stage): Machine {
  const machine = machines.at(-1);
  if (machine === undefined) throw new Error('no kiosk');
  return machine;
}

export type StageKeys = {
  readonly sealing: { readonly publicHalf: string; readonly privateHalf: string };
  readonly receipt: SigningKey;
};

function keysOf(seed: number): StageKeys {
  const dice = diceOf(seed, 3);
  const { publicHalf, privateHalf } = rawKeyPair('x25519', dice);
  return { sealing: { publicHalf, privateHalf }, receipt: signingKey(dice) };
}

/** The checks that look on, and what they need of a run. */
type Checks = {
  readonly deletions: DeletionRule;
  readonly lines: LineRules;
  readonly refusals: ReturnType<typeof refusalRule>;
};

export function setUp(seed: number, bugs: Bugs): Stage {
  const world = worldOf(seed);
  const { dice, settling, timeline, witness, air } = world;
  const keys = keysOf(seed);
  const checks: Checks = {
    deletions: deletionRule(witness),
    lines: lineRules(witness, timeline.nowMs),
    refusals: refusalRule(witness, timeline.nowMs),
  };
  const hub = simulatedHub({
    settling,
    keys: { receipt: { id: 'receipt-1', ...keys.receipt } },
    clock: hubClock(timeline),
    draw: diceOf(seed, 5).below,
    onReceipt: checks.deletions.onSigned,
  });
  hub.memory.mood.isUnsafeUnnoticed = bugs.hubSignsUnsafe;
  const net = simulatedNet({
    dice,
    timeline,
    hub,
    air,
    onFate: (fate) => witness.struck(`line ${fate}`),
    onWire: (text) => witness.sees('line', text),
  });
  const stage: Stage = {
    world,
    plan: planOf(diceOf(seed, 4)),
    bugs,
    hub,
    net,
    wall: wallClock(timeline),
    promises: promiseBook(witness),
    sealingPrivateKey: keys.sealing.privateHalf,
    machines: [],
    addMachine: (epoch) => addMachine(stage, checks, trustOf(keys), epoch),
    lostReplyPercent: 0,
    restores: 0,
    backups: 0,
    cuts: 0,
    destroyed: [],
  };
  return stage;
}

function worldOf(seed: number): World {
  const idDice = diceOf(seed, 1);
  const settling = newSettling();
  const timeline = newTimeline(settling);
  return {
    dice: diceOf(seed, 0),
    timeline,
    settling,
    witness: newWitness(timeline.nowMs, canary),
    air: newLife('air'),
    nextId: () => uuidFrom(idDice),
  };
}

/** Enrols the kiosk in this epoch and puts its machine up. */
function addMachine(stage: Stage, checks: Checks, trust: KioskFacts['trust'], epoch: number): Machine {
  const { world, wall, bugs, plan, promises, machines, hub } = stage;
  const earlier = machines.at(-1)?.enrolment;
  const isReused = bugs.epochReused && earlier !== undefined;
  const enrolment = isReused ? earlier : { kioskId, epoch, device: signingKey(world.dice) };
  if (!isReused) hub.enrol(enrolment, enrolment.device.publicKey);
  const { deletions, lines, refusals } = checks;
  const machine: Machine = new Machine({
    world,
    wall,
    enrolment,
    trust,
    bugs,
    rules: lines,
    crashes: machines.length === 0 ? plan.crashes : [],
    losesAnswer: () => losesAnswer(stage),
    onCommit: (database, commit) => deletions.onCommit(database, epoch, commit),
    onDamage: deletions.forget,
    receiptedUpTo: () => deletions.receiptedUpTo(epoch),
    onUploadAnswer: refusals.onAnswer,
    onUpload: (window, upload) => refusals.onRequest(window, upload, machine),
    put: (transactionId) => printed(world, promises, transactionId),
  });
  machines.push(machine);
  return machine;
}

function losesAnswer({ world, lostReplyPercent }: Stage): boolean {
  const isLost = lostReplyPercent > 0 && world.dice.chance(lostReplyPercent);
  if (isLost) world.witness.struck('host reply lost');
  return isLost;
}

function trustOf(keys: StageKeys): KioskFacts['trust'] {
  return {
    sealingKey: { id: 'seal-1', publicKey: keys.sealing.publicHalf },
    receiptKeys: [{ id: 'receipt-1', publicKey: keys.receipt.publicKey }],
    keysSerial: 0,
    // Holds and urgencies of every kind, so that the order of sending matters.
    rulesPack: { ...builtInRulesPack, serial: 1, holdBackSeconds: { 'contact-change': 90 } },
  };
}

const printMs = 3_000;

/** The printer: mostly a slip, sometimes no paper, sometimes nobody knows. */
function printed(
  { dice, timeline, air }: World,
  promises: Promises,
  transactionId: string,
): Promise<PrintOutcome> {
  const luck = dice.below(10);
  return new Promise((settle) => {
    timeline.after(printMs, air, () => {
      if (luck === 0) return settle({ outcome: 'not-printed', reason: 'paper-out' });
      promises.onPaper(transactionId);
      settle(luck === 1 ? { outcome: 'unknown' } : { outcome: 'printed' });
    });
  });
}
