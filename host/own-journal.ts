import path from 'node:path';
import type { Clock } from '../core/lib/clock.ts';
import { openJournal } from './journal/journal.ts';
import type { JournalOptions } from './journal/keeping.ts';
import type { Membership } from './membership.ts';
import type { TrustStore } from './trust.ts';

type Parts = {
  readonly dataFolder: string;
  readonly member: Membership;
  readonly trust: Pick<TrustStore, 'checkReceipt'>;
  readonly clock: Clock;
};

/** Opens this machine's journal for one enrolment: whose records go in, and whose signatures count. */
export function openOwnJournal(
  { dataFolder, member, trust, clock }: Parts,
  how: Pick<JournalOptions, 'retention' | 'copy' | 'onWrite'> = {},
): ReturnType<typeof openJournal> {
  const { kioskId, epoch } = member.identity;
  return openJournal({
    ...how,
    folder: path.join(dataFolder, 'journal'),
    kioskId,
    epoch,
    clock,
    checkDevice: member.key.check,
    checkHub: trust.checkReceipt,
  });
}
