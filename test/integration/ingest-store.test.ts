import { afterAll, beforeAll } from 'vitest';
import pg from 'pg';
import { noHash } from '../../core/records/envelope.ts';
import { migrate } from '../../hub/database/migrate.ts';
import { postgresStore } from '../../hub/ingest/postgres-store.ts';
import { ingestStoreSuite, type StoredIncident } from '../contract/ingest-store.suite.ts';
import { startTestPostgres, type TestPostgres } from '../support/postgres.ts';

let postgres: TestPostgres;
beforeAll(async () => {
  postgres = await startTestPostgres();
});
afterAll(() => postgres.stop());

const getTypeParser: typeof pg.types.getTypeParser = (oid: number, format?: 'text' | 'binary') =>
  oid === pg.types.builtins.INT8 ? Number : pg.types.getTypeParser(oid, format as 'text');

ingestStoreSuite('PostgreSQL', async () => {
  const pool = new pg.Pool({ connectionString: await postgres.freshDatabase(), types: { getTypeParser } });
  await migrate(pool);
  return {
    store: postgresStore(pool),
    async enrol({ kioskId, epoch }, deviceKey) {
      await pool.query(
        `INSERT INTO kiosks (id, epoch, branch_name, branch_code, device_key, enrolled_at, prefix_hash)
         VALUES ($1, $2, '', '', $3, now(), $4)`,
        [kioskId, epoch, deviceKey, noHash],
      );
    },
    async incidents({ kioskId, epoch }) {
      const { rows } = await pool.query<StoredIncident>(
        `SELECT kind, sequence, detail, resolved_at IS NOT NULL AS "isResolved" FROM incidents
         WHERE kiosk_id = $1 AND epoch = $2 ORDER BY id`,
        [kioskId, epoch],
      );
      return rows;
    },
    async refusals({ kioskId, epoch }) {
      const { rows } = await pool.query<{ reason: string; rows: number }>(
        'SELECT reason, sum(rows)::integer AS rows FROM refusals WHERE kiosk_id = $1 AND epoch = $2 GROUP BY reason',
        [kioskId, epoch],
      );
      return Object.fromEntries(rows.map(({ reason, rows: count }) => [reason, count]));
    },
    close: () => pool.end(),
  };
});
