import type { Pool } from 'pg';
import type { Urgency } from '../../core/records/envelope.ts';
import type { Place } from '../incidents/incidents.ts';
import type { ItemState } from './items.ts';

/** A work item as a list shows it; nothing of the customer. */
export type ListedItem = {
  readonly id: number;
  readonly place: Place;
  readonly kind: string;
  readonly reason: string;
  readonly names: string | null;
  readonly state: ItemState;
  readonly owner: string | null;
  readonly urgency: Urgency;
  readonly hasCallBack: boolean;
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

const columns = `work_items.id, work_items.kiosk_id AS "kioskId", work_items.epoch, work_items.sequence, records.kind,
  reason, names, work_items.state, owner, urgency, has_call_back AS "hasCallBack", work_items.opened_at AS "openedAt",
  due_at AS "dueAt"`;

/** Items that wait for somebody, what is due first first. */
export async function readOpenItems(pool: Pool, limit: number): Promise<readonly ListedItem[]> {
  const { rows } = await pool.query<Row>(
    `SELECT ${columns} FROM work_items JOIN records USING (kiosk_id, epoch, sequence)
     WHERE work_items.state IN ('open', 'claimed') ORDER BY due_at, work_items.id LIMIT $1`,
    [limit],
  );
  return rows.map(listed);
}

export async function readItem(pool: Pool, id: number): Promise<WholeItem | null> {
  const { rows } = await pool.query<Row>(
    `SELECT ${columns} FROM work_items JOIN records USING (kiosk_id, epoch, sequence) WHERE work_items.id = $1`,
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
