import type { Pool } from 'pg';
import { err, ok, type Result } from '../../core/lib/result.ts';
import { inTransaction } from '../database/transaction.ts';
import { tryAgain } from '../opening/reopen.ts';
import { closeIncidentItem } from '../work/incident-items.ts';
import type { StaffWord } from '../work/staff-word.ts';
import type { IncidentKind, Place } from './incidents.ts';

/** What is tried again when staff close the incident. */
const triedAgain: readonly IncidentKind[] = ['stuck', 'unreadable'];

/**
 * Staff close an incident with a word; who and why stays for good. Nothing else changes, except that what rested
 * because of it is tried again: should it fail again, the incident opens again.
 */
export async function closeIncident(
  pool: Pool,
  id: number,
  { by, word }: StaffWord,
  now: Date,
): Promise<Result<{ readonly isTriedAgain: boolean }, 'no-such-incident'>> {
  return inTransaction(pool, async (client) => {
    const { rows } = await client.query<Place & { kind: IncidentKind }>(
      `UPDATE incidents SET resolved_at = $2 WHERE id = $1 AND resolved_at IS NULL
       RETURNING kind, kiosk_id AS "kioskId", epoch, sequence`,
      [id, now],
    );
    const [closed] = rows;
    if (closed === undefined) return err('no-such-incident');
    await client.query(
      `INSERT INTO incident_history (incident_id, at, what, by, word) VALUES ($1, $2, 'closed', $3, $4)`,
      [id, now, by, word],
    );
    await closeIncidentItem(client, id, { by, word }, now);
    const isTriedAgain = triedAgain.includes(closed.kind);
    if (isTriedAgain) await tryAgain(client, closed);
    return ok({ isTriedAgain });
  });
}
