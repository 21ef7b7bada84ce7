import { createHash, createPrivateKey, generateKeyPairSync, sign, type KeyObject } from 'node:crypto';
import { stat } from 'node:fs/promises';
import path from 'node:path';
import type { Pool } from 'pg';
import * as v from 'valibot';
import { bytes32Schema } from '../../core/records/envelope.ts';
import type { Clock } from '../../core/lib/clock.ts';
import { err, ok, type Result } from '../../core/lib/result.ts';
import { readIfThere, writeDurably } from '../../machine/durable-file.ts';
import { dataFolderMode } from '../database/place.ts';

/**
 * The hub's two secrets. They live in `hub-keys.json` (0600) in its data folder and never in the database, so that a
 * stolen dump opens no envelope and signs no receipt. Without the file the stored envelopes stay closed for ever:
 * it belongs into every backup, apart from the dump.
 */
export type HubKeys = {
  readonly sealing: {
    readonly id: string;
    readonly publicKey: string;
    /** X25519, raw 32 bytes, base64url. */
    readonly privateKey: string;
  };
  readonly receipt: {
    readonly id: string;
    readonly publicKey: string;
    /** Ed25519 signature, base64url. */
    readonly sign: (bytes: Uint8Array) => string;
  };
};

export type KeysTrouble = {
  readonly code:
    | 'keys-missing' // the database knows keys, the file is not there
    | 'keys-unreadable' // the file does not parse
    | 'keys-open' // others may read the file
    | 'keys-foreign'; // the file is another hub's
  readonly detail: string;
};

/** Raw 32 bytes each, base64url: `x` the public, `d` the private half, named as in RFC 8037. */
const keySchema = v.object({ x: bytes32Schema, d: bytes32Schema });
const fileSchema = v.object({ version: v.literal(1), sealing: keySchema, receipt: keySchema });
type KeyFile = v.InferOutput<typeof fileSchema>;

/** Loads the keys; makes them when neither the folder nor the database has ever seen any. */
export async function loadHubKeys(
  dataFolder: string,
  pool: Pool,
  clock: Pick<Clock, 'nowMs'>,
): Promise<Result<HubKeys, KeysTrouble>> {
  const file = path.join(dataFolder, 'hub-keys.json');
  const known = await knownPublicKeys(pool);
  const text = await readIfThere(file);
  if (text === null && known.size > 0) return err({ code: 'keys-missing', detail: file });
  const content = text === null ? await makeKeys(file) : await parseKeys(text, file);
  if (!content.ok) return content;
  const keys = usable(content.value);
  if (known.size === 0) await publish(pool, keys, clock.nowMs());
  else if (!known.has(keys.sealing.publicKey) || !known.has(keys.receipt.publicKey)) {
    return err({ code: 'keys-foreign', detail: file });
  }
  return ok(keys);
}

async function parseKeys(text: string, file: string): Promise<Result<KeyFile, KeysTrouble>> {
  const { mode } = await stat(file);
  if (process.platform !== 'win32' && (mode & 0o077) !== 0)
    return err({ code: 'keys-open', detail: `chmod 600 ${file}` });
  try {
    const parsed = v.safeParse(fileSchema, JSON.parse(text));
    return parsed.success ? ok(parsed.output) : err({ code: 'keys-unreadable', detail: file });
  } catch {
    return err({ code: 'keys-unreadable', detail: file });
  }
}

async function makeKeys(file: string): Promise<Result<KeyFile, never>> {
  const content: KeyFile = {
    version: 1,
    sealing: v.parse(keySchema, generateKeyPairSync('x25519').privateKey.export({ format: 'jwk' })),
    receipt: v.parse(keySchema, generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' })),
  };
  await writeDurably(file, `${JSON.stringify(content, null, 2)}\n`, dataFolderMode);
  return ok(content);
}

function usable({ sealing, receipt }: KeyFile): HubKeys {
  const receiptKey = createPrivateKey({ format: 'jwk', key: { kty: 'OKP', crv: 'Ed25519', ...receipt } });
  return {
    sealing: { id: keyId('seal', sealing.x), publicKey: sealing.x, privateKey: sealing.d },
    receipt: {
      id: keyId('receipt', receipt.x),
      publicKey: receipt.x,
      sign: (bytes) => signWith(receiptKey, bytes),
    },
  };
}

function signWith(key: KeyObject, bytes: Uint8Array): string {
  return sign(null, bytes, key).toString('base64url');
}

/** A name that follows from the key, so that a restored hub has the same names. */
function keyId(purpose: string, publicKey: string): string {
  return `${purpose}-${createHash('sha256').update(publicKey).digest('hex').slice(0, 12)}`;
}

async function knownPublicKeys(pool: Pool): Promise<ReadonlySet<string>> {
  const { rows } = await pool.query<{ public_key: string }>('SELECT public_key FROM hub_keys');
  return new Set(rows.map((row) => row.public_key));
}

async function publish(pool: Pool, keys: HubKeys, nowMs: number): Promise<void> {
  await pool.query(
    `INSERT INTO hub_keys (id, purpose, public_key, created_at)
     VALUES ($1, 'sealing', $2, $5), ($3, 'receipt', $4, $5)`,
    [keys.sealing.id, keys.sealing.publicKey, keys.receipt.id, keys.receipt.publicKey, new Date(nowMs)],
  );
}
