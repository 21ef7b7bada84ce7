import type { PoolClient } from 'pg';
import type { Urgency } from '../../core/records/envelope.ts';
import type { Place } from '../incidents/incidents.ts';
import type { WorkCalendar } from './calendar.ts';
import { dueAtMs } from './due.ts';
import type { Role } from './roles.ts';

/** `resubmitted`: another record has taken its place. */
export type ItemState = 'open' | 'claimed' | 'done' | 'resubmitted';

type NewItem = {
  readonly place: Place;
  readonly reason: string;
  readonly names: string | null;
  readonly urgency: Urgency;
  readonly hasCallBack: boolean;
};

/** Records that are sent back are about their customers. */
const recordRole: Role = 'counter';

/** A record was sent back: from now on it is somebody's work. One item a record; sent back again, it opens again. */
export async function openItem(
  client: PoolClient,
  item: NewItem,
  { nowMs, calendar }: { readonly nowMs: number; readonly calendar: WorkCalendar },
): Promise<void> {
  const { place, reason, urgency } = item;
  const { rows } = await client.query<{ id: number }>(
    `INSERT INTO work_items (kiosk_id, epoch, sequence, reason, names, role, urgency, has_call_back, opened_at, due_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
     ON CONFLICT (kiosk_id, epoch, sequence) WHERE incident_id IS NULL DO UPDATE SET
       reason = excluded.reason, names = excluded.names, due_at = excluded.due_at, last_call = NULL,
       state = CASE WHEN work_items.owner IS NULL THEN 'open' ELSE 'claimed' END
     RETURNING id`,
    [
      place.kioskId,
      place.epoch,
      place.sequence,
      reason,
      item.names,
      recordRole,
      urgency,
      item.hasCallBack,
      new Date(nowMs),
      new Date(dueAtMs(urgency, nowMs, calendar)),
    ],
  );
  const [opened] = rows;
  if (opened === undefined) throw new Error('a work item that is not there');
  await noteStep(client, opened.id, { what: 'opened', by: null, word: reason, at: new Date(nowMs) });
}

/** Nothing is left to do for a person; does nothing when there was no item, or when it is closed already. */
export async function closeItem(
  client: PoolClient,
  { kioskId, epoch, sequence }: Place,
  closing: { readonly state: 'done' | 'resubmitted'; readonly what: string; readonly now: Date },
): Promise<void> {
  const { rows } = await client.query<{ id: number }>(
    `UPDATE work_items SET state = $4 WHERE kiosk_id = $1 AND epoch = $2 AND sequence = $3 AND incident_id IS NULL
       AND state IN ('open', 'claimed') RETURNING id`,
    [kioskId, epoch, sequence, closing.state],
  );
  const [closed] = rows;
  if (closed === undefined) return;
  await noteStep(client, closed.id, { what: closing.state, by: null, word: closing.what, at: closing.now });
}

export type Step = {
  readonly what: string;
  /** Initials; null for a rule. */
  readonly by: string | null;
  readonly word: string;
  readonly at: Date;
};

export async function noteStep(
  client: PoolClient,
  itemId: number,
  { what, by, word, at }: Step,
): Promise<void> {
  await client.query(`INSERT INTO work_history (item_id, at, what, by, word) VALUES ($1, $2, $3, $4, $5)`, [
    itemId,
    at,
    what,
    by,
    word,
  ]);
}
