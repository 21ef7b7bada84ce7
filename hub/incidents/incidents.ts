import type { PoolClient } from 'pg';
import type { Envelope } from '../../core/records/envelope.ts';

/**
 * What staff must see; each is explained in docs/operate/hub.md.
 *
 * - `fork`, `bad-chain`: the device signed two histories; the refused envelope is kept in the incident
 * - `gap`: a later record is here and this one is not; resolves itself when it arrives
 * - `unreadable`: an envelope is stored and did not open; `detail` says why
 * - `restored`: the kiosk had lost it from one of its two stores; the customer may not have been told
 * - `repeated`: the same transaction under a second number; only the first became a record
 */
export type IncidentKind = 'fork' | 'bad-chain' | 'gap' | 'unreadable' | 'restored' | 'repeated';

/** Which place in a kiosk's sequence something is about. */
export type Place = { readonly kioskId: string; readonly epoch: number; readonly sequence: number };

export type Incident = {
  readonly kind: IncidentKind;
  readonly place: Place;
  /** A code or a hash, never personal; the same kind, place and detail again is the same incident. */
  readonly detail?: string;
  readonly envelope?: Envelope;
};

export async function noteIncident(client: PoolClient, incident: Incident, now: Date): Promise<void> {
  const { kind, place, detail = '', envelope = null } = incident;
  await client.query(
    `INSERT INTO incidents (kind, kiosk_id, epoch, sequence, detail, envelope, noticed_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT DO NOTHING`,
    [kind, place.kioskId, place.epoch, place.sequence, detail, envelope, now],
  );
}
