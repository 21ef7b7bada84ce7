import path from 'node:path';
import { cutWhileWriting } from './cut-while-writing.ts';
import type { Disk } from './disk.ts';
import { copyFolder } from './installation.ts';
import { kioskPlaceOn, startKioskSession } from './kiosk-session.ts';
import { countMissing, faultsIn } from './losses.ts';
import { readJournal, type JournalFound } from './read-journal.ts';
import type { Rig } from './rig.ts';
import type { Found, KioskTrial, Mark } from './trial.ts';
import type { DatabaseFound } from './page/read-rows.ts';
import type { Reopened } from './page/main.ts';

/** One power cut under a kiosk that takes errands. Throws when the rig itself stumbles. */
export async function tryKiosk(rig: Rig, trial: KioskTrial, disk: Disk): Promise<Found> {
  const place = kioskPlaceOn(disk.mountPoint, path.join(rig.folder, 'home'), trial.backend);
  await copyFolder(rig.installation.kioskFolder, place.dataFolder);
  await disk.sync();
  const heard: Mark[] = [];
  const before = await startKioskSession(rig.installation, place, (mark) => void heard.push(mark));
  const write = () => before.page.acceptForEver(trial.cell);
  const acknowledged = await cutWhileWriting(disk, trial.waitMs, write, () => heard).finally(before.kill);
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
