import type { PoolClient } from 'pg';
import type { EnvelopeHeader } from '../../core/records/envelope.ts';
import type { Place } from '../incidents/incidents.ts';
import type { PieceCounts } from '../opening/try-chunks.ts';
import { slipNumber } from '../../sync/protocol/chain.ts';
import type { Traits } from './claim-case.ts';
import type { Case, Known } from './known.ts';

/** More of one sort add nothing: each rule asks whether there is one, or for the newest. */
const mostOfASort = 50;

/**
 * Everything that rules may ask of the record at $1, $2, $3. Rules choose among it; more than needed is no harm. Each
 * part goes by an index of its own.
 */
const placesSql = `
WITH found AS (
  (SELECT * FROM records WHERE kiosk_id = $1 AND epoch = $2 AND sequence = $3)
  UNION
  (SELECT * FROM records WHERE person_number = $4 AND claim_key = $5 ORDER BY received_at LIMIT ${mostOfASort})
  UNION
  (SELECT * FROM records WHERE person_number = $4 AND kind = 'contact-change' AND $6 = 'contact-change'
   ORDER BY received_at DESC LIMIT ${mostOfASort})
  UNION
  (SELECT * FROM records WHERE phones && $7::text[] AND kiosk_id = $1 AND person_number <> $4
   ORDER BY received_at DESC LIMIT ${mostOfASort})
  UNION
  (SELECT * FROM records WHERE kiosk_id = $1 AND transaction_id =
    (SELECT cancels FROM records WHERE kiosk_id = $1 AND epoch = $2 AND sequence = $3))
  UNION
  (SELECT * FROM records WHERE kiosk_id = $1 AND cancels = $8 LIMIT ${mostOfASort})
  UNION
  (SELECT * FROM records WHERE kiosk_id = $9 AND epoch = $10 AND sequence = $11)
  UNION
  (SELECT * FROM records WHERE supersedes = $12 LIMIT ${mostOfASort})
)
SELECT found.kiosk_id AS "kioskId", found.epoch, found.sequence, found.transaction_id AS "transactionId", found.kind,
       found.payload ->> 'effect' AS effect, found.payload #>> '{answers,day,day}' AS "dayOfLoss",
       found.person_number AS person, found.phones, found.claim_key AS "claimKey", found.cancels, found.supersedes,
       found.recovered, found.state, found.is_settled AS "isSettled", found.effective_at AS "effectiveAt",
       found.received_at AS "receivedAt", raw.accepted_at AS "acceptedAt", raw.not_before AS "notBefore",
       raw.not_after AS "notAfter", raw.envelope -> 'header' AS header
FROM found JOIN ingest_raw raw USING (kiosk_id, epoch, sequence)
ORDER BY kiosk_id, epoch, sequence`;

type Row = Place &
  Omit<
    Known,
    'place' | 'slipNumber' | 'holdBackMs' | 'bootId' | 'monotonicMs' | `${string}AtMs` | `not${string}Ms`
  > & {
    readonly effectiveAt: Date | null;
    readonly receivedAt: Date;
    readonly acceptedAt: Date | null;
    readonly notBefore: Date | null;
    readonly notAfter: Date | null;
    readonly header: EnvelopeHeader;
  };

/** Reads what is known of a record and around it. */
export async function readCase(
  client: PoolClient,
  { place, header, person, phones, claimKey }: { readonly place: Place } & Traits,
  pieces: PieceCounts,
  nowMs: number,
): Promise<Case> {
  const old = header.supersedes === null ? null : placeOf(header.supersedes);
  const { rows } = await client.query<Row>({
    name: 'read-case',
    text: placesSql,
    values: [
      place.kioskId,
      place.epoch,
      place.sequence,
      person,
      claimKey,
      header.kind,
      phones,
      header.transactionId,
      old?.kioskId,
      old?.epoch,
      old?.sequence,
      slipNumber(place),
    ],
  });
  const known = rows.map(knownOf);
  const subject = known.find(({ slipNumber: number }) => number === slipNumber(place));
  if (subject === undefined) throw new Error('a case without its record');
  return {
    subject,
    others: known.filter((other) => other !== subject),
    ...pieces,
    nowMs,
  };
}

function knownOf({ kioskId, epoch, sequence, header, ...row }: Row): Known {
  const place = { kioskId, epoch, sequence };
  const { effectiveAt, receivedAt, acceptedAt, notBefore, notAfter, ...same } = row;
  return {
    ...same,
    place,
    slipNumber: slipNumber(place),
    bootId: header.clock.bootId,
    monotonicMs: header.clock.monotonicMs,
    holdBackMs: header.holdBackSeconds * 1_000,
    acceptedAtMs: acceptedAt?.getTime() ?? null,
    notBeforeMs: notBefore?.getTime() ?? null,
    // Nothing is accepted after it has arrived.
    notAfterMs: (notAfter ?? receivedAt).getTime(),
    receivedAtMs: receivedAt.getTime(),
    effectiveAtMs: effectiveAt?.getTime() ?? null,
  };
}

/** The place that a slip number names. */
export function placeOf(number: string): Place {
  const [kioskId = '', epoch = '', sequence = ''] = number.split('-');
  return { kioskId, epoch: Number(epoch), sequence: Number(sequence) };
}
