import type { Pool } from 'pg';
import type { Envelope } from '../../../core/records/envelope.ts';

/** A table as the hub's own, partitions and primary key alike, that nobody but this bench knows. */
export async function createBareTable(pool: Pool): Promise<void> {
  await pool.query('CREATE TABLE bare_raw (LIKE ingest_raw INCLUDING ALL) PARTITION BY HASH (kiosk_id)');
  for (let part = 0; part < 16; part += 1)
    await pool.query(
      `CREATE TABLE bare_raw_${part} PARTITION OF bare_raw FOR VALUES WITH (MODULUS 16, REMAINDER ${part})`,
    );
}

/** One multi-row INSERT of what a hub stores of these envelopes, and nothing else: nothing is asked, judged or signed. */
export async function insertBare(pool: Pool, envelopes: readonly Envelope[]): Promise<void> {
  await pool.query({ name: 'bare', text: insertSql, values: valuesOf(envelopes) });
}

const insertSql = `
INSERT INTO bare_raw (kiosk_id, epoch, sequence, transaction_id, kind, urgency, order_group, accepted_at, hash,
                      previous_hash, recovered, received_at, envelope)
SELECT * FROM unnest($1::text[], $2::bigint[], $3::bigint[], $4::uuid[], $5::text[], $6::text[], $7::integer[],
                     $8::timestamptz[], $9::text[], $10::text[], $11::boolean[], $12::timestamptz[], $13::jsonb[])`;

function valuesOf(envelopes: readonly Envelope[]): unknown[] {
  const headers = envelopes.map(({ header }) => header);
  return [
    headers.map(({ kioskId }) => kioskId),
    headers.map(({ epoch }) => epoch),
    headers.map(({ sequence }) => sequence),
    headers.map(({ transactionId }) => transactionId),
    headers.map(({ kind }) => kind),
    headers.map(({ urgency }) => urgency),
    headers.map(({ orderGroup }) => orderGroup),
    headers.map(({ acceptedAt }) => acceptedAt),
    envelopes.map(({ hash }) => hash),
    headers.map(({ previousHash }) => previousHash),
    envelopes.map(() => false),
    headers.map(({ acceptedAt }) => acceptedAt),
    envelopes.map((envelope) => JSON.stringify(envelope)),
  ];
}
