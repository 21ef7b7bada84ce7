import pg, { type Pool, type PoolClient } from 'pg';
import type { Clock } from '../../core/lib/clock.ts';
import { err, ok, type Result } from '../../core/lib/result.ts';
import type { Envelope } from '../../core/records/envelope.ts';
import type { ErrandRecord } from '../../core/records/errand-record.ts';
import { open, type OpenTrouble } from '../../sync/sealing/open.ts';
import { inTransaction } from '../database/transaction.ts';
import { noteIncident } from '../incidents/incidents.ts';
import type { HubKeys } from '../keys/hub-keys.ts';

type Waiting = {
  readonly envelope: Envelope;
  readonly recovered: boolean;
  readonly received_at: Date;
};

/** What waits, in the order of arrival; at most `limit`. */
export async function waitingIds(pool: Pool, limit: number): Promise<readonly number[]> {
  const { rows } = await pool.query<{ id: number }>('SELECT id FROM unopened ORDER BY id LIMIT $1', [limit]);
  return rows.map((row) => row.id);
}

/**
 * Opens one waiting envelope: a record appears, or an incident says why not; the envelope itself stays as it came
 * either way. Does nothing when another hub is at it or has done it.
 */
export async function openOne(
  deps: { readonly pool: Pool; readonly keys: HubKeys; readonly clock: Pick<Clock, 'nowMs'> },
  id: number,
): Promise<void> {
  await inTransaction(deps.pool, async (client) => {
    const waiting = await claim(client, id);
    if (waiting === undefined) return;
    const now = new Date(deps.clock.nowMs());
    const record = await openWith(deps.keys, waiting.envelope);
    const kept = record.ok ? await keep(client, waiting, record.value, now) : record;
    if (!kept.ok) {
      const { header } = waiting.envelope;
      const kind = kept.error === 'transaction-known' ? 'repeated' : 'unreadable';
      await noteIncident(client, { kind, place: header, detail: kept.error }, now);
    }
    await client.query('DELETE FROM unopened WHERE id = $1', [id]);
  });
}

async function claim(client: PoolClient, id: number): Promise<Waiting | undefined> {
  const { rows } = await client.query<Waiting>(
    `SELECT envelope, recovered, received_at FROM unopened JOIN ingest_raw USING (kiosk_id, epoch, sequence)
     WHERE unopened.id = $1 FOR UPDATE OF unopened SKIP LOCKED`,
    [id],
  );
  return rows[0];
}

async function openWith(
  keys: HubKeys,
  envelope: Envelope,
): Promise<Result<ErrandRecord, OpenTrouble | 'sealing-key-unknown'>> {
  if (envelope.header.sealingKeyId !== keys.sealing.id) return err('sealing-key-unknown');
  return open(envelope, keys.sealing.privateKey);
}

/** `not-storable`: it parses and yet holds what no column takes, such as a NUL character or 30 February. */
async function keep(
  client: PoolClient,
  { envelope: { header }, recovered, received_at }: Waiting,
  record: ErrandRecord,
  now: Date,
): Promise<Result<void, 'not-storable' | 'transaction-known'>> {
  await client.query('SAVEPOINT before_record');
  try {
    const { rowCount } = await client.query(
      `INSERT INTO records (kiosk_id, epoch, sequence, transaction_id, kind, recovered, accepted_at, received_at,
                            opened_at, payload)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) ON CONFLICT (kiosk_id, transaction_id) DO NOTHING`,
      [
        header.kioskId,
        header.epoch,
        header.sequence,
        record.transactionId,
        record.kind,
        recovered,
        record.acceptedAt,
        received_at,
        now,
        record,
      ],
    );
    return rowCount === 1 ? ok(undefined) : err('transaction-known');
  } catch (cause) {
    if (!isDataException(cause)) throw new Error('record not stored', { cause });
    await client.query('ROLLBACK TO SAVEPOINT before_record');
    return err('not-storable');
  }
}

/** SQLSTATE class 22. */
function isDataException(cause: unknown): boolean {
  return cause instanceof pg.DatabaseError && cause.code?.startsWith('22') === true;
}
