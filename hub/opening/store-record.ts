import type { PoolClient } from 'pg';
import type { Answer, ErrandRecord } from '../../core/records/errand-record.ts';
import type { Waiting } from './claim.ts';

/** False: this transaction is here already, under another number. */
export async function storeRecord(
  client: PoolClient,
  { envelope: { header }, recovered, receivedAt }: Waiting,
  record: ErrandRecord,
  now: Date,
): Promise<boolean> {
  const { rowCount } = await client.query(
    `INSERT INTO records (kiosk_id, epoch, sequence, transaction_id, kind, recovered, accepted_at, received_at,
                          opened_at, payload, person_number, phones, claim_key, cancels, supersedes)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)
     ON CONFLICT (kiosk_id, transaction_id) DO NOTHING`,
    [
      header.kioskId,
      header.epoch,
      header.sequence,
      record.transactionId,
      record.kind,
      recovered,
      record.acceptedAt,
      receivedAt,
      now,
      record,
      record.person.number,
      phonesIn(record),
      claimKeyOf(record),
      record.cancels ?? null,
      header.supersedes,
    ],
  );
  if (rowCount !== 1) return false;
  await client.query(
    `INSERT INTO undecided (kiosk_id, epoch, sequence, order_group) VALUES ($1, $2, $3, $4)`,
    [header.kioskId, header.epoch, header.sequence, header.orderGroup],
  );
  return true;
}

function phonesIn({ answers }: ErrandRecord): readonly string[] {
  return Object.values(answers).flatMap((answer) => (answer.kind === 'phone' ? [answer.digits] : []));
}

/** Who, what and the day of loss: two reports that agree in them are about one loss. Null for anything else. */
export function claimKeyOf({ kind, answers }: Pick<ErrandRecord, 'kind' | 'answers'>): string | null {
  if (kind !== 'claim-report') return null;
  return [answers['who'], answers['what'], answers['day']].map(wordOf).join('/');
}

function wordOf(answer: Answer | undefined): string {
  if (answer?.kind === 'choice') return answer.option;
  return answer?.kind === 'day' ? answer.day : '';
}
