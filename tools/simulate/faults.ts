import { fairWeather } from './branch/net.ts';
import { outboxRows } from './check/stored.ts';
import { damaged } from './kiosk/journal-damage.ts';
import type { Machine } from './kiosk/machine.ts';
import { cutBoth, isWholeInDatabase, isWholeInJournal, loseRecord, restoreLater } from './losses.ts';
import type { Blow, Trouble } from './plan.ts';
import { current, kioskId, type Stage } from './stage.ts';

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
    case 'both-stores-cut':
      return cutBoth(stage, machine);
    case 'record-lost':
      return loseRecord(stage, machine);
    case 'window-replaced':
      witness.struck('window replaced');
      after(what.overlapMs / 2, () => machine.tell('link', { online: true }));
      return machine.replaceWindow(what.overlapMs);
    case 're-imaged':
      return reImage(stage, machine);
  }
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
