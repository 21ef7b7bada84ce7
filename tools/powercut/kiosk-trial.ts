import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Disk } from './disk.ts';
import { copyFolder } from './installation.ts';
import { kioskPlaceOn, startKioskSession, type KioskSession } from './kiosk-session.ts';
import { countMissing, faultsIn } from './losses.ts';
import { readJournal, type JournalFound } from './read-journal.ts';
import type { Rig } from './rig.ts';
import type { Found, KioskTrial, Mark } from './trial.ts';
import { until } from './until.ts';
import type { DatabaseFound } from './page/read-rows.ts';
import type { Reopened } from './page/main.ts';

/** A first record needs an open outbox, and that a sealed record tried. */
const firstRecordWithinMs = 20_000;

/** One power cut under a kiosk that takes errands. Throws when the rig itself stumbles. */
export async function tryKiosk(rig: Rig, trial: KioskTrial, disk: Disk): Promise<Found> {
  const place = kioskPlaceOn(disk.mountPoint, path.join(rig.folder, 'home'), trial.backend);
  await copyFolder(rig.installation.kioskFolder, place.dataFolder);
  await disk.sync();
  const heard: Mark[] = [];
  const before = await startKioskSession(rig.installation, place, (mark) => void heard.push(mark));
  const acknowledged = await cutWhileAccepting(before, trial, disk, heard);
  await disk.remount();
  const journal = await readJournal(
    place.dataFolder,
    path.join(rig.folder, `${trial.number}-journal`),
    rig.clock,
  );
  const after = await startKioskSession(rig.installation, place, () => {});
  try {
    const database = await after.page.readDatabase();
    const reopened = await after.page.reopen();
    return judge(acknowledged, { journal, database, reopened });
  } finally {
    await after.kill();
  }
}

/** Answers what was acknowledged before the power went. */
async function cutWhileAccepting(
  kiosk: KioskSession,
  trial: KioskTrial,
  disk: Disk,
  heard: readonly Mark[],
): Promise<readonly Mark[]> {
  let trouble: string | null = null;
  try {
    kiosk.page.acceptForEver(trial.cell).then(
      (said) => (trouble = said),
      (cause: unknown) => (trouble = String(cause)),
    );
    await until(() => heard.length > 0 || trouble !== null, firstRecordWithinMs, 'no record was accepted');
    await pause(trial.waitMs);
    if (trouble !== null) throw new Error(`no more records: ${String(trouble)}`);
    disk.cut();
    // In the same turn: what is heard from now on may never have reached the disk.
    return [...heard];
  } finally {
    await kiosk.kill();
  }
}

type Remains = {
  readonly journal: JournalFound;
  readonly database: DatabaseFound;
  readonly reopened: Reopened;
};

function judge(acknowledged: readonly Mark[], { journal, database, reopened }: Remains): Found {
  const named = (where: string, trouble: string | null) => (trouble === null ? [] : [`${where}: ${trouble}`]);
  return {
    acknowledged: acknowledged.length,
    lost: countMissing(acknowledged, database.rows),
    journalLost: countMissing(acknowledged, journal.marks),
    unionLost: countMissing(acknowledged, reopened.after.rows),
    faults: [
      ...named('journal', journal.trouble),
      ...named('database', database.trouble),
      ...faultsIn(database),
      ...named('afterwards', reopened.trouble),
      ...faultsIn(reopened.after).map((fault) => `afterwards: ${fault}`),
    ],
    dataLoss: database.dataLoss,
  };
}
