import type { Input, Output, OwnError } from '../core/contract/calls.ts';
import type { Clock } from '../core/lib/clock.ts';
import { err, ok, type Result } from '../core/lib/result.ts';
import { watchClock } from './clock-watch.ts';
import { watchDiskRoom, type RoomNews } from './disk-room.ts';
import { incidentDesk, type IncidentDesk } from './incident-desk.ts';
import type { IntakeGate } from './intake.ts';
import type { Journal, JournalTrouble } from './journal/journal.ts';
import type { HostLog } from './log.ts';
import type { Membership } from './membership.ts';
import { openOwnJournal } from './own-journal.ts';
import type { Profile } from './profile.ts';
import { originFits } from './storage-origin.ts';
import { openTrust, type TrustStore } from './trust.ts';
import { watchWrites } from './write-watch.ts';

type Parts = {
  readonly clock: Clock;
  readonly log: HostLog;
  readonly dataFolder: string;
  /** Where the browser keeps the page's database, when the shell knows. */
  readonly browserFolder?: string;
  readonly profile: Profile;
  readonly member: Membership;
  readonly intake: IntakeGate;
};

type Said<K extends 'storage.report' | 'trust.offer' | 'journal.incident'> = Promise<
  Result<Output<K>, { readonly code: OwnError<K>; readonly detail?: string }>
>;
type StorageSaid = Said<'storage.report'>;
type OfferSaid = Said<'trust.offer'>;

/** What keeps an enrolled kiosk's records safe, and closes its intake before one would be lost. */
export type Safekeeping = {
  readonly trust: TrustStore;
  /** Null when it cannot be opened. */
  readonly journal: Journal | null;
  readonly journalTrouble: JournalTrouble | null;
  readonly offer: (offer: Input<'trust.offer'>) => OfferSaid;
  /** The page's own storage, as it says at its start. */
  readonly hearStorage: (said: Input<'storage.report'>) => StorageSaid;
  /** What the page has found; a chain that is not the hub's closes the intake until another enrolment. */
  readonly hearIncident: (said: Input<'journal.incident'>) => Said<'journal.incident'>;
  readonly report: () => Output<'host.report'>;
  readonly stop: () => Promise<void>;
};

const tidyEveryMs = 60 * 60_000;
/** So many incidents go into a report. */
const mostReported = 20;
const megabyte = 1024 * 1024;

export async function keepSafe(parts: Parts): Promise<Safekeeping> {
  const { clock, log, dataFolder, profile, member, intake } = parts;
  const desk = incidentDesk(log);
  const trust = await openTrust({ dataFolder, identity: member.identity });
  for (const name of trust.unreadable) desk.tell('trust-refused', `${name}: unreadable`);
  const room = watchDiskRoom({
    clock,
    folders: [dataFolder, ...(parts.browserFolder === undefined ? [] : [parts.browserFolder])],
    floorBytes: profile.disk.floorMB * megabyte,
    ballastBytes: profile.disk.ballastMB * megabyte,
    onNews: (news) => hearRoom(news, intake, desk),
  });
  const writes = watchWrites(clock, intake, room);
  const opened = await openOwnJournal({ ...parts, trust }, { ...keepingOf(profile), onWrite: writes.hear });
  const journal = opened.ok ? opened.value : null;
  if (journal !== null) {
    desk.attach(journal);
    writes.attach(journal);
    if (journal.isForked()) intake.close('hub-fork');
    tellUndelivered(journal, desk);
  }
  const storage = storageDesk(parts, desk);
  const stops = [
    writes.stop,
    journal === null ? () => {} : tidyNowAndThen(journal, clock, log),
    watchClock(clock, (seconds) => {
      log.warn('clock-jumped', String(seconds));
      void journal?.incident('clock-jumped', `by ${seconds} s`);
    }),
  ];
  return {
    trust,
    journal,
    journalTrouble: opened.ok ? null : opened.error,
    offer: trust.offer,
    hearStorage: storage.hear,
    async hearIncident({ code, detail }) {
      // Whoever is accepted from now on could not be brought to the hub.
      if (code === 'hub-fork') intake.close('hub-fork');
      return journal?.incident(code, detail) ?? err({ code: 'disk-error', detail: 'journal-unreadable' });
    },
    report: () => ({
      journalSequence: journal?.mark().sequence ?? 0,
      freeBytes: room.freeBytes(),
      closedBecause: closedBecause(intake),
      storagePersisted: storage.isPersisted(),
      incidents: [...(journal?.incidents() ?? [])].slice(-mostReported),
    }),
    async stop() {
      for (const stop of stops) stop();
      await room.stop();
      await journal?.close();
    },
  };
}

/** Nothing removes it; a technician delivers it by `npm run journal -- deliver`. */
function tellUndelivered(journal: Journal, desk: IncidentDesk): void {
  const left = journal.undelivered();
  const code = 'former-undelivered';
  if (left.length === 0) return desk.resolved(code, 'delivered');
  const parts = left.map(({ kioskId, epoch, from, to }) => `${kioskId}-${epoch}: ${from} to ${to}`);
  desk.tell(code, parts.join(', '));
}

function storageDesk({ dataFolder, member, intake }: Parts, desk: IncidentDesk) {
  let persistedNow: boolean | null = null;
  return {
    isPersisted: () => persistedNow,
    async hear({ origin, persisted }: Input<'storage.report'>): StorageSaid {
      persistedNow = persisted;
      const fits = await originFits(dataFolder, member.identity, origin);
      if (!fits.ok) return fits;
      if (fits.value) {
        intake.open('origin-changed');
        desk.resolved('origin-changed', 'the page is back at its address');
      } else {
        intake.close('origin-changed');
        desk.tell('origin-changed', origin);
      }
      return ok({ fits: fits.value });
    },
  };
}

function keepingOf({ journal }: Profile) {
  const { retentionDays, totalMB, copyPath } = journal;
  return {
    retention: { days: retentionDays, totalBytes: totalMB * megabyte },
    ...(copyPath === undefined ? {} : { copy: { folder: copyPath } }),
  };
}

function closedBecause(intake: IntakeGate): string | null {
  const now = intake.now();
  return now.state === 'closed' ? now.why : null;
}

function hearRoom(news: RoomNews, intake: IntakeGate, desk: IncidentDesk): void {
  const detail = `free bytes: ${news.freeBytes ?? 'unknown'}`;
  if (news.state === 'low') {
    intake.close('disk-low');
    desk.tell('disk-low', detail);
  } else {
    intake.open('disk-low');
    desk.resolved('disk-low', detail);
  }
}

function tidyNowAndThen(journal: Journal, clock: Clock, log: HostLog): () => void {
  let stop = () => {};
  async function tidy(): Promise<void> {
    stop = clock.after(tidyEveryMs, () => void tidy());
    const removed = await journal.tidy();
    if (!removed.ok) log.warn('journal-not-tidied', removed.error.detail);
    else if (removed.value > 0) log.note('journal-tidied', String(removed.value));
  }
  void tidy();
  return () => stop();
}
