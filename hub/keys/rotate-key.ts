import type { Pool } from 'pg';
import type { Clock } from '../../core/lib/clock.ts';
import { err, ok, type Result } from '../../core/lib/result.ts';
import type { SignedText } from '../../core/records/signed-text.ts';
import type { KeyAnnouncement } from '../../sync/protocol/key-announcement.ts';
import { textSigningBytes, type NamedKey } from '../../sync/protocol/signed-text.ts';
import { inTransaction } from '../database/transaction.ts';
import { keyId, loadKeyFile, signingKeyOf, type KeysTrouble } from './hub-keys.ts';
import {
  keyFileIn,
  newKeyPair,
  writeKeyFile,
  type KeyFile,
  type KeyPair,
  type KeyPurpose,
} from './key-file.ts';

export type Rotated = { readonly serial: number; readonly keyId: string };

/** Announced beside the newest, so that what is under way when a key changes is still good. */
const announcedOfEach = 2;

/**
 * Makes a new key of one purpose and announces it, signed by the receipt key that kiosks trust so far. Hubs that run use
 * it after a restart; kiosks learn of it with the answer to their next upload. Older keys stay in the file for good:
 * records that were sealed to them may lie in a kiosk that has been switched off for months.
 */
export async function rotateKey(
  parts: { readonly dataFolder: string; readonly pool: Pool; readonly clock: Pick<Clock, 'nowMs'> },
  purpose: KeyPurpose,
): Promise<Result<Rotated, KeysTrouble>> {
  const { dataFolder, pool, clock } = parts;
  const before = await loadKeyFile(dataFolder, pool, clock);
  if (!before.ok) return before;
  const pair = newKeyPair(purpose);
  const after: KeyFile = { ...before.value, [purpose]: [pair, ...before.value[purpose]] };
  await writeKeyFile(keyFileIn(dataFolder), after);
  const published = await loadKeyFile(dataFolder, pool, clock);
  if (!published.ok) return published;
  const [trusted] = before.value.receipt;
  if (trusted === undefined) return err({ code: 'keys-unreadable', detail: 'no receipt key' });
  const serial = await announce(pool, after, trusted, clock.nowMs());
  return ok({ serial, keyId: keyId(purpose, pair.x) });
}

function announce(pool: Pool, keys: KeyFile, signer: KeyPair, nowMs: number): Promise<number> {
  return inTransaction(pool, async (client) => {
    await client.query('LOCK TABLE key_announcements IN EXCLUSIVE MODE');
    const { rows } = await client.query<{ serial: number }>(
      'SELECT coalesce(max(serial), 0) + 1 AS serial FROM key_announcements',
    );
    const serial = rows[0]?.serial ?? 1;
    const signed = signedAnnouncement(keys, signer, serial, nowMs);
    await client.query('INSERT INTO key_announcements (serial, signed, created_at) VALUES ($1, $2, $3)', [
      serial,
      signed,
      new Date(nowMs),
    ]);
    return serial;
  });
}

function signedAnnouncement(keys: KeyFile, signer: KeyPair, serial: number, nowMs: number): SignedText {
  const named = (purpose: KeyPurpose): NamedKey[] =>
    keys[purpose].slice(0, announcedOfEach).map(({ x }) => ({ id: keyId(purpose, x), publicKey: x }));
  const announcement: KeyAnnouncement = {
    version: 1,
    serial,
    issuedAt: new Date(nowMs).toISOString(),
    sealingKeys: named('sealing'),
    receiptKeys: named('receipt'),
    rulesKeys: named('rules'),
  };
  const text = JSON.stringify(announcement);
  const key = signingKeyOf('receipt', signer);
  return { text, keyId: key.id, signature: key.sign(textSigningBytes('key-announcement', text)) };
}
