import type { Pool, PoolClient } from 'pg';
import { noteIncident, type Place } from '../incidents/incidents.ts';

/**
 * Grows whenever this hub opens or decides differently than before. What an older one gave up is tried again, and every
 * decision names it.
 */
export const workRevision = 1;

export type Queue = 'unopened' | 'undecided';

/** A row that this transaction has locked. */
export type Claimed = { readonly id: number; readonly place: Place; readonly attempts: number };

/** After so many failures a row rests, and staff are told. */
export const mostAttempts = 8;
const firstDelayMs = 5_000;
const delayFactor = 3;

/** 5 s, 15 s, 45 s … about an hour: a passing trouble is over soon, a lasting one is not asked every second. */
export function retryDelayMs(attempts: number): number {
  return firstDelayMs * delayFactor ** (attempts - 1);
}

/** Puts a row that could not be worked on behind the others; after {@link mostAttempts} it rests until it is woken. */
export async function putOff(
  client: PoolClient,
  queue: Queue,
  { id, place, attempts }: Claimed,
  trouble: { readonly code: string; readonly nowMs: number; readonly revision: number },
): Promise<void> {
  const failures = attempts + 1;
  const now = new Date(trouble.nowMs);
  if (failures < mostAttempts) {
    await client.query(`UPDATE ${queue} SET attempts = $2, try_after = $3 WHERE id = $1`, [
      id,
      failures,
      new Date(trouble.nowMs + retryDelayMs(failures)),
    ]);
    return;
  }
  await client.query(
    `UPDATE ${queue} SET attempts = $2, try_after = 'infinity', holds_back = false, rested_by = $3 WHERE id = $1`,
    [id, failures, trouble.revision],
  );
  await noteIncident(client, { kind: 'stuck', place, detail: `${queue} ${trouble.code}` }, now);
}

/** Uploads of up to 200 records each. */
const mostArrivals = 50;

/** Brings what has arrived into the queue, in the order of arrival. What another hub brings there is passed over. */
export async function takeIn(client: PoolClient): Promise<void> {
  await client.query(
    `WITH taken AS (
       DELETE FROM arrivals WHERE id IN (SELECT id FROM arrivals ORDER BY id LIMIT $1 FOR UPDATE SKIP LOCKED)
       RETURNING id, kiosk_id, epoch, sequences
     )
     INSERT INTO unopened (kiosk_id, epoch, sequence)
     SELECT kiosk_id, epoch, sequence FROM taken, unnest(sequences) AS sequence ORDER BY taken.id, sequence
     ON CONFLICT DO NOTHING`,
    [mostArrivals],
  );
}

/** What a hub of another revision gave up is tried again. */
export async function wakeRested(client: Pool, revision: number): Promise<void> {
  for (const queue of ['unopened', 'undecided'] satisfies Queue[]) {
    await client.query(`UPDATE ${queue} SET ${awake} WHERE rested_by <> $1`, [revision]);
  }
}

/** One place is tried again because somebody asked for it. */
export async function wakePlace(client: PoolClient, place: Place): Promise<void> {
  for (const queue of ['unopened', 'undecided'] satisfies Queue[]) {
    await client.query(
      `UPDATE ${queue} SET ${awake} WHERE kiosk_id = $1 AND epoch = $2 AND sequence = $3 AND rested_by IS NOT NULL`,
      [place.kioskId, place.epoch, place.sequence],
    );
  }
}

const awake = `attempts = 0, try_after = '-infinity', holds_back = true, rested_by = NULL`;
