import type { Pool } from 'pg';
import type { Urgency } from '../../core/records/envelope.ts';
import type { Place } from '../incidents/incidents.ts';
import type { CallOutcome } from './call-back.ts';
import type { ItemState } from './items.ts';
import type { Role } from './roles.ts';

/** A work item as a list shows it; nothing of the customer. */
export type ListedItem = {
  readonly id: number;
  readonly place: Place;
  /** Of the record; null where it is about an incident. */
  readonly kind: string | null;
  readonly incidentId: number | null;
  readonly reason: string;
  readonly names: string | null;
  readonly state: ItemState;
  readonly role: Role;
  /** Initials; null: nobody has claimed it. */
  readonly owner: string | null;
  readonly urgency: Urgency;
  readonly hasCallBack: boolean;
  /** How often the customer was rung, and what came of it the last time; null: nobody has rung yet. */
  readonly calls: number;
  readonly lastCall: CallOutcome | null;
  readonly openedAt: Date;
  readonly dueAt: Date;
};

export type HistoryStep = {
  readonly at: Date;
  readonly what: string;
  readonly by: string | null;
  readonly word: string;
};

/** One item with everything that was done about it, oldest first. */
export type WholeItem = ListedItem & { readonly history: readonly HistoryStep[] };

/** Whom to ring; personal. */
export type CallBack = { readonly name: string; readonly phones: readonly string[] };

type Row = Omit<ListedItem, 'place'> & Place;

const columns = `work_items.id, work_items.kiosk_id AS "kioskId", work_items.epoch, work_items.sequence,
  incident_id AS "incidentId", CASE WHEN incident_id IS NULL THEN records.kind END AS kind, reason, names,
  work_items.state, role, owner, urgency, has_call_back AS "hasCallBack", calls, last_call AS "lastCall",
  work_items.opened_at AS "openedAt", due_at AS "dueAt"`;

/** Items that wait for somebody, what is due first first. */
export async function readOpenItems(pool: Pool, limit: number): Promise<readonly ListedItem[]> {
  const { rows } = await pool.query<Row>(
    `SELECT ${columns} FROM work_items LEFT JOIN records USING (kiosk_id, epoch, sequence)
     WHERE work_items.state IN ('open', 'claimed') ORDER BY due_at, work_items.id LIMIT $1`,
    [limit],
  );
  return rows.map(listed);
}

export async function readItem(pool: Pool, id: number): Promise<WholeItem | null> {
  const { rows } = await pool.query<Row>(
    `SELECT ${columns} FROM work_items LEFT JOIN records USING (kiosk_id, epoch, sequence) WHERE work_items.id = $1`,
    [id],
  );
  const [row] = rows;
  if (row === undefined) return null;
  const history = await pool.query<HistoryStep>(
    'SELECT at, what, by, word FROM work_history WHERE item_id = $1 ORDER BY id',
    [id],
  );
  return { ...listed(row), history: history.rows };
}

/** The number that the customer gave for being rung comes first. */
export async function readCallBack(
  pool: Pool,
  { kioskId, epoch, sequence }: Place,
): Promise<CallBack | null> {
  const { rows } = await pool.query<{ name: string; asked: string | null; phones: readonly string[] }>(
    `SELECT payload #>> '{person,name}' AS name, payload #>> '{answers,call-back,digits}' AS asked, phones
     FROM records WHERE kiosk_id = $1 AND epoch = $2 AND sequence = $3`,
    [kioskId, epoch, sequence],
  );
  const [row] = rows;
  if (row === undefined) return null;
  return { name: row.name, phones: [...new Set([row.asked ?? [], row.phones].flat())] };
}

function listed({ kioskId, epoch, sequence, ...item }: Row): ListedItem {
  return { ...item, place: { kioskId, epoch, sequence } };
}
