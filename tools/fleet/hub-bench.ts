import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { openCluster, type Cluster } from '../../hub/database/cluster.ts';
import { migrateAs } from '../../hub/database/database.ts';
import { prepareServer } from '../../hub/database/prepare-server.ts';
import { ownerRole, servingRole } from '../../hub/database/roles.ts';
import { serverUrl } from '../../hub/database/server-url.ts';
import { noHash } from '../../core/records/envelope.ts';
import type { NamedKey } from '../../sync/protocol/signed-text.ts';
import { startProgram, type Program } from '../rig/program.ts';
import type { FleetKiosk } from './prepare.ts';

const password = 'only-for-measuring';
const hubScript = path.resolve('dist/hub/main.js');

/** A PostgreSQL of its own in a temporary folder, and real hub processes on it that serve as the role without rights. */
export type HubBench = {
  /** As the owner of the tables. */
  readonly pool: pg.Pool;
  readonly urls: readonly string[];
  readonly startHubs: (count: number) => Promise<void>;
  readonly stopHubs: () => Promise<void>;
  readonly dispose: () => Promise<void>;
};

export async function openHubBench(): Promise<HubBench> {
  const folder = await mkdtemp(path.join(tmpdir(), 'care-kiosk-fleet-'));
  await chmod(folder, 0o755);
  const cluster = must(await openCluster(path.join(folder, 'database'), password));
  const hubs: { readonly url: string; readonly program: Program }[] = [];
  const pool = await preparedPool(cluster);

  async function stopHubs(): Promise<void> {
    await Promise.all(hubs.splice(0).map(({ program }) => program.stop()));
  }

  return {
    pool,
    get urls() {
      return hubs.map(({ url }) => url);
    },
    async startHubs(count) {
      // One after the other: the first makes the keys that the others read.
      for (let at = 0; at < count; at += 1) {
        const url = serverUrl(servingRole, password, cluster.port, 'hub');
        const args = ['--data', path.join(folder, 'hub'), '--port', '0', '--database-url', url];
        const program = await startProgram(hubScript, args);
        hubs.push({ url: String(program.said('url')), program });
      }
    },
    stopHubs,
    async dispose() {
      await stopHubs();
      await pool.end();
      await cluster.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function preparedPool({ port }: Cluster): Promise<pg.Pool> {
  const superuser = serverUrl('postgres', password, port, 'postgres');
  for (let left = 50; left > 0; left -= 1) {
    const prepared = await prepareServer(superuser, { hub: password, hub_app: password });
    if (prepared.ok) break;
    await new Promise((later) => void setTimeout(later, 100));
  }
  const ownerUrl = serverUrl(ownerRole, password, port, 'hub');
  must(await migrateAs(ownerUrl, servingRole, () => {}));
  return new pg.Pool({ connectionString: ownerUrl, max: 10 }).on('error', () => {});
}

/** As the hub's own enrolment leaves them; twenty thousand codes would take the door's bound of ten a minute. */
export async function enrolKiosks(
  { pool }: HubBench,
  kiosks: readonly Pick<FleetKiosk, 'kioskId' | 'deviceKey'>[],
): Promise<void> {
  await pool.query(
    `INSERT INTO kiosks (id, epoch, branch_name, branch_code, device_key, enrolled_at, prefix_hash)
     SELECT id, 1, '', '', key, now(), $3 FROM unnest($1::text[], $2::text[]) AS kiosk (id, key)`,
    [kiosks.map(({ kioskId }) => kioskId), kiosks.map(({ deviceKey }) => deviceKey), noHash],
  );
}

/** The public key that the running hubs use for this. */
export async function hubKey({ pool }: HubBench, purpose: 'sealing' | 'receipt'): Promise<NamedKey> {
  const { rows } = await pool.query<NamedKey>(
    'SELECT id, public_key AS "publicKey" FROM hub_keys WHERE purpose = $1 ORDER BY created_at DESC LIMIT 1',
    [purpose],
  );
  const key = rows[0];
  if (key === undefined) throw new Error(`the hub has no ${purpose} key`);
  return key;
}

function must<T>(
  result: { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: unknown },
): T {
  if (result.ok) return result.value;
  throw new Error(JSON.stringify(result.error));
}
