import { rm } from 'node:fs/promises';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Envelope } from '../../core/records/envelope.ts';
import { enrolledAt } from '../support/enrolled-at.ts';
import { bundleHub, runHub, startHubProcess } from '../support/hub-process.ts';
import { uploadOf, type TestKiosk } from '../support/kiosk-envelopes.ts';
import { startTestPostgres, temporaryFolder, type TestPostgres } from '../support/postgres.ts';
import { postUpload } from '../support/post-upload.ts';

let postgres: TestPostgres;
let bundle: string;
let data: string;

beforeAll(async () => {
  [postgres, bundle, data] = [await startTestPostgres(), await bundleHub(), await temporaryFolder('pair')];
  await postgres.asSuperuser(`CREATE ROLE hub_app LOGIN PASSWORD 'only-for-tests'`);
});
afterAll(async () => {
  await postgres.stop();
  await rm(data, { recursive: true });
});

const kioskCount = 3;
const batches = 12;
const batchRows = 5;

test(
  'two hubs on one database, one of them killed in the middle: nothing lost, nothing twice, every prefix whole',
  { timeout: 120_000 },
  async () => {
    const ownerUrl = await postgres.freshDatabase();
    const env = { DATABASE_URL: ownerUrl.replace('//tester:', '//hub_app:') };
    await runHub(bundle, ['migrate'], { ...env, DATABASE_MIGRATION_URL: ownerUrl });
    const staying = await startHubProcess(bundle, data, env);
    const dying = await startHubProcess(bundle, data, env);
    const owner = new pg.Client({ connectionString: ownerUrl });
    await owner.connect();
    try {
      const kiosks: TestKiosk[] = [];
      for (let at = 0; at < kioskCount; at += 1)
        kiosks.push(await enrolledAt(bundle, staying.url, data, env, `K0${at + 1}`));
      const chains = new Map<TestKiosk, readonly Envelope[]>();
      for (const kiosk of kiosks) chains.set(kiosk, await kiosk.nextMany(batches * batchRows));

      /** Each batch goes to both hubs at once; a hub that is gone is no answer. */
      const acknowledged = new Map<TestKiosk, number>();
      let answers = 0;
      const send = async (url: string, kiosk: TestKiosk, rows: readonly Envelope[]): Promise<void> => {
        const answer = await postUpload(url, kiosk, uploadOf(kiosk.identity, rows)).catch(() => null);
        if (answer === null) return;
        expect(answer.status).toBe(200);
        answers += 1;
        const { upToSequence } = answer.body.receipt;
        acknowledged.set(kiosk, Math.max(upToSequence, acknowledged.get(kiosk) ?? 0));
      };
      const drain = async (kiosk: TestKiosk): Promise<void> => {
        const chain = chains.get(kiosk)!;
        for (let from = 0; from < chain.length; from += batchRows) {
          const rows = chain.slice(from, from + batchRows);
          await Promise.all([send(staying.url, kiosk, rows), send(dying.url, kiosk, rows)]);
        }
      };
      const drains = Promise.all(kiosks.map(drain));
      await expect.poll(() => answers).toBeGreaterThan(kioskCount * batches * 0.6);
      await dying.end('SIGKILL');
      await drains;

      expect(answers).toBeLessThan(kioskCount * batches * 2);
      for (const kiosk of kiosks) expect(acknowledged.get(kiosk)).toBe(batches * batchRows);
      const { rows: stored } = await owner.query<{ kiosk_id: string; hash: string }>(
        'SELECT kiosk_id, hash FROM ingest_raw ORDER BY kiosk_id, epoch, sequence',
      );
      expect(stored).toEqual(
        kiosks.flatMap((kiosk) =>
          chains.get(kiosk)!.map(({ header, hash }) => ({ kiosk_id: header.kioskId, hash })),
        ),
      );
      const { rows: prefixes } = await owner.query('SELECT prefix::integer, highest::integer FROM kiosks');
      expect(prefixes).toEqual(
        Array(kioskCount).fill({ prefix: batches * batchRows, highest: batches * batchRows }),
      );
      await expect
        .poll(async () => (await owner.query('SELECT count(*)::integer FROM records')).rows, {
          timeout: 30_000,
        })
        .toEqual([{ count: kioskCount * batches * batchRows }]);
    } finally {
      await owner.end();
      await staying.end('SIGTERM');
      if (dying.child.exitCode === null && dying.child.signalCode === null) await dying.end('SIGKILL');
    }
  },
);
