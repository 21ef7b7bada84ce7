import { fairWeather } from './branch/net.ts';
import { headOf, outboxRows } from './check/stored.ts';
import { damaged } from './kiosk/journal-damage.ts';
import type { Machine } from './kiosk/machine.ts';
import { activeMs, type Blow, type Trouble } from './plan.ts';
import { kioskId, type Stage } from './stage.ts';

const minuteMs = 60_000;

/** Brings a trouble about. @returns how it ends */
export function begin(stage: Stage, trouble: Trouble): () => void {
  const { world, net, hub } = stage;
  const machine = current(stage);
  world.witness.note(`trouble ${trouble.kind}`);
  switch (trouble.kind) {
    case 'line':
      net.mood = trouble;
      return () => void (net.mood = fairWeather);
    case 'link-flaps':
      return flapping(stage);
    case 'hub-down':
      world.witness.struck('hub down');
      hub.die();
      return () => hub.start();
    case 'hub-unsafe':
      world.witness.struck('hub not durable');
      hub.memory.mood.unsafe = ['fsync'];
      return () => {
        if (world.dice.chance(50)) blow(stage, { kind: 'hub-loses-power' });
        hub.memory.mood.unsafe = [];
      };
    case 'disk-full':
      machine.disk.mood.isFull = true;
      return () => void (machine.disk.mood.isFull = false);
    case 'database-full':
      world.witness.struck('database full');
      machine.database.state.isFull = true;
      return () => void (machine.database.state.isFull = false);
    case 'lost-replies':
      stage.lostReplyPercent = trouble.percent;
      return () => void (stage.lostReplyPercent = 0);
  }
}

function flapping(stage: Stage): () => void {
  const { timeline, air, dice, witness } = stage.world;
  let isOver = false;
  const flap = () => {
    if (isOver) return;
    witness.struck('link event');
    current(stage).tell('link', { online: dice.chance(60) });
    timeline.after(dice.between(2_000, 60_000), air, flap);
  };
  flap();
  return () => void (isOver = true);
}

/** Strikes once. */
export function blow(stage: Stage, what: Blow): void {
  const { world, hub, wall } = stage;
  const { witness, dice, timeline, air } = world;
  const machine = current(stage);
  const after = (delayMs: number, action: () => void) => void timeline.after(delayMs, air, action);
  switch (what.kind) {
    case 'clock':
      witness.struck(`clock ${what.jump}`);
      return wall.jump(what.jump);
    case 'crash':
      return machine.crash(what.crash);
    case 'hub-dies-at-commit':
      hub.memory.mood.dies = (when) => {
        if (when !== what.when) return false;
        witness.struck(`hub dies ${when} a commit`);
        hub.memory.mood.dies = () => false;
        hub.die();
        after(dice.between(5_000, minuteMs), hub.start);
        return true;
      };
      return;
    case 'hub-loses-power':
      witness.struck('hub loses power');
      hub.die();
      hub.memory.losePower();
      return after(dice.between(minuteMs, 3 * minuteMs), hub.start);
    case 'hub-restored':
      return restoreLater(stage);
    case 'failed-sync':
      return void (machine.disk.mood.failingSyncs = dice.between(1, 3));
    case 'failed-write':
      return void (machine.disk.mood.failingWrites = dice.between(1, 3));
    case 'failed-read':
      return void (machine.disk.mood.failingReads = 1);
    case 'open-refused':
      machine.database.state.refusals = what.times;
      machine.crash('page');
      return witness.struck('database refuses to open');
    case 'database-damaged':
      if (!isWholeInJournal(machine)) return witness.note('database spared: the journal lacks something');
      witness.struck(`database ${what.damage}`);
      return machine.damageDatabase(what.damage);
    case 'journal-damaged':
      if (!isWholeInDatabase(machine)) return witness.note('journal spared: the database lacks something');
      witness.struck(`journal ${what.damage}`);
      return machine.damageDisk((files) => damaged(files, what.damage, dice));
    case 'window-replaced':
      witness.struck('window replaced');
      after(what.overlapMs / 2, () => machine.tell('link', { online: true }));
      return machine.replaceWindow(what.overlapMs);
    case 're-imaged':
      return reImage(stage, machine);
  }
}

export function current({ machines }: Stage): Machine {
  const machine = machines.at(-1);
  if (machine === undefined) throw new Error('no kiosk');
  return machine;
}

/** A backup is taken now and put back some minutes later: the hub forgets what came between. */
function restoreLater(stage: Stage): void {
  const { world, hub, machines } = stage;
  const backup = hub.memory.backup();
  const lives = machines.length;
  world.timeline.after(world.dice.between(1, 15) * minuteMs, world.air, () => {
    if (world.timeline.nowMs() > activeMs) return world.witness.note('not restored: all is mended by now');
    // What an earlier life has sent since then, nobody has any more; nor is there anybody who could tell.
    if (machines.length > lives) return world.witness.note('not restored: the kiosk was re-imaged since');
    stage.restores += 1;
    world.witness.struck('hub restored from a backup');
    hub.die();
    hub.memory.restore(backup);
    world.timeline.after(minuteMs, world.air, hub.start);
  });
}

/**
 * One disaster at a time: a store is only damaged while the other one has everything, and the kiosk has had the time to
 * find out. Against the loss of both in one night there is no promise (docs/operate/simulation.md).
 */
function isWholeInJournal({ open, journal, database }: Machine): boolean {
  if (open.length === 0 || journal === null) return false;
  const { sequence, missing = [] } = journal.mark();
  return missing.length === 0 && sequence >= (headOf(database.rows())?.sequence ?? 0);
}

function isWholeInDatabase({ open, journal, database }: Machine): boolean {
  if (open.length === 0 || journal === null) return false;
  const rows = database.durableRows();
  const head = headOf(rows);
  if (head === null || head.sequence < journal.mark().sequence) return false;
  const held = new Set(outboxRows(rows).map(({ sequence }) => sequence));
  for (let sequence = (head.receipt?.upToSequence ?? 0) + 1; sequence <= head.sequence; sequence += 1)
    if (!held.has(sequence)) return false;
  return true;
}

/** A technician puts a new disk in, after everything has reached the hub: a new enrolment, a new epoch. */
function reImage(stage: Stage, machine: Machine): void {
  const { witness } = stage.world;
  const { epoch } = machine.enrolment;
  const shelf = stage.hub.memory.shelfOf({ kioskId, epoch });
  const isAllThere = outboxRows(machine.database.rows()).every(({ sequence }) => shelf?.offers.has(sequence));
  const isMarked = (machine.journal?.mark().sequence ?? Infinity) <= (shelf?.prefix.sequence ?? 0);
  if (!isAllThere || !isMarked) return witness.note('not re-imaged: something still waits');
  witness.struck('re-imaged');
  machine.retire();
  stage.addMachine(epoch + 1).start();
}
