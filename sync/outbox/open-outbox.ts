import type { KioskFacts } from '../../core/contract/calls.ts';
import type { Host } from '../../core/contract/host.ts';
import type { Clock } from '../../core/lib/clock.ts';
import { err, ok, type Result } from '../../core/lib/result.ts';
import { nameOf } from './accept.ts';
import { databaseName, OutboxDb, type DatabasePort } from './db.ts';
import { Outbox } from './outbox.ts';
import { probeDatabase, type Probe } from './probe.ts';
import { repair, type RepairTrouble } from './repair.ts';
import { trySealing } from '../sealing/seal.ts';

/** `database-unavailable`: the browser refuses to open it; a reload of the page has been known to help. */
export type OutboxTrouble =
  | RepairTrouble
  /** `seal-failed`: this key or this browser cannot seal; better known now than before a customer's eyes. */
  | { readonly code: 'database-unavailable' | 'database-failed' | 'seal-failed'; readonly cause: string };

export type OpenOutboxParts = {
  readonly host: Pick<Host, 'invoke'>;
  readonly facts: KioskFacts;
  readonly clock: Clock;
  readonly database: DatabasePort;
  readonly locks: Pick<LockManager, 'request'> | null;
};

const openAttempts = 3;
const reopenAfterMs = 500;

/**
 * Opens the queue of this enrolment, after it and the host's journal have been compared and repaired from each other.
 * A database is never deleted to get going, and one that came back empty is an incident, never a first run.
 */
export async function openOutbox(parts: OpenOutboxParts): Promise<Result<Outbox, OutboxTrouble>> {
  const { host, facts, database, locks } = parts;
  const name = databaseName(facts.kioskId, facts.epoch);
  const probe = await probePatiently(parts.clock, database.indexedDB, name);
  if (!probe.ok) return err({ code: 'database-unavailable', cause: probe.error });
  try {
    await trySealing(facts.sealingKey.publicKey);
  } catch (cause) {
    return err({ code: 'seal-failed', cause: nameOf(cause) });
  }
  const db = new OutboxDb(name, database);
  try {
    const opened = await withLock(locks, () => repair(db, host, facts.epoch, probe.value.dataLoss));
    if (opened.ok) return ok(new Outbox({ ...parts, db }, opened.value));
    db.close();
    return opened;
  } catch (cause) {
    db.close();
    return err({ code: 'database-failed', cause: nameOf(cause) });
  }
}

async function probePatiently(
  clock: Clock,
  indexedDB: IDBFactory,
  name: string,
): Promise<Result<Probe, string>> {
  let probe = await probeDatabase(indexedDB, name);
  for (let attempt = 2; !probe.ok && attempt <= openAttempts; attempt += 1) {
    await new Promise<void>((resume) => void clock.after(reopenAfterMs, resume));
    probe = await probeDatabase(indexedDB, name);
  }
  return probe;
}

function withLock<T>(locks: OpenOutboxParts['locks'], work: () => Promise<T>): Promise<T> {
  return locks === null ? work() : locks.request('outbox', work);
}
