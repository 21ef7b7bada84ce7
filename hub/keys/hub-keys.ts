import type { Pool, PoolClient } from 'pg';
import type { Clock } from '../../core/lib/clock.ts';
import { err, ok, type Result } from '../../core/lib/result.ts';
import type { SignedText } from '../../core/records/signed-text.ts';
import { inTransaction } from '../database/transaction.ts';
import { announcementIn, knownToKiosks, newestAnnouncement, united } from './announcements.ts';
import {
  keyFileIn,
  newKeyFile,
  readKeyFile,
  writeKeyFile,
  type KeyFile,
  type KeyFileTrouble,
} from './key-file.ts';
import { allPublicKeys } from './key-names.ts';
import { sealingKeyOf, signingKeyOf, type SealingKey, type SigningKey } from './usable-keys.ts';

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
  /** The newest that kiosks can know. */
  readonly receipt: SigningKey;
  readonly rules: SigningKey;
  /** Of the announcement in which these keys stand; 0 before the first. */
  readonly serial: number;
};

export type KeysTrouble =
  | KeyFileTrouble
  | {
      readonly code:
        | 'keys-missing' // the database knows keys, the file is not there
        | 'keys-foreign' // the file is another hub's
        | 'keys-incomplete'; // the database knows keys that the file lacks; `detail` names them
      readonly detail: string;
    };

export type KeyPlace = {
  readonly dataFolder: string;
  readonly pool: Pool;
  readonly clock: Pick<Clock, 'nowMs'>;
};

/** Loads the keys; makes them when neither the folder nor the database has ever seen any. */
export async function loadHubKeys(
  dataFolder: string,
  pool: Pool,
  clock: Pick<Clock, 'nowMs'>,
): Promise<Result<HubKeys, KeysTrouble>> {
  const content = await changeKeys({ dataFolder, pool, clock }, (keys) => keys);
  return content.ok ? ok(usable(content.value)) : content;
}

/**
 * Reads the key file, lets `change` make another of it, writes that, and tells the database. The file is written whole
 * and first: whoever is killed in between leaves a file of which the next start tells the database. Operators and hubs
 * that do this at once on one database wait for each other.
 */
export async function changeKeys(
  { dataFolder, pool, clock }: KeyPlace,
  change: (keys: KeyFile) => KeyFile,
): Promise<Result<KeyFile, KeysTrouble>> {
  const file = keyFileIn(dataFolder);
  return inTransaction(pool, async (client) => {
    await client.query('SELECT pg_advisory_xact_lock($1)', [keysLock]);
    const known = await knownKeys(client);
    const read = await readKeyFile(file);
    if (!read.ok) return read;
    if (read.value === null && known.length > 0) return err({ code: 'keys-missing', detail: file });
    const keys = change(await withToldAnnouncements(client, read.value ?? newKeyFile()));
    const trouble = troubleWith(keys, known, file);
    if (trouble !== null) return err(trouble);
    if (JSON.stringify(keys) !== JSON.stringify(read.value)) await writeKeyFile(file, keys);
    await tell(client, keys, new Date(clock.nowMs()));
    return ok(keys);
  });
}

/** Any number that no other user of this database locks. */
const keysLock = 7_246_003;

/** What another copy of the file has announced meanwhile. */
async function withToldAnnouncements(client: PoolClient, keys: KeyFile): Promise<KeyFile> {
  const { rows } = await client.query<{ signed: SignedText }>('SELECT signed FROM key_announcements');
  const told = rows.map(({ signed }) => signed);
  return { ...keys, announcements: united(told, keys.announcements) };
}

function troubleWith(keys: KeyFile, known: readonly string[], file: string): KeysTrouble | null {
  const held = new Set(allPublicKeys(keys).map(({ id }) => id));
  if (known.length > 0 && !known.some((id) => held.has(id))) return { code: 'keys-foreign', detail: file };
  const lacking = known.filter((id) => !held.has(id) && !keys.givenUp.includes(id));
  return lacking.length === 0
    ? null
    : { code: 'keys-incomplete', detail: `${file} lacks ${lacking.join(' ')}` };
}

function usable(keys: KeyFile): HubKeys {
  const sealingKeys = keys.sealing.map(sealingKeyOf);
  return {
    sealing: newest(sealingKeys),
    sealingKey: (id) => sealingKeys.find((key) => key.id === id),
    receipt: signingKeyOf('receipt', knownToKiosks(keys)),
    rules: newest(keys.rules.map((pair) => signingKeyOf('rules', pair))),
    serial: newestAnnouncement(keys)?.serial ?? 0,
  };
}

/** The file's schema has seen to it that there is one. */
function newest<K>(keys: readonly K[]): K {
  const [first] = keys;
  if (first === undefined) throw new Error('a purpose without a key');
  return first;
}

async function knownKeys(client: PoolClient): Promise<readonly string[]> {
  const { rows } = await client.query<{ id: string }>('SELECT id FROM hub_keys ORDER BY id');
  return rows.map(({ id }) => id);
}

async function tell(client: PoolClient, keys: KeyFile, now: Date): Promise<void> {
  const all = allPublicKeys(keys);
  await client.query(
    `INSERT INTO hub_keys (id, purpose, public_key, created_at)
     SELECT *, $4 FROM unnest($1::text[], $2::text[], $3::text[]) ON CONFLICT (id) DO NOTHING`,
    [all.map(({ id }) => id), all.map(({ purpose }) => purpose), all.map(({ publicKey }) => publicKey), now],
  );
  await client.query(
    `INSERT INTO key_announcements (serial, signed, created_at)
     SELECT *, $3 FROM unnest($1::bigint[], $2::jsonb[]) ON CONFLICT (serial) DO NOTHING`,
    [
      keys.announcements.map((signed) => announcementIn(signed).serial),
      keys.announcements.map((signed) => JSON.stringify(signed)),
      now,
    ],
  );
}
