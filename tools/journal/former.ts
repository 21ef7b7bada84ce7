import path from 'node:path';
import { deliverFormer } from '../../host/deliver-former.ts';
import { formerFolder, formerMember, retireEnrolment, type Enrolment } from '../../host/former-enrolments.ts';
import { loadIdentity } from '../../host/identity.ts';
import { inspect } from '../../host/journal/inspect.ts';
import { realDisk } from '../../host/journal/real-disk.ts';
import type { Undelivered } from '../../host/journal/receipt-book.ts';
import { realClock } from '../../machine/real-clock.ts';

/** Ends the enrolment; what it has left is delivered by {@link deliver}. */
export async function retire(dataFolder: string): Promise<void> {
  const retired = await retireEnrolment(dataFolder);
  if (retired.ok) console.log(`kept aside: ${formerFolder('', retired.value)}`);
  else console.error(`no enrolment to end: ${retired.error}`);
  console.log(JSON.stringify(retired.ok ? { retired: nameOf(retired.value) } : { error: retired.error }));
  if (!retired.ok) process.exitCode = 1;
}

/** Brings the hub what former enrolments of this machine have left in the journal. */
export async function deliver(dataFolder: string): Promise<void> {
  const left = await undeliveredIn(dataFolder);
  const delivered: string[] = [];
  const failed: string[] = [];
  for (const one of left) {
    console.error(`${nameOf(one)}: ${one.from} to ${one.to} …`);
    const upTo = await deliverOne(dataFolder, one);
    if (upTo.ok) delivered.push(nameOf(one));
    else failed.push(`${nameOf(one)}: ${upTo.error}`);
  }
  for (const line of failed) console.error(line);
  console.log(JSON.stringify({ delivered, failed }));
  if (failed.length > 0) process.exitCode = 1;
}

async function undeliveredIn(dataFolder: string): Promise<readonly Undelivered[]> {
  const today = await loadIdentity(dataFolder);
  const nobody = { kioskId: '', epoch: 0, checkDevice: () => false, checkHub: () => false };
  const { books } = await inspect({ disk: realDisk, folder: path.join(dataFolder, 'journal') }, nobody);
  return books.receipts.undelivered(today.ok ? today.value : null);
}

async function deliverOne(dataFolder: string, former: Enrolment) {
  const member = await formerMember(dataFolder, former);
  return member.ok
    ? deliverFormer(dataFolder, member.value, formerFolder(dataFolder, former), realClock())
    : member;
}

function nameOf({ kioskId, epoch }: Enrolment): string {
  return `${kioskId}-${epoch}`;
}
