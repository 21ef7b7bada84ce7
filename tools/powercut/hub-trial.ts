import { existsSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { startProgram, type Program } from '../rig/program.ts';
import type { Disk } from './disk.ts';
import { endProcessesIn } from './processes-in.ts';
import { copyFolder } from './installation.ts';
import type { Rig } from './rig.ts';
import type { Found, HubTrial } from './trial.ts';
import type { Answered, Sender } from './sender.ts';
import { until } from './until.ts';

const batchSize = 20;
/** For asking again what is held; large, because there are thousands. */
const askSize = 100;
const firstReceiptWithinMs = 20_000;

/** One power cut under a hub that is taking uploads. Throws when the rig itself stumbles. */
export async function tryHub(rig: Rig, trial: HubTrial, disk: Disk): Promise<Found> {
  const dataFolder = path.join(disk.mountPoint, 'hub');
  await copyFolder(rig.installation.hubFolder, dataFolder);
  if (!existsSync(path.join(dataFolder, 'database', 'PG_VERSION')))
    throw new Error('the database does not lie on the disk that is cut');
  await disk.sync();
  const acknowledged = await cutWhileStoring(rig, trial, disk, dataFolder);
  await disk.remount();
  // It waits for PostgreSQL's own recovery before it calls itself ready.
  const hub = await startHub(rig, dataFolder);
  try {
    return await askWhatIsHeld(rig.sender, acknowledged);
  } finally {
    await endHub(hub, disk);
  }
}

/** Answers up to where the hub had signed before the power went. */
async function cutWhileStoring(rig: Rig, trial: HubTrial, disk: Disk, dataFolder: string): Promise<number> {
  const hub = await startHub(rig, dataFolder);
  const upload = uploadForEver(rig.sender);
  try {
    await until(
      () => upload.acknowledged() > 0 || upload.trouble() !== null,
      firstReceiptWithinMs,
      'no receipt came',
    );
    await pause(trial.waitMs);
    if (upload.trouble() !== null) throw new Error(`no more receipts: ${upload.trouble()}`);
    disk.cut();
    // In the same turn: a receipt that comes from now on may be for what never reached the disk.
    return upload.acknowledged();
  } finally {
    upload.end();
    await endHub(hub, disk);
    await upload.ended;
  }
}

function startHub({ installation }: Rig, dataFolder: string): Promise<Program> {
  return startProgram(installation.hubScript, ['--data', dataFolder, '--port', String(installation.hubPort)]);
}

/** The database server outlives a killed hub. */
async function endHub(hub: Program, disk: Disk): Promise<void> {
  await hub.kill();
  await endProcessesIn(disk.mountPoint);
}

function uploadForEver(sender: Sender) {
  let acknowledged = 0;
  let trouble: string | null = null;
  const over = new AbortController();

  async function uploadAll(): Promise<void> {
    while (!over.signal.aborted && trouble === null) {
      const answer = await sender.send(await sender.records(acknowledged + 1, batchSize));
      if (answer.ok) acknowledged = answer.value.receipt.upToSequence;
      else if (answer.error.retryAfterMs === null) trouble = answer.error.trouble;
      else await pause(answer.error.retryAfterMs, undefined, { signal: over.signal });
    }
  }

  const ended = uploadAll().catch((cause: unknown) => void (trouble = String(cause)));
  return {
    acknowledged: () => acknowledged,
    trouble: () => trouble,
    end: () => over.abort(),
    ended,
  };
}

/**
 * Sends the acknowledged records once more. What the hub still holds, to the byte, it calls a duplicate; whatever else
 * it says of a record, that record was lost. Then it has to take one batch more.
 */
async function askWhatIsHeld(sender: Sender, acknowledged: number): Promise<Found> {
  let held = 0;
  for (let from = 1; from <= acknowledged; from += askSize) {
    const records = await sender.records(from, Math.min(askSize, acknowledged - from + 1));
    const { verdicts } = await answerTo(sender, records);
    held += verdicts.filter(({ verdict }) => verdict === 'duplicate').length;
  }
  const more = await answerTo(sender, await sender.records(acknowledged + 1, batchSize));
  const isGoingOn = more.receipt.upToSequence >= acknowledged + batchSize;
  return {
    acknowledged,
    lost: acknowledged - held,
    journalLost: null,
    unionLost: null,
    faults: isGoingOn ? [] : ['afterwards: the hub does not sign for what is new'],
    dataLoss: null,
  };
}

async function answerTo(sender: Sender, records: Parameters<Sender['send']>[0]): Promise<Answered> {
  const answer = await sender.send(records);
  if (answer.ok) return answer.value;
  if (answer.error.retryAfterMs === null)
    throw new Error(`the hub was asked what it holds: ${answer.error.trouble}`);
  await pause(answer.error.retryAfterMs);
  return answerTo(sender, records);
}
