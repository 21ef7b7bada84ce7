import type { KioskFacts } from '../../core/contract/calls.ts';
import type { Host } from '../../core/contract/host.ts';
import type { Clock } from '../../core/lib/clock.ts';
import { err, ok, type Result } from '../../core/lib/result.ts';
import { newNonce } from '../uploader/web-crypto.ts';
import { nameOf } from './accept.ts';
import { databaseName, OutboxDb, readableHead, type DatabasePort } from './db.ts';
import { kioskClock, type KioskClock } from './kiosk-clock.ts';
import { Outbox } from './outbox.ts';
import { probeDatabase, type Probe } from './probe.ts';
import { repair, type Repaired, type RepairTrouble } from './repair.ts';
import { checkStorage, type StoragePort } from './storage-check.ts';
import { got, inTransaction } from './transaction.ts';
import { trySealing } from '../sealing/seal.ts';

/** `database-unavailable`: the browser refuses to open it; a reload of the page has been known to help. */
export type OutboxTrouble =
  | RepairTrouble
  /** `seal-failed`: this key or this browser cannot seal; better known now than before a customer's eyes. */
  | { readonly code: 'database-unavailable' | 'database-failed' | 'seal-failed'; readonly cause: string }
  /** The records of this enrolment lie under another address: here would be a second, empty queue. */
  | { readonly code: 'origin-changed'; readonly cause: string };

export type OpenOutboxParts = {
  readonly host: Pick<Host, 'invoke'>;
  readonly facts: KioskFacts;
  readonly clock: Clock;
  readonly database: DatabasePort;
  readonly locks: Pick<LockManager, 'request'> | null;
  /** For the self-test of the storage; absent: not tested, as where there is no browser. */
  readonly storage?: StoragePort;
  /** Makes 32 random bytes, base64url; absent: the browser's own. */
  readonly newSalt?: () => string;
};

const openAttempts = 3;
const reopenAfterMs = 500;

/**
 * Opens the queue of this enrolment, after it and the host's journal have been compared and repaired from each other.
 * A database is never deleted to get going, and one that came back empty is an incident, never a first run.
 */
export async function openOutbox(parts: OpenOutboxParts): Promise<Result<Outbox, OutboxTrouble>> {
  const { host, facts, database, clock } = parts;
  // First of all: the machine's clock stands in the facts as of now.
  const kiosk = kioskClock(facts.clock, clock);
  const storage = parts.storage === undefined ? null : await checkStorage(parts.storage, host);
  if (storage?.fits === false) return err({ code: 'origin-changed', cause: 'storage.report' });
  const name = databaseName(facts.kioskId, facts.epoch);
  const probe = await probePatiently(clock, database.indexedDB, name);
  if (!probe.ok) return err({ code: 'database-unavailable', cause: probe.error });
  try {
    await trySealing(facts.trust.sealingKey.publicKey);
  } catch (cause) {
    return err({ code: 'seal-failed', cause: nameOf(cause) });
  }
  const db = new OutboxDb(name, database);
  try {
    await db.open();
    const opened = await openRepaired(parts, db, kiosk, probe.value.dataLoss);
    if (!opened.ok) db.close();
    else if (storage !== null) await tellEviction(db, host, opened.value.repaired, storage.mayBeEvicted);
    return opened.ok ? ok(opened.value.outbox) : opened;
  } catch (cause) {
    db.close();
    return err({ code: 'database-failed', cause: nameOf(cause) });
  }
}

async function openRepaired(
  parts: OpenOutboxParts,
  db: OutboxDb,
  clock: KioskClock,
  dataLoss: string | null,
): Promise<Result<{ readonly outbox: Outbox; readonly repaired: Repaired }, RepairTrouble>> {
  const { host, facts, locks, newSalt = newNonce } = parts;
  const repairParts = { db, host, epoch: facts.epoch, clock, newSalt };
  const repaired = await withLock(locks, () => repair(repairParts, dataLoss));
  if (!repaired.ok) return repaired;
  const outbox = new Outbox({ ...parts, db, kioskClock: clock, newSalt }, repaired.value);
  return ok({ outbox, repaired: repaired.value });
}

/** Staff hear once that the browser keeps nothing for certain, and again only after it had promised to. */
async function tellEviction(
  db: OutboxDb,
  host: Pick<Host, 'invoke'>,
  { head }: Repaired,
  mayBeEvicted: boolean,
): Promise<void> {
  if (mayBeEvicted === head.evictionTold) return;
  if (mayBeEvicted) {
    const detail = 'the browser answers no to storage.persist()';
    const told = await host.invoke('journal.incident', { code: 'storage-not-persistent', detail });
    if (!told.ok) return;
  }
  await inTransaction(db, 'strict', async ({ head: heads }) => {
    const stored = readableHead(await got(heads.get('head')));
    if (stored !== null) heads.put({ ...stored, evictionTold: mayBeEvicted });
  });
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
