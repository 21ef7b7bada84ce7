import type { Pool, PoolClient } from 'pg';
import { err, ok, type Result } from '../../core/lib/result.ts';
import { inTransaction } from '../database/transaction.ts';
import type { Place } from '../incidents/incidents.ts';
import { workRevision } from '../opening/queue.ts';
import { lockNeighbours } from '../rules/claim-case.ts';
import { decideAgain } from '../rules/decide-next.ts';
import { enterState } from '../rules/enter-state.ts';
import type { WorkCalendar } from './calendar.ts';
import { noteStep } from './items.ts';
import type { StaffWord } from './staff-word.ts';

/** `not-open`: it is done already, or another record has taken its place; or there is none with this number for this step. */
type StepRefusal = 'not-open';

/** Somebody takes an item in hand, also from somebody else. */
export async function claimItem(
  pool: Pool,
  id: number,
  by: string,
  nowMs: number,
): Promise<Result<void, StepRefusal>> {
  return inTransaction(pool, async (client) => {
    const { rowCount } = await client.query(
      `UPDATE work_items SET state = 'claimed', owner = $2 WHERE id = $1 AND state IN ('open', 'claimed')`,
      [id, by],
    );
    if (rowCount !== 1) return err('not-open');
    await noteStep(client, id, { what: 'claimed', by, word: '', at: new Date(nowMs) });
    return ok(undefined);
  });
}

/** How a person settles an item: the record counts after all, or it stays sent back. */
export type Settlement = 'accepted' | 'rejected';

/**
 * Staff have dealt with an item. Their word stands: no rule decides this record again. A cancellation that a person
 * accepts is theirs to carry out.
 */
export async function settleItem(
  pool: Pool,
  id: number,
  settlement: Settlement,
  { by, word }: StaffWord,
  { nowMs, calendar }: { readonly nowMs: number; readonly calendar: WorkCalendar },
): Promise<Result<void, StepRefusal>> {
  return inTransaction(pool, async (client) => {
    const item = await findOpen(client, id);
    if (item === null) return err('not-open');
    await lockNeighbours(client, item, item.person);
    const { rowCount } = await client.query(
      `UPDATE work_items SET state = 'done', owner = coalesce(owner, $2) WHERE id = $1 AND state IN ('open', 'claimed')`,
      [id, by],
    );
    if (rowCount !== 1) return err('not-open');
    await noteStep(client, id, { what: settlement, by, word, at: new Date(nowMs) });
    const { person: _person, ...place } = item;
    await enterState(
      client,
      {
        place,
        rule: 'staff',
        state: settlement,
        reason: 'decided-by-staff',
        names: null,
        inputsHash: null,
        decidedBy: by,
      },
      { nowMs, revision: workRevision, calendar },
    );
    await decideAgain(client, [{ place }], nowMs);
    return ok(undefined);
  });
}

async function findOpen(
  client: PoolClient,
  id: number,
): Promise<(Place & { readonly person: string }) | null> {
  const { rows } = await client.query<Place & { person: string }>(
    `SELECT work_items.kiosk_id AS "kioskId", work_items.epoch, work_items.sequence, person_number AS person
     FROM work_items JOIN records USING (kiosk_id, epoch, sequence)
     WHERE work_items.id = $1 AND incident_id IS NULL AND work_items.state IN ('open', 'claimed')`,
    [id],
  );
  return rows[0] ?? null;
}
