import type { KioskFacts } from '../../core/contract/calls.ts';
import type { Host } from '../../core/contract/host.ts';
import type { Clock } from '../../core/lib/clock.ts';
import { err, ok, type Result } from '../../core/lib/result.ts';
import { newNonce } from '../uploader/web-crypto.ts';
import { nameOf } from './accept.ts';
import { databaseName, OutboxDb, type DatabasePort, type Head } from './db.ts';
import { kioskClock, type KioskClock } from './kiosk-clock.ts';
import { Outbox } from './outbox.ts';
import { probeDatabase, type Probe } from './probe.ts';
import { repair, type RepairTrouble } from './repair.ts';
import { checkStorage, type StorageFinding, type StoragePort } from './storage-check.ts';
import { got, inTransaction } from './transaction.ts';
import { trySealing } from '../sealing/seal.ts';
import { holdWriterLock } from './writer-lock.ts';

/** `database-unavailable`: the browser refuses to open it; a reload of the page has been known to help. */
export type OutboxTrouble =
  | RepairTrouble
  /** `seal-failed`: this key or this browser cannot seal; better known now than before a customer's eyes. */
  | { readonly code: 'database-unavailable' | 'database-failed' | 'seal-failed'; readonly cause: string }
  /** An older window has not let go of it. */
  | { readonly code: 'another-window'; readonly cause: string }
  /** The records of this enrolment lie under another address: here would be a second, empty queue. */
  | { readonly code: 'origin-changed'; readonly cause: string };

export type OpenOutboxParts = {
  readonly host: Pick<Host, 'invoke'>;
  readonly facts: KioskFacts;
  readonly clock: Clock;
  readonly database: DatabasePort;
  /** Null where the browser has none; then only one window may be open. */
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
 * A database is never deleted to get going, and one that came back empty is an incident, never a first run. Waits for an
 * older window to close its own.
 */
export async function openOutbox(parts: OpenOutboxParts): Promise<Result<Outbox, OutboxTrouble>> {
  const { host, facts, clock, locks } = parts;
  // First of all: the machine's clock stands in the facts as of now.
  const kiosk = kioskClock(facts.clock, clock);
  const storage = parts.storage === undefined ? null : await checkStorage(parts.storage, host);
  if (storage?.fits === false) return err({ code: 'origin-changed', cause: 'storage.report' });
  const letGo = await holdWriterLock(locks, clock);
  if (letGo === null) return err({ code: 'another-window', cause: 'outbox' });
  let isOpen = false;
  try {
    const opened = await openAlone(parts, kiosk, storage, letGo);
    isOpen = opened.ok;
    return opened;
  } finally {
    if (!isOpen) letGo();
  }
}

async function openAlone(
  parts: OpenOutboxParts,
  kiosk: KioskClock,
  storage: StorageFinding | null,
  letGo: () => void,
): Promise<Result<Outbox, OutboxTrouble>> {
  const { host, facts, database, clock, newSalt = newNonce } = parts;
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
    const repaired = await repair(
      { db, host, epoch: facts.epoch, clock: kiosk, newSalt },
      probe.value.dataLoss,
    );
    if (!repaired.ok) {
      db.close();
      return repaired;
    }
    const head = await tellEviction(db, host, repaired.value.head, storage?.mayBeEvicted ?? null);
    return ok(new Outbox({ ...parts, db, kioskClock: kiosk, newSalt, letGo }, { ...repaired.value, head }));
  } catch (cause) {
    db.close();
    return err({ code: 'database-failed', cause: nameOf(cause) });
  }
}

/**
 * Staff hear once that the browser keeps nothing for certain, and again only after it had promised to.
 *
 * @param mayBeEvicted null: not known
 * @returns the head as it stands then
 */
async function tellEviction(
  db: OutboxDb,
  host: Pick<Host, 'invoke'>,
  head: Head,
  mayBeEvicted: boolean | null,
): Promise<Head> {
  if (mayBeEvicted === null || mayBeEvicted === head.evictionTold) return head;
  if (mayBeEvicted) {
    const detail = 'the browser answers no to storage.persist()';
    const told = await host.invoke('journal.incident', { code: 'storage-not-persistent', detail });
    if (!told.ok) return head;
  }
  const next = { ...head, evictionTold: mayBeEvicted };
  await inTransaction(db, 'strict', ({ head: heads }) => got(heads.put(next)));
  return next;
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
