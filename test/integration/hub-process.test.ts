import { chmod, mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import pg from 'pg';
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openCluster } from '../../hub/database/cluster.ts';
import { findRunningCluster } from '../../hub/database/leftover.ts';
import { databaseRoles, passwordFile, type DatabaseRole } from '../../hub/database/passwords.ts';
import { databaseFolder, isRoot } from '../../hub/database/place.ts';
import { serverUrl } from '../../hub/database/server-url.ts';
import type { Envelope } from '../../core/records/envelope.ts';
import type { EnrolmentAnswer } from '../../sync/protocol/wire.ts';
import { bundleHub, runHub, startHubProcess, type HubProcess } from '../support/hub-process.ts';
import { newDeviceKey, testKiosk, uploadOf, type TestKiosk } from '../support/kiosk-envelopes.ts';
import { temporaryFolder } from '../support/postgres.ts';
import { postTo } from '../support/post-to.ts';
import { postUpload } from '../support/post-upload.ts';

let bundle: string;
let data: string;
let hub: HubProcess | undefined;

beforeAll(async () => {
  bundle = await bundleHub();
});
beforeEach(async () => {
  data = await temporaryFolder('hub');
  hub = undefined;
});
/** Whatever a test left behind: neither a hub nor its PostgreSQL may outlive it. */
afterEach(async () => {
  if (hub?.child.exitCode === null && hub.child.signalCode === null) await hub.end('SIGKILL');
  const folder = await databaseFolder(data);
  if ((await findRunningCluster(folder)) !== null) {
    const cluster = await openCluster(folder, '');
    if (cluster.ok) await cluster.value.stop();
  }
  await rm(folder, { recursive: true, force: true });
  await rm(data, { recursive: true });
});

async function enrol(url: string, kioskId = 'K01'): Promise<TestKiosk> {
  const options = [
    '--kiosk',
    kioskId,
    '--branch-name',
    '城东支公司',
    '--branch-code',
    '3101',
    '--data',
    data,
  ];
  const { stdout } = await runHub(bundle, ['enrol', ...options]);
  const deviceKey = newDeviceKey();
  const enrolment = { version: 1, code: stdout.trim(), deviceKey: deviceKey.publicKey };
  const answer = await postTo<EnrolmentAnswer>(`${url}/v1/enrolments`, enrolment);
  return testKiosk(answer.body, deviceKey);
}

const upload = (url: string, kiosk: TestKiosk, envelopes: readonly Envelope[]) =>
  postUpload(url, kiosk, uploadOf(kiosk.identity, envelopes));

const passwordOf = (role: DatabaseRole) => readFile(passwordFile(data, role), 'utf8');

async function query<T extends object>(
  sql: string,
  role: DatabaseRole = 'hub',
  password?: string,
): Promise<readonly T[]> {
  const running = await findRunningCluster(await databaseFolder(data));
  const url = serverUrl(role, password ?? (await passwordOf(role)), running!.port, 'hub');
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<T>(sql)).rows;
  } finally {
    await client.end();
  }
}

describe('a hub that is started and stopped', () => {
  test('keeps its records and its keys, and leaves no PostgreSQL behind', async () => {
    hub = await startHubProcess(bundle, data);
    const kiosk = await enrol(hub.url);
    const envelopes = await kiosk.nextMany(2);
    const { receipt } = (await upload(hub.url, kiosk, envelopes)).body;
    expect(await hub.end('SIGTERM')).toBe(0);
    expect(await findRunningCluster(await databaseFolder(data))).toBeNull();

    hub = await startHubProcess(bundle, data);
    const again = (await upload(hub.url, kiosk, envelopes)).body;
    expect(again.verdicts.map(({ verdict }) => verdict)).toEqual(['duplicate', 'duplicate']);
    expect(again.receipt).toMatchObject({
      upToSequence: receipt.upToSequence,
      headHash: receipt.headHash,
      receiptKeyId: receipt.receiptKeyId,
    });
    expect(await hub.end('SIGINT')).toBe(0);
  });

  test('keeps its secrets in files of its own, and works as a role that may do little', async () => {
    hub = await startHubProcess(bundle, data);
    const passwordFiles = databaseRoles.map((role) => passwordFile(data, role));
    for (const file of [path.join(data, 'hub-keys.json'), ...passwordFiles]) {
      expect((await stat(file)).mode & 0o777).toBe(0o600);
    }
    const { sealing, receipt, rules } = JSON.parse(await readFile(path.join(data, 'hub-keys.json'), 'utf8'));
    const published = JSON.stringify(await query('SELECT * FROM hub_keys'));
    for (const { x, d } of [...sealing, ...receipt, ...rules]) {
      expect(published).toContain(x);
      expect(published).not.toContain(d);
    }
    expect(await query('SELECT rolsuper, rolcreaterole FROM pg_roles WHERE rolname = current_user')).toEqual([
      { rolsuper: false, rolcreaterole: false },
    ]);
  });

  test('gives no role of its database the password of another', async () => {
    hub = await startHubProcess(bundle, data);
    for (const role of databaseRoles)
      for (const other of databaseRoles) {
        const asked = query('SELECT current_user', role, await passwordOf(other));
        if (role === other) expect(await asked).toEqual([{ current_user: role }]);
        else await expect(asked).rejects.toThrow('password authentication failed');
      }
  });

  test('says loudly that it has no staff token, and nothing of it when it has one', async () => {
    hub = await startHubProcess(bundle, data);
    expect(hub.logged()).toContain('"event":"no-staff-token"');
    await hub.end('SIGTERM');
    hub = await startHubProcess(bundle, data, { HUB_STAFF_TOKEN: 'a-long-staff-token' });
    expect(hub.logged()).not.toContain('no-staff-token');
  });

  test('says loudly that its calendar is a sample, and takes the branch’s own', async () => {
    hub = await startHubProcess(bundle, data);
    expect(hub.logged()).toContain('"event":"sample-calendar"');
    await hub.end('SIGTERM');
    const file = path.join(data, 'calendar.json');
    const days = { from: '2026-01-01', to: '2099-12-31', daysOff: [], makeUpDays: [] };
    const calendar = { version: 1, source: 'a notice', ...days, opensAt: '08:30', closesAt: '16:30' };
    await writeFile(file, JSON.stringify(calendar));
    hub = await startHubProcess(bundle, data, { HUB_CALENDAR: file });
    expect(hub.logged()).not.toContain('calendar');
    await hub.end('SIGTERM');
    await writeFile(file, JSON.stringify({ ...calendar, closesAt: '08:00' }));
    await expect(startHubProcess(bundle, data, { HUB_CALENDAR: file })).rejects.toThrow(
      'calendar-unreadable',
    );
  });

  test('is alone on its database, while a code can be issued beside it and without it', async () => {
    hub = await startHubProcess(bundle, data);
    await expect(startHubProcess(bundle, data)).rejects.toThrow('hub-already-running');
    expect((await enrol(hub.url)).identity).toMatchObject({ kioskId: 'K01', epoch: 1 });
    expect(await hub.end('SIGTERM')).toBe(0);
    const options = ['--kiosk', 'K02', '--branch-name', 'B', '--branch-code', '1', '--data', data];
    const { stdout, exitCode } = await runHub(bundle, ['enrol', ...options]);
    expect([exitCode, stdout]).toEqual([0, expect.stringMatching(/^[A-Z0-9]{4}-[A-Z0-9]{4}-[A-Z0-9]{4}\n$/)]);
    expect(await findRunningCluster(await databaseFolder(data))).toBeNull();
  });

  test('ends by name when its database is killed under it, and comes up again', async () => {
    hub = await startHubProcess(bundle, data);
    const running = await findRunningCluster(await databaseFolder(data));
    const exited = new Promise((settle) => hub!.child.once('exit', settle));
    process.kill(running!.pid, 'SIGKILL');
    expect(await exited).toBe(1);
    expect(hub.logged()).toContain('database-lost');
    hub = await startHubProcess(bundle, data);
    expect((await fetch(`${hub.url}/v1/health`)).status).toBe(200);
  });
});

describe('a hub that is killed', () => {
  /** Uploads batches of three until the line breaks; what was acknowledged before goes to `acknowledged`. */
  async function uploadUntilDeath(
    url: string,
    kiosk: TestKiosk,
    kept: Envelope[],
    acknowledged: Set<number>,
  ) {
    for (;;) {
      const envelopes = await kiosk.nextMany(3);
      kept.push(...envelopes);
      try {
        const { body } = await upload(url, kiosk, envelopes);
        for (const { sequence } of body.verdicts) acknowledged.add(sequence);
        expect(body.receipt.upToSequence).toBe(envelopes.at(-1)!.header.sequence);
      } catch (cause) {
        if (cause instanceof TypeError) return; // fetch failed
        throw cause;
      }
    }
  }

  test(
    'twenty times in mid-upload loses nothing it acknowledged and stores nothing twice',
    { timeout: 180_000 },
    async () => {
      hub = await startHubProcess(bundle, data);
      const kiosk = await enrol(hub.url);
      const kept: Envelope[] = [];
      const acknowledged = new Set<number>();
      for (let round = 0; round < 20; round += 1) {
        const uploads = uploadUntilDeath(hub.url, kiosk, kept, acknowledged);
        // Every other death comes behind an acknowledgement, however slow the machine is.
        const before = acknowledged.size;
        if (round % 2 === 1)
          await expect
            .poll(() => acknowledged.size, { interval: 2, timeout: 20_000 })
            .toBeGreaterThan(before);
        await new Promise((settle) => setTimeout(settle, 5 + ((round * 37) % 100)));
        await hub.end('SIGKILL');
        await uploads;
        hub = await startHubProcess(bundle, data);
        const { receipt } = (await upload(hub.url, kiosk, [])).body;
        expect(receipt.upToSequence).toBeGreaterThanOrEqual(Math.max(0, ...acknowledged));
        // What a kiosk does next: it offers everything again that no receipt covers.
        await upload(hub.url, kiosk, kept.slice(receipt.upToSequence));
      }
      expect(acknowledged.size).toBeGreaterThan(20);
      await expect
        .poll(async () => (await query<{ count: string }>('SELECT count(*) FROM still_sealed'))[0]!.count, {
          timeout: 30_000,
        })
        .toBe('0');
      const stored = await query<{ hash: string }>('SELECT hash FROM ingest_raw ORDER BY sequence');
      expect(stored.map(({ hash }) => hash)).toEqual(kept.map(({ hash }) => hash));
      const records = await query<{ sequence: string }>('SELECT sequence FROM records ORDER BY sequence');
      expect(records.map(({ sequence }) => Number(sequence))).toEqual(
        kept.map(({ header }) => header.sequence),
      );
      expect(await query('SELECT kind FROM incidents')).toEqual([]);
      await expect
        .poll(async () => (await query<{ count: string }>('SELECT count(*) FROM undecided'))[0]!.count, {
          timeout: 60_000,
        })
        .toBe('0');
      const decided = await query<{ sequence: string }>('SELECT sequence FROM decisions ORDER BY sequence');
      expect(decided).toEqual(records);
    },
  );

  test('together with its PostgreSQL starts again, also when the lock file now names a stranger', async () => {
    hub = await startHubProcess(bundle, data);
    const kiosk = await enrol(hub.url);
    const envelope = await kiosk.next();
    await upload(hub.url, kiosk, [envelope]);
    const folder = await databaseFolder(data);
    const lockFile = path.join(folder, 'postmaster.pid');
    const lock = await readFile(lockFile, 'utf8');
    const { pid } = (await findRunningCluster(folder))!;
    await hub.end('SIGKILL');
    process.kill(pid, 'SIGKILL');
    await expect.poll(() => findRunningCluster(folder)).toBeNull();
    // After a power cut the number of the dead server may belong to anything; here to this test.
    await writeFile(lockFile, lock.replace(/^\d+/, String(process.pid)));

    hub = await startHubProcess(bundle, data);
    const answer = (await upload(hub.url, kiosk, [envelope])).body;
    expect(answer.verdicts).toEqual([{ sequence: 1, verdict: 'duplicate' }]);
  });

  test('while its database was being made begins again', async () => {
    await mkdir(path.join(data, 'database.new'));
    await writeFile(path.join(data, 'database.new', 'half'), '');
    hub = await startHubProcess(bundle, data);
    expect((await fetch(`${hub.url}/v1/health`)).status).toBe(200);
  });
});

test('a hub with a missing, open, torn or incomplete secret says so and makes no new one', async () => {
  hub = await startHubProcess(bundle, data);
  await hub.end('SIGTERM');
  const keyFile = path.join(data, 'hub-keys.json');
  const keys = await readFile(keyFile, 'utf8');
  const password = await passwordOf('hub_app');

  await rm(keyFile);
  await expect(startHubProcess(bundle, data)).rejects.toThrow('keys-missing');
  await writeFile(keyFile, keys, { mode: 0o644 });
  await expect(startHubProcess(bundle, data)).rejects.toThrow('keys-open');
  await chmod(keyFile, 0o600);
  await writeFile(keyFile, keys.slice(0, 40));
  await expect(startHubProcess(bundle, data)).rejects.toThrow('keys-unreadable');
  const { sealing, ...rest } = JSON.parse(keys);
  await writeFile(keyFile, JSON.stringify({ ...rest, sealing: [{ x: 'A'.repeat(43), d: sealing[0].d }] }));
  await expect(startHubProcess(bundle, data)).rejects.toThrow('keys-incomplete');
  await writeFile(keyFile, keys);
  await rm(passwordFile(data, 'hub_app'));
  await expect(startHubProcess(bundle, data)).rejects.toThrow('database-password-missing');
  await writeFile(passwordFile(data, 'hub_app'), password, { mode: 0o600 });
  hub = await startHubProcess(bundle, data);
});

test('a data folder that nobody else may enter is no obstacle, not even to a PostgreSQL under root', async () => {
  await chmod(data, 0o700);
  hub = await startHubProcess(bundle, data);
  expect((await fetch(`${hub.url}/v1/health`)).status).toBe(200);
  const elsewhere = expect.stringMatching(/^\/var\/lib\/care-kiosk\/hub-[0-9a-f]{12}$/);
  expect(await databaseFolder(data)).toEqual(isRoot ? elsewhere : path.join(data, 'database'));
  expect(await hub.end('SIGTERM')).toBe(0);
});

describe('a database that cannot be brought up to date', () => {
  /** As the last hub left it, and then changed behind its back. */
  async function changeAsOwner(sql: string): Promise<void> {
    hub = await startHubProcess(bundle, data);
    await query(sql);
    await hub.end('SIGTERM');
  }

  test.each([
    [
      'of an earlier build',
      `INSERT INTO migrations VALUES ('0001-first-visit', '')`,
      'database-of-another-build',
    ],
    ['of a build whose migration differs', `UPDATE migrations SET sha256 = ''`, 'database-of-another-build'],
    ['that a migration fails on', `DELETE FROM migrations`, 'migration-failed'],
  ])('%s ends the hub with one clear line, and leaves no PostgreSQL behind', async (_what, sql, code) => {
    await changeAsOwner(sql);
    const { exitCode, stdout, stderr } = await runHub(bundle, ['serve', '--data', data, '--port', '0']);
    expect(exitCode).toBe(1);
    expect(JSON.parse(stdout)).toEqual({ ready: false, error: code });
    expect(stderr.trim().split('\n')).toEqual([expect.stringMatching(`^${code}: .*0001-`)]);
    expect(await findRunningCluster(await databaseFolder(data))).toBeNull();
  });
});

test('a database that cannot be reached is named on the first line', async () => {
  const env = { DATABASE_URL: 'postgres://nobody:x@127.0.0.1:1/none' };
  await expect(startHubProcess(bundle, data, env)).rejects.toThrow('database-unreachable');
});

test('a command line that makes no sense is explained', async () => {
  const { exitCode, stderr } = await runHub(bundle, ['enroll']);
  expect([exitCode, stderr]).toEqual([2, expect.stringContaining('no command "enroll"')]);
});
