import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { openCluster } from '../../hub/database/cluster.ts';
import { serverUrl } from '../../hub/database/server-url.ts';

const password = 'only-for-tests';

export type TestPostgres = {
  /** The URL of a new, empty database that belongs to an ordinary role. */
  readonly freshDatabase: () => Promise<string>;
  /** Runs SQL as the superuser, outside of any transaction. */
  readonly asSuperuser: (sql: string) => Promise<void>;
  readonly stop: () => Promise<void>;
};

/** A real cluster in a temporary folder: one for a whole test file, a new database for each test. */
export async function startTestPostgres(): Promise<TestPostgres> {
  const folder = await temporaryFolder('postgres');
  const cluster = await openCluster(path.join(folder, 'database'), password);
  if (!cluster.ok) throw new Error(cluster.error);
  const { port, stop } = cluster.value;
  const superuser = new pg.Client({ connectionString: serverUrl('postgres', password, port, 'postgres') });
  await superuser.connect();
  await superuser.query(`CREATE ROLE tester LOGIN PASSWORD '${password}'`);
  let databases = 0;
  return {
    async freshDatabase() {
      databases += 1;
      const name = `test_${databases}`;
      await superuser.query(`CREATE DATABASE ${name} OWNER tester`);
      return serverUrl('tester', password, port, name);
    },
    async asSuperuser(sql) {
      await superuser.query(sql);
    },
    async stop() {
      await superuser.end();
      const stopped = await stop();
      await rm(folder, { recursive: true, force: true });
      if (!stopped.ok) throw new Error(stopped.error);
    },
  };
}

/** A folder that an unprivileged PostgreSQL can walk into, also when the tests run as root. */
export async function temporaryFolder(name: string): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), `care-kiosk-${name}-`));
  await chmod(folder, 0o755);
  return folder;
}
