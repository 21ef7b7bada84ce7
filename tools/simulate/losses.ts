import { isBackupLossTold } from './check/at-rest.ts';
import { headOf, outboxRows } from './check/stored.ts';
import { damaged } from './kiosk/journal-damage.ts';
import type { Machine } from './kiosk/machine.ts';
import { hubClock } from './kiosk/wall-clock.ts';
import { activeMs } from './plan.ts';
import { current, kioskId, type Stage } from './stage.ts';

const minuteMs = 60_000;

/** A backup is taken now and put back some minutes later: the hub forgets what came between. */
export function restoreLater(stage: Stage): void {
  const { world, hub, machines } = stage;
  if (stage.cuts > 0) return world.witness.note('not restored: only the hub has what the kiosk lost');
  stage.backups += 1;
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
export function isWholeInJournal({ open, journal, database }: Machine): boolean {
  if (open.length === 0 || journal === null) return false;
  const { sequence, missing = [] } = journal.mark();
  return missing.length === 0 && sequence >= (headOf(database.rows())?.sequence ?? 0);
}

export function isWholeInDatabase({ open, journal, database }: Machine): boolean {
  if (open.length === 0 || journal === null) return false;
  const rows = database.durableRows();
  const head = headOf(rows);
  if (head === null || head.sequence < journal.mark().sequence) return false;
  const held = new Set(outboxRows(rows).map(({ sequence }) => sequence));
  for (let sequence = (head.receipt?.upToSequence ?? 0) + 1; sequence <= head.sequence; sequence += 1)
    if (!held.has(sequence)) return false;
  return true;
}

/**
 * Both stores come back as they were some time ago, while nothing waited: only the hub knows how many numbers were given
 * out. Until the kiosk has heard it nobody is served; see {@link hasForgotten}.
 */
export function cutBoth(stage: Stage, machine: Machine): void {
  const { witness, dice } = stage.world;
  const mark = machine.journal?.mark();
  const isIdle =
    machine.open.length === 1 &&
    mark !== undefined &&
    mark.sequence > 0 &&
    mark.sequence === mark.receiptedSequence &&
    mark.sequence === headOf(machine.database.rows())?.receipt?.upToSequence;
  // A backup that is older than this would make the loss one of three stores.
  if (!isIdle || stage.backups > 0) return witness.note('stores spared: not idle, or a backup waits');
  stage.cuts += 1;
  witness.struck('both stores cut while idle');
  machine.damageDisk((files) => damaged(files, 'tail-cut', dice));
  machine.damageDatabase('truncate');
}

/** Whether the hub holds more than the kiosk remembers. */
export function hasForgotten(stage: Stage): boolean {
  if (stage.cuts === 0) return false;
  const { journal, enrolment } = current(stage);
  const shelf = stage.hub.memory.shelfOf({ kioskId, epoch: enrolment.epoch });
  return (journal?.mark().sequence ?? 0) < (shelf?.highest ?? 0);
}

/** One record that waits, with others behind it, is gone from both stores and not at the hub: staff will give it up. */
export function loseRecord(stage: Stage, machine: Machine): void {
  const { witness } = stage.world;
  const shelf = stage.hub.memory.shelfOf({ kioskId, epoch: machine.enrolment.epoch });
  const waiting = outboxRows(machine.database.durableRows()).toSorted((a, b) => a.sequence - b.sequence);
  const isWhole = isWholeInJournal(machine) && isWholeInDatabase(machine);
  const lost = waiting.slice(0, -1).find(({ sequence }) => !shelf?.offers.has(sequence));
  if (!isWhole || lost === undefined)
    return witness.note('record spared: nothing waits with others behind it');
  witness.struck('record lost from both stores');
  stage.destroyed.push({ ...lost, epoch: machine.enrolment.epoch });
  machine.loseRecord(lost);
}

const staffRoundMs = 10 * minuteMs;
/** As `--gap-alert-minutes`. */
const gapAlertMs = 15 * minuteMs;

/** Staff at the hub look now and then, and give up what the kiosk has said to have in neither store. */
export function beginStaffRounds(stage: Stage): void {
  const { timeline, air } = stage.world;
  timeline.after(staffRoundMs, air, () => {
    beginStaffRounds(stage);
    if (stage.hub.isUp()) void lookForGaps(stage);
  });
}

async function lookForGaps(stage: Stage): Promise<void> {
  const { world, hub, destroyed } = stage;
  const nowMs = hubClock(world.timeline).nowMs();
  await hub.memory.store.watchGaps(nowMs - gapAlertMs, nowMs);
  const machine = current(stage);
  const { epoch } = machine.enrolment;
  const shelf = hub.memory.shelfOf({ kioskId, epoch });
  const missing = (shelf?.prefix.sequence ?? 0) + 1;
  const isTold = shelf?.incidents.some(({ kind, place }) => kind === 'gap' && place.sequence === missing);
  if (!isTold) return;
  const isDestroyed = destroyed.some((lost) => lost.epoch === epoch && lost.sequence === missing);
  if (!isDestroyed && !(await isOnlyInLostBackup(machine, missing))) return;
  world.witness.struck('place given up by staff');
  hub.memory.giveUp({ kioskId, epoch }, nowMs);
}

/** Neither store of the kiosk has it any more, and the kiosk has said why. */
async function isOnlyInLostBackup(machine: Machine, sequence: number): Promise<boolean> {
  const { journal, database, told } = machine;
  if (journal === null || !isBackupLossTold(told)) return false;
  const isWaiting = outboxRows(database.rows()).some((row) => row.sequence === sequence);
  return !isWaiting && !(await isInJournal(machine, sequence));
}

export async function isInJournal({ journal }: Machine, sequence: number): Promise<boolean> {
  const read = await journal?.read(sequence, 1);
  return read?.ok === true && read.value.envelopes[0]?.envelope.header.sequence === sequence;
}
