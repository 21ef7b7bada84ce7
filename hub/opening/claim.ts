import type { Pool, PoolClient } from 'pg';
import type { Envelope } from '../../core/records/envelope.ts';
import type { HubKeys } from '../keys/hub-keys.ts';
import type { Claimed } from './queue.ts';

export type Waiting = Claimed & {
  readonly envelope: Envelope;
  readonly recovered: boolean;
  readonly receivedAt: Date;
  /** Of the kiosk in that epoch; Ed25519, raw 32 bytes, base64url. */
  readonly deviceKey: string;
};

/**
 * Sealing keys that belong to this database's hubs and not to this process: what is sealed to them waits for another
 * process; see key-watch.ts for how long.
 */
export async function keysOfOthers(
  client: Pool | PoolClient,
  keys: Pick<HubKeys, 'sealingKey'>,
): Promise<readonly string[]> {
  const { rows } = await client.query<{ id: string }>(`SELECT id FROM hub_keys WHERE purpose = 'sealing'`);
  return rows.map(({ id }) => id).filter((id) => keys.sealingKey(id) === undefined);
}

type Row = Omit<Waiting, 'place'> & {
  readonly kiosk_id: string;
  readonly epoch: number;
  readonly sequence: number;
};

/** Locks what is due in the order of arrival; at most `limit`. What another hub is at is passed over. */
export async function claimUnopened(
  client: PoolClient,
  {
    notOf,
    limit,
    nowMs,
  }: { readonly notOf: readonly string[]; readonly limit: number; readonly nowMs: number },
): Promise<readonly Waiting[]> {
  const { rows } = await client.query<Row>(
    `SELECT unopened.id, kiosk_id, epoch, sequence, attempts, envelope, recovered, received_at AS "receivedAt",
            (SELECT device_key FROM kiosks WHERE kiosks.id = kiosk_id AND kiosks.epoch = unopened.epoch) AS "deviceKey"
     FROM unopened JOIN ingest_raw USING (kiosk_id, epoch, sequence)
     WHERE try_after <= $1 AND envelope #>> '{header,sealingKeyId}' <> ALL ($2::text[])
     ORDER BY unopened.id LIMIT $3 FOR UPDATE OF unopened SKIP LOCKED`,
    [new Date(nowMs), notOf, limit],
  );
  return rows.map(({ kiosk_id, epoch, sequence, ...row }) => ({
    ...row,
    place: { kioskId: kiosk_id, epoch, sequence },
  }));
}
