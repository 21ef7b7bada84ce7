import { randomUUID } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import pg from 'pg';
import type { Clock } from '../../core/lib/clock.ts';
import { err, ok, type Result } from '../../core/lib/result.ts';
import { isClusterThere, openCluster, type Cluster } from './cluster.ts';
import { takeLease, type Lease } from './lease.ts';
import { messageOf } from './message.ts';
import { isUpToDate, migrate, type MigrationTrouble } from './migrate.ts';
import { pause } from './pause.ts';
import { readPasswords, type Passwords } from './passwords.ts';
import { databaseFolder } from './place.ts';
import { isOwner } from './privileges.ts';
import { prepareServer } from './prepare-server.ts';
import { ownerRole, servingRole, superuserRole } from './roles.ts';
import { serverUrl } from './server-url.ts';

export type DatabaseTrouble = {
  readonly code:
    | 'database-not-started'
    | 'database-unreachable'
    | 'database-outdated'
    | 'database-password-missing'
    | 'hub-already-running'
    | MigrationTrouble['code'];
  readonly detail: string;
};

export type HubDatabase = {
  readonly pool: pg.Pool;
  /** True: we serve as a role that could change or drop what it has stored. For a first try only. */
  readonly ownsSchema: boolean;
  /** Closes our connections and, unless we were a guest, the embedded server. */
  readonly stop: () => Promise<void>;
};

export type DatabaseOptions = {
  /** The hub's own folder; the embedded cluster stands in it, or where {@link databaseFolder} says. */
  readonly dataFolder: string;
  /** A PostgreSQL run by somebody else; undefined for the embedded one. */
  readonly url: string | undefined;
  readonly clock: Clock;
  /** True: a hub that already serves on the embedded server is fine; we use it for a moment and leave it running. */
  readonly asGuest: boolean;
  /** A connection of the pool broke; whoever was using it hears of it from the query as well. */
  readonly onConnectionLost: (cause: Error) => void;
  /** The embedded server is gone under us; the hub has to end and be started again. */
  readonly onLost: () => void;
};

/** Bounds that keep one stuck statement or one greedy kiosk from holding a connection for ever. */
const bounds = {
  max: 10,
  connectionTimeoutMillis: 5_000,
  statement_timeout: 15_000,
  lock_timeout: 10_000,
  idle_in_transaction_session_timeout: 30_000,
  // One name a process, so that hubs on one database can count each other.
  application_name: `care-kiosk-hub ${randomUUID()}`,
} as const;

/** Opens the hub's database, ready to use and with the current schema. */
export async function startDatabase(options: DatabaseOptions): Promise<Result<HubDatabase, DatabaseTrouble>> {
  if (options.url !== undefined) return connectTo(options.url, options);
  try {
    return await startEmbedded(options);
  } catch (cause) {
    // A folder that may not be written, a disk that is full: the system's own words name it best.
    return err({ code: 'database-not-started', detail: messageOf(cause) });
  }
}

/** Connects as the role that serves. An owner may serve as well, for a first try: it brings the schema up to date itself. */
async function connectTo(
  url: string,
  options: DatabaseOptions,
): Promise<Result<HubDatabase, DatabaseTrouble>> {
  const pool = openPool(url, options);
  try {
    const ownsSchema = await isOwner(pool);
    const schema = ownsSchema ? await migrate(pool) : await checkSchema(pool);
    if (schema.ok) return ok({ pool, ownsSchema, stop: () => pool.end() });
    await pool.end();
    return schema;
  } catch (cause) {
    await pool.end();
    return err({ code: 'database-unreachable', detail: messageOf(cause) });
  }
}

async function checkSchema(pool: pg.Pool): Promise<Result<void, DatabaseTrouble>> {
  const current = await isUpToDate(pool);
  if (!current.ok) return current;
  if (current.value) return ok(undefined);
  return err({ code: 'database-outdated', detail: 'run "migrate" as its owner first' });
}

/** Brings a database up to date as its owner, and gives the role that serves its rights. */
export async function migrateAs(
  ownerUrl: string,
  servingRole: string,
  onConnectionLost: DatabaseOptions['onConnectionLost'],
): Promise<Result<void, DatabaseTrouble>> {
  const pool = openPool(ownerUrl, { onConnectionLost });
  try {
    return await migrate(pool, servingRole);
  } catch (cause) {
    return err({ code: 'database-unreachable', detail: messageOf(cause) });
  } finally {
    await pool.end();
  }
}

async function startEmbedded(options: DatabaseOptions): Promise<Result<HubDatabase, DatabaseTrouble>> {
  await mkdir(options.dataFolder, { recursive: true });
  const folder = await databaseFolder(options.dataFolder);
  const passwords = await readPasswords(options.dataFolder, !(await isClusterThere(folder)));
  if (passwords === null) {
    const detail = `${folder} is there, a database-password in ${options.dataFolder} is not`;
    return err({ code: 'database-password-missing', detail });
  }
  const cluster = await openUntilReady(folder, passwords, options.clock);
  if (!cluster.ok) return err({ code: 'database-not-started', detail: cluster.error });
  const { port } = cluster.value;
  const url = serverUrl(servingRole, passwords.hub_app, port, 'hub');
  const lease = await takeLease(url, options);
  if (lease === null && !options.asGuest) return err({ code: 'hub-already-running', detail: folder });
  const migrated = await migrateAs(
    serverUrl(ownerRole, passwords.hub, port, 'hub'),
    servingRole,
    options.onConnectionLost,
  );
  const connected = migrated.ok ? await connectTo(url, options) : migrated;
  if (lease === null) return connected;
  if (!connected.ok) {
    // What went wrong first is what is told; a server that will not stop is taken over by the next start.
    await stopServer(lease, cluster.value).catch(() => undefined);
    return connected;
  }
  return ok({
    ...connected.value,
    async stop() {
      await connected.value.stop();
      await stopServer(lease, cluster.value);
    },
  });
}

async function stopServer(lease: Lease, cluster: Cluster): Promise<void> {
  await lease.release();
  const stopped = await cluster.stop();
  if (!stopped.ok) throw new Error(`PostgreSQL did not stop: ${stopped.error}`);
}

const readyDelays = { patienceMs: 60_000, retryMs: 100 } as const;

/**
 * A server that was killed replays its log before it lets anybody in, and one that a dying hub is just stopping must
 * be started again: both are a matter of asking once more.
 */
async function openUntilReady(
  folder: string,
  passwords: Passwords,
  clock: Clock,
): Promise<Result<Cluster, string>> {
  const untilMs = clock.monotonicMs() + readyDelays.patienceMs;
  for (;;) {
    const cluster = await openCluster(folder, passwords.postgres);
    if (!cluster.ok) return cluster;
    const prepared = await prepareServer(
      serverUrl(superuserRole, passwords.postgres, cluster.value.port, 'postgres'),
      passwords,
    );
    if (prepared.ok) return cluster;
    if (clock.monotonicMs() >= untilMs) return prepared;
    await pause(clock, readyDelays.retryMs);
  }
}

function openPool(url: string, options: Pick<DatabaseOptions, 'onConnectionLost'>): pg.Pool {
  const pool = new pg.Pool({ connectionString: url, ...bounds, types: { getTypeParser } });
  // The pool listens to its idle connections only; one that breaks in use would end the process without a listener.
  pool.on('connect', (client) => client.on('error', options.onConnectionLost));
  // Says the same again for an idle one.
  return pool.on('error', () => {});
}

/** `bigint` columns hold sequences, epochs and counts, which stay far below 2^53. */
const getTypeParser: typeof pg.types.getTypeParser = (oid: number, format?: 'text' | 'binary') =>
  oid === pg.types.builtins.INT8 ? Number : pg.types.getTypeParser(oid, format as 'text');
