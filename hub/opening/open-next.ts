import pg, { type Pool, type PoolClient } from 'pg';
import type { Clock } from '../../core/lib/clock.ts';
import { err, ok, type Result } from '../../core/lib/result.ts';
import { open, type OpenTrouble } from '../../sync/sealing/open.ts';
import { inTransaction } from '../database/transaction.ts';
import { noteIncident, resolveAt } from '../incidents/incidents.ts';
import { deviceKeyObject, isSignedBy } from '../ingest/authenticity.ts';
import { fastEnvelopeHash } from '../ingest/fast-hash.ts';
import type { HubKeys } from '../keys/hub-keys.ts';
import { claimUnopened, keysOfOthers, type Waiting } from './claim.ts';
import { putOff, takeIn } from './queue.ts';
import { storeRecord } from './store-record.ts';

export type WorkParts = {
  readonly pool: Pool;
  readonly keys: Pick<HubKeys, 'sealingKey'>;
  readonly clock: Pick<Clock, 'nowMs'>;
  readonly revision: number;
  /** A row could not be worked on; it is tried again later. */
  readonly onFailure: (cause: unknown) => void;
};

/** `not-storable`: it parses and yet holds what no column takes, such as a NUL character or 30 February. */
type Unopened =
  | OpenTrouble
  | 'sealing-key-unknown'
  // Read back from the database: what is not the kiosk's own to the byte does not become a record.
  | 'bad-signature'
  | 'not-storable'
  | 'transaction-known';

/** One commit for so many. */
const batchSize = 20;

/**
 * Opens the envelopes that wait longest: of each a record appears, or an incident says why not; the envelope itself
 * stays as it came either way. A hub that is killed in the middle leaves them waiting.
 *
 * @returns how many were taken in hand; 0 when nothing is due
 */
export async function openNext(parts: WorkParts): Promise<number> {
  return inTransaction(parts.pool, async (client) => {
    await takeIn(client);
    const notOf = await keysOfOthers(client, parts.keys);
    const nowMs = parts.clock.nowMs();
    const claimed = await claimUnopened(client, { notOf, limit: batchSize, nowMs });
    for (const waiting of claimed) await openClaimed(client, parts, waiting);
    return claimed.length;
  });
}

/** A failure of one row is undone alone: the others of the batch are committed. */
async function openClaimed(client: PoolClient, parts: WorkParts, waiting: Waiting): Promise<void> {
  const nowMs = parts.clock.nowMs();
  await client.query('SAVEPOINT before_row');
  try {
    const opened = await openOne(client, parts.keys, waiting, new Date(nowMs));
    await client.query('DELETE FROM unopened WHERE id = $1', [waiting.id]);
    if (opened.ok) await resolveAt(client, ['unreadable', 'stuck'], waiting.place, new Date(nowMs));
    else await noteUnopened(client, waiting, opened.error, new Date(nowMs));
  } catch (cause) {
    await client.query('ROLLBACK TO SAVEPOINT before_row');
    await putOff(client, 'unopened', waiting, { code: codeOf(cause), nowMs, revision: parts.revision });
    parts.onFailure(cause);
  }
}

async function openOne(
  client: PoolClient,
  keys: Pick<HubKeys, 'sealingKey'>,
  waiting: Waiting,
  now: Date,
): Promise<Result<void, Unopened>> {
  const key = keys.sealingKey(waiting.envelope.header.sealingKeyId);
  if (key === undefined) return err('sealing-key-unknown');
  if (!(await isAuthentic(waiting))) return err('bad-signature');
  const record = await open(waiting.envelope, key.privateKey);
  if (!record.ok) return record;
  await client.query('SAVEPOINT before_record');
  try {
    const isNew = await storeRecord(client, waiting, record.value, now);
    return isNew ? ok(undefined) : err('transaction-known');
  } catch (cause) {
    if (!isDataException(cause)) throw new Error('record not stored', { cause });
    await client.query('ROLLBACK TO SAVEPOINT before_record');
    return err('not-storable');
  }
}

async function isAuthentic({ envelope, deviceKey }: Waiting): Promise<boolean> {
  return fastEnvelopeHash(envelope) === envelope.hash && isSignedBy(deviceKeyObject(deviceKey), envelope);
}

async function noteUnopened(
  client: PoolClient,
  { place }: Waiting,
  detail: Unopened,
  now: Date,
): Promise<void> {
  const kind = detail === 'transaction-known' ? 'repeated' : 'unreadable';
  await noteIncident(client, { kind, place, detail }, now);
}

/** SQLSTATE class 22. */
function isDataException(cause: unknown): boolean {
  return cause instanceof pg.DatabaseError && cause.code?.startsWith('22') === true;
}

/** A class or a code, never a message: that may quote a value. */
export function codeOf(cause: unknown): string {
  const inner = cause instanceof Error && cause.cause instanceof Error ? cause.cause : cause;
  if (!(inner instanceof Error)) return typeof inner;
  return 'code' in inner ? String(inner.code) : inner.name;
}
