import type { Pool } from 'pg';
import { err, ok, type Result } from '../../core/lib/result.ts';
import type { Urgency } from '../../core/records/envelope.ts';
import { inTransaction } from '../database/transaction.ts';
import type { WorkCalendar } from './calendar.ts';
import { dueAtMs } from './due.ts';
import { noteStep } from './items.ts';
import type { StaffWord } from './staff-word.ts';

export const callOutcomes = ['reached', 'not-reached'] as const;
export type CallOutcome = (typeof callOutcomes)[number];

/** `no-call-back`: it is done already, there is no such item, or nobody left a number. */
export type CallRefusal = 'no-call-back';

/**
 * Somebody has rung the customer. One who was not reached is to be rung again, within the time in which a new item
 * would be due; the item stays open either way until it is settled.
 */
export async function recordCall(
  pool: Pool,
  id: number,
  { by, word, outcome }: StaffWord & { readonly outcome: CallOutcome },
  { nowMs, calendar }: { readonly nowMs: number; readonly calendar: WorkCalendar },
): Promise<Result<void, CallRefusal>> {
  return inTransaction(pool, async (client) => {
    const { rows } = await client.query<{ urgency: Urgency; dueAt: Date }>(
      `SELECT urgency, due_at AS "dueAt" FROM work_items
       WHERE id = $1 AND state IN ('open', 'claimed') AND has_call_back FOR UPDATE`,
      [id],
    );
    const [item] = rows;
    if (item === undefined) return err('no-call-back');
    const dueAt = outcome === 'reached' ? item.dueAt : new Date(dueAtMs(item.urgency, nowMs, calendar));
    await client.query(
      `UPDATE work_items SET state = 'claimed', owner = coalesce(owner, $2), calls = calls + 1, last_call = $3, due_at = $4
       WHERE id = $1`,
      [id, by, outcome, dueAt],
    );
    await noteStep(client, id, { what: outcome, by, word, at: new Date(nowMs) });
    return ok(undefined);
  });
}
