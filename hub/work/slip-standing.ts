import type { Pool } from 'pg';
import { slipNumber } from '../../sync/protocol/chain.ts';
import type { IncidentKind, Place } from '../incidents/incidents.ts';
import { placeOf } from '../rules/read-case.ts';
import type { RecordState } from '../rules/known.ts';
import type { CallOutcome } from './call-back.ts';

/** The device signed it and the hub did not take it. */
const refusals = ['fork', 'bad-chain', 'too-large'] as const satisfies readonly IncidentKind[];
export type SlipRefusal = (typeof refusals)[number];

/** It is stored and does not open, or could not be worked on. */
const obstacles = ['unreadable', 'stuck', 'key-missing'] as const satisfies readonly IncidentKind[];
export type SlipObstacle = (typeof obstacles)[number];

/** How far the record on a slip has got. Nothing of the customer. `dueAt` null: nobody has it as an open work item. */
export type SlipStanding =
  /** No kiosk of this name and epoch has ever enrolled here: a misread number, or another insurer's slip. */
  | { readonly at: 'unknown-kiosk' }
  | { readonly at: 'not-arrived' }
  /** Later ones are here and this one has been missing for long: staff have been told. */
  | { readonly at: 'missing' }
  /** Staff have looked for it at the kiosk and given it up. */
  | { readonly at: 'given-up' }
  /** It came and was not taken; it is kept as evidence, and is no record. */
  | { readonly at: 'refused'; readonly because: SlipRefusal; readonly dueAt: Date | null }
  /** Two different records carry this number; which of them is on the slip only the slip's QR code tells. */
  | { readonly at: 'disputed'; readonly receivedAt: Date; readonly dueAt: Date | null }
  /** Stored, and not opened or not decided yet. */
  | { readonly at: 'being-decided'; readonly receivedAt: Date }
  /** Stored, and something is in the way: staff have been told. */
  | {
      readonly at: 'held-up';
      readonly receivedAt: Date;
      readonly because: SlipObstacle;
      readonly dueAt: Date | null;
    }
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
      /** Of the last call to the customer; null: nobody has rung yet. */
      readonly lastCall: CallOutcome | null;
    }
  | { readonly at: 'withdrawn'; readonly receivedAt: Date }
  | { readonly at: 'superseded'; readonly receivedAt: Date; readonly slipNumber: string };

type IncidentRow = { readonly kind: string; readonly isOpen: boolean; readonly dueAt: string | null };

type Row = {
  readonly receivedAt: Date | null;
  readonly isGivenUp: boolean;
  /** Of this place, or of the key that it is sealed to; open ones first. */
  readonly incidents: readonly IncidentRow[];
  readonly state: RecordState | null;
  readonly effectiveAt: Date | null;
  readonly countedAt: Place | null;
  readonly reason: string | null;
  readonly names: string | null;
  readonly dueAt: Date | null;
  readonly lastCall: CallOutcome | null;
};

const standingSql = `
SELECT raw.received_at AS "receivedAt", records.state, records.effective_at AS "effectiveAt",
  EXISTS (SELECT FROM given_up WHERE given_up.kiosk_id = $1 AND given_up.epoch = $2 AND given_up.sequence = $3) AS "isGivenUp",
  (SELECT coalesce(json_agg(json_build_object('kind', kind, 'isOpen', resolved_at IS NULL, 'dueAt', due_at)
                            ORDER BY resolved_at NULLS FIRST, incidents.id DESC), '[]')
   FROM incidents LEFT JOIN work_items ON incident_id = incidents.id AND work_items.state IN ('open', 'claimed')
   WHERE incidents.kiosk_id = $1 AND incidents.epoch = $2 AND (incidents.sequence = $3
     OR kind = 'key-missing' AND detail = raw.envelope #>> '{header,sealingKeyId}')) AS incidents,
  (SELECT json_build_object('kioskId', other.kiosk_id, 'epoch', other.epoch, 'sequence', other.sequence)
   FROM records other WHERE other.kiosk_id = $1 AND other.transaction_id = raw.transaction_id
     AND (other.epoch, other.sequence) <> ($2, $3)) AS "countedAt",
  decision.reason, decision.names, item.due_at AS "dueAt", item.last_call AS "lastCall"
FROM kiosks
LEFT JOIN ingest_raw raw ON raw.kiosk_id = kiosks.id AND raw.epoch = kiosks.epoch AND raw.sequence = $3
LEFT JOIN records ON records.kiosk_id = $1 AND records.epoch = $2 AND records.sequence = $3
LEFT JOIN work_items item ON item.kiosk_id = $1 AND item.epoch = $2 AND item.sequence = $3
  AND item.incident_id IS NULL AND item.state IN ('open', 'claimed')
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
  if (receivedAt === null) return notStored(row);
  const dispute = findIncident(row, refusals);
  if (dispute?.isOpen === true) return { at: 'disputed', receivedAt, dueAt: dispute.dueAt };
  if (state === null || state === 'delivered') return unsettled(row, receivedAt);
  switch (state) {
    case 'accepted':
      return { at: 'accepted', receivedAt, effectiveAt: row.effectiveAt };
    case 'withdrawn':
      return { at: 'withdrawn', receivedAt };
    case 'superseded':
      return { at: 'superseded', receivedAt, slipNumber: row.names ?? '' };
    default: {
      const { names, dueAt, lastCall } = row;
      return { at: 'sent-back', receivedAt, reason: row.reason ?? '', names, dueAt, lastCall };
    }
  }
}

/** A refusal that staff have closed is still a refusal: there is no record. */
function notStored(row: Row): SlipStanding {
  const refusal = findIncident(row, refusals);
  if (refusal !== null) return { at: 'refused', because: refusal.kind, dueAt: refusal.dueAt };
  if (row.isGivenUp) return { at: 'given-up' };
  return { at: findIncident(row, ['gap'])?.isOpen === true ? 'missing' : 'not-arrived' };
}

function unsettled(row: Row, receivedAt: Date): SlipStanding {
  if (row.countedAt !== null) return { at: 'counted-elsewhere', slipNumber: slipNumber(row.countedAt) };
  // What was given up and closed is tried again, except where the key is lost for good.
  const obstacle = findIncident({ ...row, incidents: row.incidents.filter(isInTheWay) }, obstacles);
  return obstacle !== null
    ? { at: 'held-up', receivedAt, because: obstacle.kind, dueAt: obstacle.dueAt }
    : { at: 'being-decided', receivedAt };
}

function isInTheWay({ kind, isOpen }: IncidentRow): boolean {
  return isOpen || kind === 'key-missing';
}

function findIncident<K extends IncidentKind>(
  { incidents }: Pick<Row, 'incidents'>,
  kinds: readonly K[],
): { readonly kind: K; readonly isOpen: boolean; readonly dueAt: Date | null } | null {
  for (const { kind: name, isOpen, dueAt } of incidents) {
    const kind = kinds.find((known) => known === name);
    if (kind !== undefined) return { kind, isOpen, dueAt: dueAt === null ? null : new Date(dueAt) };
  }
  return null;
}
