import type { Pool } from 'pg';
import { slipNumber } from '../../sync/protocol/chain.ts';
import type { Place } from '../incidents/incidents.ts';
import { placeOf } from '../rules/read-case.ts';
import type { RecordState } from '../rules/known.ts';

/** How far the record on a slip has got. Nothing of the customer. */
export type SlipStanding =
  /** No kiosk of this name and epoch has ever enrolled here: a misread number, or another insurer's slip. */
  | { readonly at: 'unknown-kiosk' }
  | { readonly at: 'not-arrived' }
  /** Stored, and not opened or not decided yet. */
  | { readonly at: 'being-decided'; readonly receivedAt: Date }
  /** Stored, and it does not open, or was given up: staff have been told. */
  | { readonly at: 'with-head-office'; readonly receivedAt: Date }
  /** The same transaction stands under another number, which is the one that counts. */
  | { readonly at: 'counted-elsewhere'; readonly slipNumber: string }
  | { readonly at: 'accepted'; readonly receivedAt: Date; readonly effectiveAt: Date | null }
  | {
      readonly at: 'sent-back';
      readonly receivedAt: Date;
      readonly reason: string;
      readonly names: string | null;
      /** Null: a person has settled it. */
      readonly dueAt: Date | null;
    }
  | { readonly at: 'withdrawn'; readonly receivedAt: Date }
  | { readonly at: 'superseded'; readonly receivedAt: Date; readonly slipNumber: string };

type Row = Place & {
  readonly receivedAt: Date | null;
  readonly state: RecordState | null;
  readonly effectiveAt: Date | null;
  readonly hasTrouble: boolean;
  readonly countedAt: Place | null;
  readonly reason: string | null;
  readonly names: string | null;
  readonly dueAt: Date | null;
};

const standingSql = `
SELECT raw.received_at AS "receivedAt", records.state, records.effective_at AS "effectiveAt",
  coalesce(unopened.rested_by, undecided.rested_by) IS NOT NULL
    OR (records.state IS NULL AND unopened.id IS NULL) AS "hasTrouble",
  (SELECT json_build_object('kioskId', other.kiosk_id, 'epoch', other.epoch, 'sequence', other.sequence)
   FROM records other WHERE other.kiosk_id = $1 AND other.transaction_id = raw.transaction_id
     AND (other.epoch, other.sequence) <> ($2, $3)) AS "countedAt",
  decision.reason, decision.names,
  (SELECT due_at FROM work_items item WHERE item.kiosk_id = $1 AND item.epoch = $2 AND item.sequence = $3
   AND item.state IN ('open', 'claimed')) AS "dueAt"
FROM kiosks
LEFT JOIN ingest_raw raw ON raw.kiosk_id = kiosks.id AND raw.epoch = kiosks.epoch AND raw.sequence = $3
LEFT JOIN records ON records.kiosk_id = $1 AND records.epoch = $2 AND records.sequence = $3
LEFT JOIN unopened ON unopened.kiosk_id = $1 AND unopened.epoch = $2 AND unopened.sequence = $3
LEFT JOIN undecided ON undecided.kiosk_id = $1 AND undecided.epoch = $2 AND undecided.sequence = $3
LEFT JOIN LATERAL (SELECT reason, names FROM decisions
  WHERE decisions.kiosk_id = $1 AND decisions.epoch = $2 AND decisions.sequence = $3 ORDER BY id DESC LIMIT 1
) AS decision ON true
WHERE kiosks.id = $1 AND kiosks.epoch = $2`;

/** @param number as printed; its shape has been checked */
export async function readSlipStanding(pool: Pool, number: string): Promise<SlipStanding> {
  const { kioskId, epoch, sequence } = placeOf(number);
  const { rows } = await pool.query<Row>(standingSql, [kioskId, epoch, sequence]);
  const [row] = rows;
  return row === undefined ? { at: 'unknown-kiosk' } : standingOf(row);
}

function standingOf(row: Row): SlipStanding {
  const { receivedAt, state } = row;
  if (receivedAt === null) return { at: 'not-arrived' };
  if (state === null || state === 'delivered') return unsettled(row, receivedAt);
  switch (state) {
    case 'accepted':
      return { at: 'accepted', receivedAt, effectiveAt: row.effectiveAt };
    case 'withdrawn':
      return { at: 'withdrawn', receivedAt };
    case 'superseded':
      return { at: 'superseded', receivedAt, slipNumber: row.names ?? '' };
    default:
      return { at: 'sent-back', receivedAt, reason: row.reason ?? '', names: row.names, dueAt: row.dueAt };
  }
}

function unsettled({ countedAt, hasTrouble }: Row, receivedAt: Date): SlipStanding {
  if (countedAt !== null) return { at: 'counted-elsewhere', slipNumber: slipNumber(countedAt) };
  return { at: hasTrouble ? 'with-head-office' : 'being-decided', receivedAt };
}
