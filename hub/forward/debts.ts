import type { Pool, PoolClient } from 'pg';
import type { Verdict } from '../../sync/protocol/wire.ts';
import { inTransaction } from '../database/transaction.ts';
import { noteIncident, resolveAt, type Place } from '../incidents/incidents.ts';
import type { KioskName } from '../ingest/ingest-store.ts';
import type { Forwardable } from './forward-store.ts';

/**
 * Records that the head office holds and lacks pieces of, because this hub had not got them all either. Its receipt
 * covers such a record; they are remembered here until the pieces have followed.
 */
export async function noteDebts(
  client: PoolClient,
  kiosk: KioskName,
  verdicts: readonly Verdict[],
  now: Date,
): Promise<void> {
  const { kioskId, epoch } = kiosk;
  const owed = verdicts.filter(({ verdict }) => verdict === 'needs-info');
  const whole = verdicts.filter(({ verdict }) => verdict === 'accepted' || verdict === 'duplicate');
  await client.query(
    `INSERT INTO forward_debts (kiosk_id, epoch, sequence, since) SELECT $1, $2, unnest($3::bigint[]), $4
     ON CONFLICT DO NOTHING`,
    [kioskId, epoch, owed.map(({ sequence }) => sequence), now],
  );
  const { rows: paid } = await client.query<{ sequence: number }>(
    `DELETE FROM forward_debts WHERE kiosk_id = $1 AND epoch = $2 AND sequence = ANY ($3) RETURNING sequence`,
    [kioskId, epoch, whole.map(({ sequence }) => sequence)],
  );
  for (const { sequence } of paid)
    await resolveAt(client, ['head-office-refused'], { ...kiosk, sequence }, now);
}

export type Debt = KioskName & Forwardable;

/** Those whose pieces are all here by now, ascending within a kiosk. */
export async function payableDebts(pool: Pool): Promise<readonly Debt[]> {
  const { rows } = await pool.query<Debt>(
    `SELECT kiosk_id AS "kioskId", epoch, envelope, recovered
     FROM forward_debts JOIN ingest_raw raw USING (kiosk_id, epoch, sequence)
     WHERE NOT EXISTS (
       SELECT FROM jsonb_array_elements_text(envelope #> '{header,chunkHashes}') AS named
       WHERE NOT EXISTS (SELECT FROM chunks WHERE chunks.kiosk_id = raw.kiosk_id AND chunks.epoch = raw.epoch
                                              AND chunks.hash = named))
     ORDER BY kiosk_id, epoch, sequence`,
  );
  return rows;
}

/** Pieces are on their way for so long; then staff are told. */
const ordinaryMs = 24 * 60 * 60_000;

/** Staff hear of pieces that have not come for a day. */
export async function tellOldDebts(pool: Pool, nowMs: number): Promise<void> {
  await inTransaction(pool, async (client) => {
    const { rows } = await client.query<Place>(
      'SELECT kiosk_id AS "kioskId", epoch, sequence FROM forward_debts WHERE since <= $1',
      [new Date(nowMs - ordinaryMs)],
    );
    for (const place of rows)
      await noteIncident(
        client,
        { kind: 'head-office-refused', place, detail: 'chunks-missing' },
        new Date(nowMs),
      );
  });
}
