import { timingSafeEqual } from 'node:crypto';
import type { Pool, PoolClient } from 'pg';
import type { Clock } from '../../core/lib/clock.ts';
import { err, ok, type Result } from '../../core/lib/result.ts';
import { noHash } from '../../core/records/envelope.ts';
import type { Enrolment, EnrolmentAnswer } from '../../sync/protocol/wire.ts';
import { inTransaction } from '../database/transaction.ts';
import type { HubKeys } from '../keys/hub-keys.ts';
import { hashOfCode } from './code.ts';

export type EnrolmentRefusal = 'code-unknown' | 'code-expired' | 'code-used';

type CodeRow = {
  readonly code_hash: Buffer;
  readonly kiosk_id: string;
  readonly branch_name: string;
  readonly branch_code: string;
  readonly expires_at: Date;
  readonly used_epoch: number | null;
};

/**
 * Trades a one-time code for a kiosk's identity. The same device may ask again with the same code while it is valid
 * and hears the same answer: the first answer may have been lost on the line. Any other device is refused.
 */
export async function redeemEnrolmentCode(
  pool: Pool,
  keys: HubKeys,
  enrolment: Enrolment,
  clock: Pick<Clock, 'nowMs'>,
): Promise<Result<EnrolmentAnswer, EnrolmentRefusal>> {
  return inTransaction(pool, async (client) => {
    const code = await findCode(client, enrolment.code);
    if (code === undefined) return err('code-unknown');
    if (code.expires_at.getTime() <= clock.nowMs()) return err('code-expired');
    const epoch =
      code.used_epoch === null
        ? await admit(client, code, enrolment.deviceKey, new Date(clock.nowMs()))
        : await epochOf(client, code, enrolment.deviceKey);
    return epoch === undefined ? err('code-used') : ok(answer(code, epoch, keys));
  });
}

/** Compares with every code in constant time. The lock also puts enrolments in a row, so that no two get one epoch. */
async function findCode(client: PoolClient, code: string): Promise<CodeRow | undefined> {
  const { rows } = await client.query<CodeRow>('SELECT * FROM enrolment_codes FOR UPDATE');
  const offered = hashOfCode(code);
  return rows.filter((row) => timingSafeEqual(row.code_hash, offered))[0];
}

/**
 * The next epoch is above every one that was ever handed out, also above those that an older dump has taken from here:
 * it is the number of minutes since this hub was set up, or one more than the last. Restoring takes longer than a minute.
 */
const nextEpochSql = `greatest(
  (SELECT coalesce(max(epoch), 0) + 1 FROM kiosks WHERE id = $1),
  (SELECT 1 + floor(extract(epoch FROM $5::timestamptz - min(created_at)) / 60) FROM hub_keys))`;

async function admit(
  client: PoolClient,
  code: CodeRow,
  deviceKey: string,
  now: Date,
): Promise<number | undefined> {
  const { rows } = await client.query<{ epoch: number }>(
    `INSERT INTO kiosks (id, epoch, branch_name, branch_code, device_key, enrolled_at, prefix_hash)
     VALUES ($1, ${nextEpochSql}, $2, $3, $4, $5, $6)
     RETURNING epoch`,
    [code.kiosk_id, code.branch_name, code.branch_code, deviceKey, now, noHash],
  );
  const epoch = rows[0]?.epoch;
  await client.query('UPDATE enrolment_codes SET used_at = $2, used_epoch = $3 WHERE code_hash = $1', [
    code.code_hash,
    now,
    epoch,
  ]);
  return epoch;
}

async function epochOf(client: PoolClient, code: CodeRow, deviceKey: string): Promise<number | undefined> {
  const { rows } = await client.query<{ epoch: number }>(
    'SELECT epoch FROM kiosks WHERE id = $1 AND epoch = $2 AND device_key = $3',
    [code.kiosk_id, code.used_epoch, deviceKey],
  );
  return rows[0]?.epoch;
}

/** Keys and serial of one announcement: the kiosk can follow every later one from there, also beside a rotation. */
function answer(code: CodeRow, epoch: number, keys: HubKeys): EnrolmentAnswer {
  return {
    version: 1,
    kioskId: code.kiosk_id,
    epoch,
    branchName: code.branch_name,
    branchCode: code.branch_code,
    sealingKey: { id: keys.sealing.id, publicKey: keys.sealing.publicKey },
    receiptKey: { id: keys.receipt.id, publicKey: keys.receipt.publicKey },
    rulesKey: { id: keys.rules.id, publicKey: keys.rules.publicKey },
    keysSerial: keys.serial,
  };
}
