import type { PoolClient } from 'pg';
import type { Urgency } from '../../core/records/envelope.ts';
import { slipNumber } from '../../sync/protocol/chain.ts';
import type { Place } from '../incidents/incidents.ts';
import { closeItem, openItem } from '../work/items.ts';
import type { WorkCalendar } from '../work/calendar.ts';
import type { RecordState } from './known.ts';
import { placeOf } from './read-case.ts';
import { effectAfterMs } from './cancellation.ts';

/** A state that a record is in from now on, and who says so. */
export type Verdict = {
  readonly place: Place;
  readonly rule: string;
  readonly state: Exclude<RecordState, 'delivered'>;
  readonly reason: string;
  readonly names: string | null;
  /** Null for a person's decision. */
  readonly inputsHash: string | null;
  /** Initials; null for a rule. */
  readonly decidedBy: string | null;
};

export type Surroundings = {
  readonly nowMs: number;
  readonly revision: number;
  readonly calendar: WorkCalendar;
};

/** Writes a decision down and lets it take hold: state, work item, and the record whose place this one takes. */
export async function enterState(client: PoolClient, verdict: Verdict, around: Surroundings): Promise<void> {
  const { place, state } = verdict;
  const now = new Date(around.nowMs);
  await writeDown(client, verdict, around);
  const { rows } = await client.query<Entered>(
    `UPDATE records SET state = $4, is_settled = $5, effective_at = CASE
       WHEN $4 <> 'accepted' THEN NULL
       WHEN payload ->> 'effect' = 'not-yet-effective' THEN coalesce(effective_at, $6)
     END
     FROM ingest_raw raw
     WHERE records.kiosk_id = $1 AND records.epoch = $2 AND records.sequence = $3
       AND raw.kiosk_id = $1 AND raw.epoch = $2 AND raw.sequence = $3
     RETURNING raw.urgency, records.supersedes, person_number AS person, phones <> '{}' AS "hasCallBack"`,
    [
      place.kioskId,
      place.epoch,
      place.sequence,
      state,
      verdict.decidedBy !== null,
      // What a person has checked takes effect with their word.
      new Date(around.nowMs + (verdict.decidedBy === null ? effectAfterMs : 0)),
    ],
  );
  const [entered] = rows;
  if (entered === undefined) throw new Error('a decision without its record');
  if (state === 'rejected' || state === 'needs-info') {
    if (verdict.decidedBy === null) await openItem(client, { ...verdict, ...entered }, around);
    return;
  }
  const isTaken = state === 'superseded';
  await closeItem(client, place, { state: isTaken ? 'resubmitted' : 'done', what: state, now });
  if (state === 'accepted') await supersede(client, verdict, entered, around);
}

type Entered = {
  readonly urgency: Urgency;
  readonly supersedes: string | null;
  readonly person: string;
  readonly hasCallBack: boolean;
};

async function writeDown(client: PoolClient, verdict: Verdict, around: Surroundings): Promise<void> {
  const { place } = verdict;
  await client.query(
    `INSERT INTO decisions (kiosk_id, epoch, sequence, rule, state, reason, names, inputs_hash, decided_by, revision,
                            decided_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
    [
      place.kioskId,
      place.epoch,
      place.sequence,
      verdict.rule,
      verdict.state,
      verdict.reason,
      verdict.names,
      verdict.inputsHash,
      verdict.decidedBy,
      around.revision,
      new Date(around.nowMs),
    ],
  );
}

/** Only a record of the same customer that was sent back gives up its place. */
async function supersede(
  client: PoolClient,
  by: Verdict,
  { supersedes, person }: Entered,
  around: Surroundings,
): Promise<void> {
  if (supersedes === null) return;
  const place = placeOf(supersedes);
  const { rowCount } = await client.query(
    `SELECT FROM records WHERE kiosk_id = $1 AND epoch = $2 AND sequence = $3 AND person_number = $4
       AND state IN ('rejected', 'needs-info') FOR UPDATE`,
    [place.kioskId, place.epoch, place.sequence, person],
  );
  if (rowCount !== 1) return;
  const taken = { state: 'superseded', reason: 'resubmitted', names: slipNumber(by.place) } as const;
  await enterState(client, { ...by, ...taken, place, rule: 'resubmission', decidedBy: null }, around);
}
