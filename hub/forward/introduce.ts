import type { Pool, PoolClient } from 'pg';
import type { Clock } from '../../core/lib/clock.ts';
import { err, ok, type Result } from '../../core/lib/result.ts';
import { noHash } from '../../core/records/envelope.ts';
import type { SignedText } from '../../core/records/signed-text.ts';
import {
  introductionSchema,
  type Introduction,
  type IntroductionAnswer,
} from '../../sync/protocol/introduction.ts';
import type { Verify } from '../../sync/protocol/receipt.ts';
import { openSignedText, type SignedTextTrouble } from '../../sync/protocol/signed-text.ts';
import { inTransaction } from '../database/transaction.ts';

type Introduced = Introduction['kiosks'][number];
type Refused = IntroductionAnswer['refused'][number];

/** Listens to a branch hub that an operator has trusted by name (`trust-branch`). Saying it again changes nothing. */
export async function takeIntroduction(
  parts: { readonly pool: Pool; readonly clock: Pick<Clock, 'nowMs'>; readonly verify: Verify },
  signed: SignedText,
): Promise<Result<IntroductionAnswer, SignedTextTrouble>> {
  const { pool, clock, verify } = parts;
  const { rows: trusted } = await pool.query<{ id: string; publicKey: string }>(
    'SELECT key_id AS id, public_key AS "publicKey" FROM trusted_branches',
  );
  const introduction = await openSignedText('introduction', introductionSchema, signed, trusted, verify);
  if (!introduction.ok) return introduction;
  const now = new Date(clock.nowMs());
  const refused = await inTransaction(pool, async (client) => {
    const found: Refused[] = [];
    for (const kiosk of introduction.value.kiosks) {
      if (!(await admit(client, kiosk, signed.keyId, now)))
        found.push({ kioskId: kiosk.kioskId, epoch: kiosk.epoch, code: 'known-otherwise' });
    }
    return found;
  });
  return ok({ version: 1, refused });
}

/** False when that name stands for another device, or belongs to another branch. */
async function admit(
  client: PoolClient,
  kiosk: Introduced,
  branchKeyId: string,
  now: Date,
): Promise<boolean> {
  const { kioskId, epoch, branchName, branchCode, deviceKey } = kiosk;
  const { rowCount: foreign } = await client.query(
    'SELECT FROM kiosks WHERE id = $1 AND introduced_by IS DISTINCT FROM $2',
    [kioskId, branchKeyId],
  );
  if (foreign !== 0) return false;
  await client.query(
    `INSERT INTO kiosks (id, epoch, branch_name, branch_code, device_key, enrolled_at, prefix_hash, introduced_by)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (id, epoch) DO NOTHING`,
    [kioskId, epoch, branchName, branchCode, deviceKey, now, noHash, branchKeyId],
  );
  const { rowCount: same } = await client.query(
    'SELECT FROM kiosks WHERE id = $1 AND epoch = $2 AND device_key = $3',
    [kioskId, epoch, deviceKey],
  );
  return same === 1;
}

export type TrustedBranch = { readonly keyId: string; readonly publicKey: string; readonly name: string };

/**
 * An operator's word that a branch hub may introduce kiosks and sign for what it forwards; its receipt key is shown by
 * `show-keys` there.
 *
 * @param replaces name of the key under which the branch was known so far: its kiosks go over to the new one, and the
 *   old one counts no more
 */
export async function trustBranch(
  pool: Pool,
  { keyId, publicKey, name }: TrustedBranch,
  now: Date,
  replaces?: string,
): Promise<Result<void, 'no-such-branch'>> {
  return inTransaction(pool, async (client) => {
    if (replaces !== undefined && !(await isTrusted(client, replaces))) return err('no-such-branch');
    await client.query(
      `INSERT INTO trusted_branches (key_id, public_key, name, trusted_at) VALUES ($1, $2, $3, $4)
       ON CONFLICT (key_id) DO UPDATE SET name = excluded.name`,
      [keyId, publicKey, name, now],
    );
    if (replaces === undefined || replaces === keyId) return ok(undefined);
    await client.query('UPDATE kiosks SET introduced_by = $2 WHERE introduced_by = $1', [replaces, keyId]);
    await client.query('DELETE FROM trusted_branches WHERE key_id = $1', [replaces]);
    return ok(undefined);
  });
}

async function isTrusted(client: PoolClient, keyId: string): Promise<boolean> {
  const { rowCount } = await client.query('SELECT FROM trusted_branches WHERE key_id = $1', [keyId]);
  return rowCount === 1;
}
