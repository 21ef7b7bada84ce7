import type { Pool, PoolClient } from 'pg';
import type { Urgency } from '../../core/records/envelope.ts';
import { inTransaction } from '../database/transaction.ts';
import type { IncidentKind, Place } from '../incidents/incidents.ts';
import type { WorkCalendar } from './calendar.ts';
import { dueAtMs } from './due.ts';
import { noteStep } from './items.ts';
import type { Role } from './roles.ts';
import type { StaffWord } from './staff-word.ts';

type Work = { readonly role: Role; readonly urgency: Urgency };

/** Incidents that do not go away by themselves. The others close themselves, or are about a record that is an item. */
const workOf: Readonly<Partial<Record<IncidentKind, Work>>> = {
  fork: { role: 'head-office', urgency: 'urgent' },
  'bad-chain': { role: 'head-office', urgency: 'urgent' },
  'too-large': { role: 'head-office', urgency: 'ordinary' },
  unreadable: { role: 'head-office', urgency: 'urgent' },
  'key-missing': { role: 'head-office', urgency: 'urgent' },
  'head-office-refused': { role: 'head-office', urgency: 'ordinary' },
  stuck: { role: 'technician', urgency: 'ordinary' },
  'came-after-all': { role: 'counter', urgency: 'ordinary' },
};

/** A bound for one look; the rest comes with the next. */
const mostAtOnce = 100;

type Unassigned = Place & { readonly id: number; readonly kind: IncidentKind };

/** Every open incident that needs a person becomes a work item, also one that has opened again. */
export async function openIncidentItems(pool: Pool, calendar: WorkCalendar, nowMs: number): Promise<void> {
  const { rows } = await pool.query<Unassigned>(
    `SELECT incidents.id, kind, incidents.kiosk_id AS "kioskId", incidents.epoch, incidents.sequence
     FROM incidents LEFT JOIN work_items item ON item.incident_id = incidents.id
     WHERE resolved_at IS NULL AND kind = ANY ($1) AND (item.id IS NULL OR item.state NOT IN ('open', 'claimed'))
     ORDER BY incidents.id LIMIT $2`,
    [Object.keys(workOf), mostAtOnce],
  );
  for (const incident of rows) {
    const work = workOf[incident.kind];
    if (work === undefined) continue;
    await inTransaction(pool, (client) => openIncidentItem(client, incident, work, { calendar, nowMs }));
  }
}

/** Another hub may have been faster: then there is an open one, and nothing is done. */
async function openIncidentItem(
  client: PoolClient,
  { id, kind, kioskId, epoch, sequence }: Unassigned,
  { role, urgency }: Work,
  { calendar, nowMs }: { readonly calendar: WorkCalendar; readonly nowMs: number },
): Promise<void> {
  const now = new Date(nowMs);
  const { rows } = await client.query<{ id: number }>(
    `INSERT INTO work_items (kiosk_id, epoch, sequence, incident_id, reason, role, urgency, has_call_back, opened_at, due_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, false, $8, $9)
     ON CONFLICT (incident_id) DO UPDATE SET due_at = excluded.due_at,
       state = CASE WHEN work_items.owner IS NULL THEN 'open' ELSE 'claimed' END
     WHERE work_items.state NOT IN ('open', 'claimed')
     RETURNING id`,
    [kioskId, epoch, sequence, id, kind, role, urgency, now, new Date(dueAtMs(urgency, nowMs, calendar))],
  );
  const [opened] = rows;
  if (opened !== undefined)
    await noteStep(client, opened.id, { what: 'opened', by: null, word: kind, at: now });
}

/** What resolved itself is nobody's work any more. */
export async function closeResolvedItems(pool: Pool, now: Date): Promise<void> {
  await pool.query(
    `WITH closed AS (
       UPDATE work_items SET state = 'done' FROM incidents
       WHERE incident_id = incidents.id AND resolved_at IS NOT NULL AND state IN ('open', 'claimed')
       RETURNING work_items.id)
     INSERT INTO work_history (item_id, at, what, by, word) SELECT id, $1, 'done', NULL, '' FROM closed`,
    [now],
  );
}

/** A person has closed the incident, and with it the item. */
export async function closeIncidentItem(
  client: PoolClient,
  incidentId: number,
  { by, word }: StaffWord,
  now: Date,
): Promise<void> {
  const { rows } = await client.query<{ id: number }>(
    `UPDATE work_items SET state = 'done', owner = coalesce(owner, $2)
     WHERE incident_id = $1 AND state IN ('open', 'claimed') RETURNING id`,
    [incidentId, by],
  );
  for (const { id } of rows) await noteStep(client, id, { what: 'incident-closed', by, word, at: now });
}
