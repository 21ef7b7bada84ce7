import type { PoolClient } from 'pg';
import type { EnvelopeHeader } from '../../core/records/envelope.ts';
import type { Place } from '../incidents/incidents.ts';
import type { Claimed } from '../opening/queue.ts';

/** A record that this transaction alone decides on, and by what its neighbours are found. */
export type ClaimedCase = Claimed & Traits;

export type Traits = {
  readonly header: EnvelopeHeader;
  readonly person: string;
  readonly phones: readonly string[];
  readonly claimKey: string | null;
};

/**
 * Locks the record that waits longest and is due. Records of one order group are decided in sequence: an earlier one
 * that is still on its way here comes first, unless it was given up or waits for something itself.
 *
 * The questions for earlier ones are scalar, so that they are asked row by row and the first that may go ends the search.
 */
const claimSql = `
SELECT id, kiosk_id AS "kioskId", epoch, sequence, attempts FROM undecided waiting
WHERE try_after <= $1
  AND (SELECT true FROM undecided earlier
       WHERE earlier.kiosk_id = waiting.kiosk_id AND earlier.epoch = waiting.epoch
         AND earlier.order_group = waiting.order_group AND earlier.sequence < waiting.sequence AND earlier.holds_back
       LIMIT 1) IS NULL
  AND (SELECT true FROM unopened earlier
       WHERE earlier.kiosk_id = waiting.kiosk_id AND earlier.epoch = waiting.epoch
         AND earlier.sequence < waiting.sequence AND earlier.holds_back
         AND (SELECT order_group FROM ingest_raw raw WHERE raw.kiosk_id = earlier.kiosk_id
              AND raw.epoch = earlier.epoch AND raw.sequence = earlier.sequence) = waiting.order_group
       LIMIT 1) IS NULL
  AND (SELECT true FROM arrivals earlier
       WHERE earlier.kiosk_id = waiting.kiosk_id AND earlier.epoch = waiting.epoch
         AND earlier.sequences[1] < waiting.sequence
       LIMIT 1) IS NULL
ORDER BY id LIMIT 1 FOR UPDATE OF waiting SKIP LOCKED`;

const traitsSql = `
SELECT raw.envelope -> 'header' AS header, person_number AS person, phones, claim_key AS "claimKey"
FROM records JOIN ingest_raw raw USING (kiosk_id, epoch, sequence)
WHERE kiosk_id = $1 AND epoch = $2 AND sequence = $3`;

export async function claimCase(client: PoolClient, nowMs: number): Promise<ClaimedCase | null> {
  const { rows } = await client.query<Omit<Claimed, 'place'> & Place>({
    name: 'claim-case',
    text: claimSql,
    values: [new Date(nowMs)],
  });
  const [row] = rows;
  if (row === undefined) return null;
  const { id, attempts, ...place } = row;
  const found = await client.query<Traits>({
    name: 'case-traits',
    text: traitsSql,
    values: [place.kioskId, place.epoch, place.sequence],
  });
  const [traits] = found.rows;
  if (traits === undefined) throw new Error('a case without its record');
  return { id, attempts, place, ...traits };
}

/**
 * Cases of one kiosk, and of one customer at several kiosks, are decided one after the other by all hubs on this
 * database: each sees what the one before has decided. Held until the transaction ends.
 */
export async function lockNeighbours(
  client: PoolClient,
  { kioskId }: Pick<Place, 'kioskId'>,
  person: string,
): Promise<void> {
  await client.query(
    `SELECT pg_advisory_xact_lock(key) FROM (
       SELECT DISTINCT hashtextextended(name, 0) AS key FROM unnest($1::text[]) AS name ORDER BY key
     ) AS keys`,
    [[`kiosk ${kioskId}`, `person ${person}`]],
  );
}
