import type { Pool, PoolClient } from 'pg';
import type { Envelope } from '../../core/records/envelope.ts';

/**
 * What staff must see; each is explained in docs/operate/hub.md.
 *
 * - `fork`, `bad-chain`: the device signed two histories; the refused envelope is kept in the incident
 * - `gap`: later records are here and this one has been missing for long; resolves itself when it arrives
 * - `came-after-all`: staff had given this place up; its record is stored as any other
 * - `too-large`: a signed record larger than any errand; refused and kept
 * - `hub-behind`: the kiosk has a receipt for more than is here; `detail` says up to where. An old dump was restored
 * - `clock-off`: the kiosk's wall clock does not fit the time of its records; once for each run of its machine
 * - `head-office-refused`: the head office will not take this record as it is; `detail` says why
 * - `unreadable`: an envelope is stored and did not open; `detail` says why
 * - `chunk-unreadable`: a piece of an attachment is stored and did not open; `detail` is its hash. A person decides on
 *   its record
 * - `key-missing`: records wait to be opened and no hub has had the key for it for long; `detail` names the key, the
 *   sequence is 0. Resolves itself when they are opened
 * - `restored`: the kiosk had lost it from one of its two stores; the customer may not have been told
 * - `repeated`: the same transaction under a second number; only the first became a record
 * - `stuck`: an envelope or a record could not be worked on again and again; `detail` says at which step and why. It
 *   rests until staff close this incident or a newer hub starts
 */
export type IncidentKind =
  | 'fork'
  | 'bad-chain'
  | 'too-large'
  | 'gap'
  | 'came-after-all'
  | 'hub-behind'
  | 'clock-off'
  | 'head-office-refused'
  | 'unreadable'
  | 'chunk-unreadable'
  | 'key-missing'
  | 'restored'
  | 'repeated'
  | 'stuck';

/** Which place in a kiosk's sequence something is about. */
export type Place = { readonly kioskId: string; readonly epoch: number; readonly sequence: number };

export type Incident = {
  readonly kind: IncidentKind;
  readonly place: Place;
  /** A code, a hash or a number, never personal; the same kind, place and detail again is the same incident. */
  readonly detail?: string;
  readonly envelope?: Envelope;
};

/** The same incident again is one that staff have not closed for good: it opens again. */
export async function noteIncident(client: PoolClient, incident: Incident, now: Date): Promise<void> {
  const { kind, place, detail = '', envelope = null } = incident;
  await client.query(
    `INSERT INTO incidents (kind, kiosk_id, epoch, sequence, detail, envelope, noticed_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7)
     ON CONFLICT (kind, kiosk_id, epoch, sequence, detail) DO UPDATE SET noticed_at = excluded.noticed_at, resolved_at = NULL
     WHERE incidents.resolved_at IS NOT NULL`,
    [kind, place.kioskId, place.epoch, place.sequence, detail, envelope, now],
  );
}

/** What stood in the way at this place is out of the way. */
export async function resolveAt(
  client: PoolClient,
  kinds: readonly IncidentKind[],
  { kioskId, epoch, sequence }: Place,
  now: Date,
): Promise<void> {
  await client.query(
    `UPDATE incidents SET resolved_at = $5
     WHERE kind = ANY ($1) AND kiosk_id = $2 AND epoch = $3 AND sequence = $4 AND resolved_at IS NULL`,
    [kinds, kioskId, epoch, sequence, now],
  );
}

export type IncidentCounts = readonly { readonly kind: IncidentKind; readonly count: number }[];

/** Open ones, by kind. */
export async function countIncidents(pool: Pool): Promise<IncidentCounts> {
  const { rows } = await pool.query<IncidentCounts[number]>(
    'SELECT kind, count(*) AS count FROM incidents WHERE resolved_at IS NULL GROUP BY kind ORDER BY kind',
  );
  return rows;
}
