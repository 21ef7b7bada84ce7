import { createHash, createPrivateKey, sign } from 'node:crypto';
import type { Pool } from 'pg';
import type { Clock } from '../../core/lib/clock.ts';
import { err, ok, type Result } from '../../core/lib/result.ts';
import type { NamedKey } from '../../sync/protocol/signed-text.ts';
import {
  keyFileIn,
  keyPurposes,
  newKeyFile,
  readKeyFile,
  writeKeyFile,
  type KeyFile,
  type KeyFileTrouble,
  type KeyPair,
  type KeyPurpose,
} from './key-file.ts';

/** X25519; the private half raw 32 bytes, base64url. */
export type SealingKey = NamedKey & { readonly privateKey: string };
/** Ed25519; signatures base64url. */
export type SigningKey = NamedKey & { readonly sign: (bytes: Uint8Array) => string };

/**
 * The hub's secrets. They live in `hub-keys.json` (0600) in its data folder and never in the database, so that a
 * stolen dump opens no envelope and signs no receipt. Without the file the stored envelopes stay closed for ever:
 * it belongs into every backup, apart from the dump.
 */
export type HubKeys = {
  /** What kiosks that enrol now seal to. */
  readonly sealing: SealingKey;
  /** Any key of this hub by its name: kiosks that have not heard of a newer one still seal to an older. */
  readonly sealingKey: (id: string) => SealingKey | undefined;
  readonly receipt: SigningKey;
  readonly rules: SigningKey;
};

export type KeysTrouble =
  | KeyFileTrouble
  | {
      readonly code:
        | 'keys-missing' // the database knows keys, the file is not there
        | 'keys-foreign'; // the file is another hub's
      readonly detail: string;
    };

/** Loads the keys; makes them when neither the folder nor the database has ever seen any. */
export async function loadHubKeys(
  dataFolder: string,
  pool: Pool,
  clock: Pick<Clock, 'nowMs'>,
): Promise<Result<HubKeys, KeysTrouble>> {
  const content = await loadKeyFile(dataFolder, pool, clock);
  return content.ok ? ok(usable(content.value)) : content;
}

/** As {@link loadHubKeys}, with the older keys, for whoever changes them. */
export async function loadKeyFile(
  dataFolder: string,
  pool: Pool,
  clock: Pick<Clock, 'nowMs'>,
): Promise<Result<KeyFile, KeysTrouble>> {
  const file = keyFileIn(dataFolder);
  const read = await readKeyFile(file);
  if (!read.ok) return read;
  const known = await knownPublicKeys(pool);
  if (read.value === null && known.size > 0) return err({ code: 'keys-missing', detail: file });
  const content = read.value ?? (await makeKeys(file));
  const isOurs = [content.sealing, content.receipt].every((pairs) => pairs.some(({ x }) => known.has(x)));
  if (known.size > 0 && !isOurs) return err({ code: 'keys-foreign', detail: file });
  await publish(pool, content, clock.nowMs());
  return ok(content);
}

async function makeKeys(file: string): Promise<KeyFile> {
  const content = newKeyFile();
  await writeKeyFile(file, content);
  return content;
}

function usable({ sealing, receipt, rules }: KeyFile): HubKeys {
  const sealingKeys = sealing.map(sealingKeyOf);
  return {
    sealing: newest(sealingKeys),
    sealingKey: (id) => sealingKeys.find((key) => key.id === id),
    receipt: newest(receipt.map((pair) => signingKeyOf('receipt', pair))),
    rules: newest(rules.map((pair) => signingKeyOf('rules', pair))),
  };
}

/** The file's schema has seen to it that there is one. */
function newest<K>(keys: readonly K[]): K {
  const [first] = keys;
  if (first === undefined) throw new Error('a purpose without a key');
  return first;
}

export function sealingKeyOf({ x, d }: KeyPair): SealingKey {
  return { id: keyId('sealing', x), publicKey: x, privateKey: d };
}

export function signingKeyOf(purpose: 'receipt' | 'rules', { x, d }: KeyPair): SigningKey {
  const key = createPrivateKey({ format: 'jwk', key: { kty: 'OKP', crv: 'Ed25519', x, d } });
  return {
    id: keyId(purpose, x),
    publicKey: x,
    sign: (bytes) => sign(null, bytes, key).toString('base64url'),
  };
}

const idPrefixes: Readonly<Record<KeyPurpose, string>> = {
  sealing: 'seal',
  receipt: 'receipt',
  rules: 'rules',
};

/** A name that follows from the key, so that a restored hub has the same names. */
export function keyId(purpose: KeyPurpose, publicKey: string): string {
  const digest = createHash('sha256').update(publicKey).digest('hex').slice(0, 12);
  return `${idPrefixes[purpose]}-${digest}`;
}

async function knownPublicKeys(pool: Pool): Promise<ReadonlySet<string>> {
  const { rows } = await pool.query<{ public_key: string }>('SELECT public_key FROM hub_keys');
  return new Set(rows.map((row) => row.public_key));
}

/** A hub that was killed between making a key and telling of it tells of it now. */
async function publish(pool: Pool, content: KeyFile, nowMs: number): Promise<void> {
  const keys = keyPurposes.flatMap((purpose) =>
    content[purpose].map(({ x }) => ({ purpose, id: keyId(purpose, x), publicKey: x })),
  );
  await pool.query(
    `INSERT INTO hub_keys (id, purpose, public_key, created_at)
     SELECT *, $4 FROM unnest($1::text[], $2::text[], $3::text[]) ON CONFLICT (id) DO NOTHING`,
    [
      keys.map(({ id }) => id),
      keys.map(({ purpose }) => purpose),
      keys.map(({ publicKey }) => publicKey),
      new Date(nowMs),
    ],
  );
}
