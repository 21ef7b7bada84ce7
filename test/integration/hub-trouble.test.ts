import { request } from 'node:http';
import { describe, expect, test } from 'vitest';
import { uploadLimits } from '../../hub/routes/record-routes.ts';
import { count, hub, hubForEachTest, postgres, stumbleAt } from '../support/each-test-hub.ts';
import { uploadOf, type TestKiosk } from '../support/kiosk-envelopes.ts';
import { uploadHeaders } from '../support/post-upload.ts';
import { startTestHub } from '../support/test-hub.ts';

hubForEachTest();

describe('bad input', () => {
  const send = async (body: string, contentType = 'application/json') => {
    const response = await fetch(`${hub.url}/v1/records`, {
      method: 'POST',
      headers: { 'content-type': contentType },
      body,
    });
    return [response.status, await response.json()];
  };

  test('a body that is no upload is refused by name and without repeating it', async () => {
    const kiosk = await hub.enrolledKiosk();
    const upload = uploadOf(kiosk.identity, [await kiosk.next()]);
    const whole = JSON.stringify(upload);
    expect(await send('<html>sign in</html>', 'text/html')).toEqual([415, { error: 'not-json' }]);
    expect(await send('<html>sign in</html>')).toEqual([400, { error: 'not-json' }]);
    expect(await send(whole.slice(0, whole.length / 2))).toEqual([400, { error: 'not-json' }]);
    expect(await send('')).toEqual([400, { error: 'not-json' }]);
    expect(await send('[]')).toEqual([
      400,
      { error: 'bad-upload', at: 'version kioskId epoch nonce clock knows chunks records' },
    ]);
    expect(await send(`{"__proto__":${whole},"constructor":{"prototype":{"version":1}}}`)).toEqual([
      400,
      { error: 'bad-upload', at: 'version kioskId epoch nonce clock knows chunks records' },
    ]);
    expect(await send('x'.repeat(600 * 1024))).toEqual([413, { error: 'too-large' }]);
    expect(await send(JSON.stringify({ ...upload, epoch: 1e300 }))).toEqual([
      400,
      { error: 'bad-upload', at: 'epoch' },
    ]);
    expect(await send(JSON.stringify({ ...upload, records: Array(201).fill(upload.records[0]) }))).toEqual([
      400,
      { error: 'bad-upload', at: 'records' },
    ]);
    expect(await count('ingest_raw')).toBe(0);
  });

  test('an unknown path is answered, not crashed on', async () => {
    for (const path of ['/v2/records', '//', '/%00', '/..%2f..']) {
      const response = await fetch(`${hub.url}${path}`);
      expect([path, response.status >= 400 && response.status < 500]).toEqual([path, true]);
    }
    expect((await fetch(`${hub.url}/v1/health`)).status).toBe(200);
  });
});

describe('a database in trouble', () => {
  test.each(['fsync', 'full_page_writes', 'synchronous_commit'])(
    'with %s off the hub takes nothing, signs nothing, and says so',
    async (setting) => {
      const kiosk = await hub.enrolledKiosk();
      const upload = uploadOf(kiosk.identity, [await kiosk.next()]);
      await setSetting(setting, 'off');
      try {
        const answer = await hub.postUpload(kiosk, upload);
        expect([answer.status, answer.body]).toEqual([503, { error: 'not-durable' }]);
        expect(answer.headers.get('retry-after')).toBe('60');
        const health = await fetch(`${hub.url}/v1/health`);
        expect([health.status, await health.json()]).toEqual([
          503,
          { takesUploads: false, unsafe: [setting] },
        ]);
        expect(await (await fetch(hub.url)).text()).toContain(`${setting} 已关闭`);
        expect(await count('ingest_raw')).toBe(0);
      } finally {
        await setSetting(setting, 'on');
      }
      expect((await hub.postUpload(kiosk, upload)).status).toBe(200);
    },
  );

  /** Reloads, and lets every pooled session notice: a session reads its settings between two statements. */
  async function setSetting(name: string, value: string): Promise<void> {
    await postgres.asSuperuser(`ALTER SYSTEM SET ${name} = ${value}`);
    await postgres.asSuperuser('SELECT pg_reload_conf()');
    await expect
      .poll(async () => {
        const sessions = Array.from({ length: 10 }, () =>
          hub.pool.query(`SELECT current_setting('${name}') AS is, pg_sleep(0.01)`),
        );
        return (await Promise.all(sessions)).every(({ rows }) => rows[0].is === value);
      })
      .toBe(true);
  }

  test('while the database is away uploads are answered 503 with a time to come again, and later taken', async () => {
    const kiosk = await hub.enrolledKiosk();
    const upload = uploadOf(kiosk.identity, [await kiosk.next()]);
    const name = new URL((hub.pool.options as { connectionString: string }).connectionString).pathname.slice(
      1,
    );
    await postgres.asSuperuser(`ALTER DATABASE ${name} ALLOW_CONNECTIONS false`);
    await postgres.asSuperuser(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '${name}'`,
    );
    const answer = await hub.postUpload(kiosk, upload);
    expect([answer.status, answer.body]).toEqual([503, { error: 'database-unavailable' }]);
    expect(answer.headers.get('retry-after')).toBe('5');
    await postgres.asSuperuser(`ALTER DATABASE ${name} ALLOW_CONNECTIONS true`);
    expect((await hub.postUpload(kiosk, upload)).body.verdicts).toEqual([
      { sequence: 1, verdict: 'accepted' },
    ]);
  });

  test('a second hub on the same database does not come up with other keys', async () => {
    const url = (hub.pool.options as { connectionString: string }).connectionString;
    await expect(startTestHub(url)).rejects.toThrow('keys-missing');
  });

  test('a connection that dies in mid-upload costs that upload a 503 and the hub nothing', async () => {
    const kiosk = await hub.enrolledKiosk();
    const upload = uploadOf(kiosk.identity, [await kiosk.next()]);
    const blocker = await hub.pool.connect();
    await blocker.query('BEGIN');
    await blocker.query('SELECT FROM kiosks FOR UPDATE');
    const answer = hub.postUpload(kiosk, upload);
    const waiting = `FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`;
    await expect.poll(async () => (await hub.pool.query(`SELECT pid ${waiting}`)).rowCount).toBe(1);
    await hub.pool.query(`SELECT pg_terminate_backend(pid) ${waiting}`);
    expect(await answer).toMatchObject({ status: 503, body: { error: 'database-unavailable' } });
    await blocker.query('COMMIT');
    blocker.release();
    expect((await hub.postUpload(kiosk, upload)).status).toBe(200);
  });

  test('more uploads at once than the hub takes are turned away with a time to come again, the others served', async () => {
    const kiosk = await hub.enrolledKiosk();
    const blocker = await hub.pool.connect();
    await blocker.query('BEGIN');
    await blocker.query('SELECT FROM kiosks FOR UPDATE');
    let answered = 0;
    const uploads = Array.from({ length: uploadLimits.atOnce + 8 }, async () => {
      const answer = await hub.postUpload(kiosk, uploadOf(kiosk.identity, []));
      answered += 1;
      return answer;
    });
    await expect.poll(() => answered, { timeout: 20_000 }).toBe(8);
    await blocker.query('COMMIT');
    blocker.release();
    const answers = await Promise.all(uploads);
    const turnedAway = answers.filter(({ status }) => status === 503);
    expect(turnedAway.map(({ body, headers }) => [body, headers.get('retry-after')])).toEqual(
      Array(8).fill([{ error: 'busy' }, '1']),
    );
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(uploadLimits.atOnce);
  });

  test('a rush whose bodies all arrive after their heads is held to the same bound', async () => {
    const kiosk = await hub.enrolledKiosk();
    const blocker = await hub.pool.connect();
    await blocker.query('BEGIN');
    await blocker.query('SELECT FROM kiosks FOR UPDATE');
    const body = JSON.stringify(uploadOf(kiosk.identity, []));
    const uploads = await Promise.all(
      Array.from({ length: uploadLimits.atOnce + 8 }, () => announceUpload(kiosk, body)),
    );
    let answered = 0;
    const statuses = uploads.map(async ({ sendBody }) => {
      const status = await sendBody();
      answered += 1;
      return status;
    });
    await expect.poll(() => answered, { timeout: 20_000 }).toBe(8);
    await blocker.query('COMMIT');
    blocker.release();
    expect((await Promise.all(statuses)).filter((status) => status === 503)).toHaveLength(8);
  });

  /** Sends the head of an upload and returns when the hub has seen it. */
  function announceUpload(
    kiosk: TestKiosk,
    body: string,
  ): Promise<{ readonly sendBody: () => Promise<number> }> {
    const headers = {
      ...uploadHeaders(kiosk, body),
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(body),
      expect: '100-continue',
    };
    return new Promise((settle, fail) => {
      const upload = request(`${hub.url}/v1/records`, { method: 'POST', headers, agent: false });
      const status = new Promise<number>((answer) => {
        upload.on('response', (response) => {
          response.resume().on('end', () => answer(response.statusCode ?? 0));
        });
      });
      upload.on('error', fail);
      upload.on('continue', () =>
        settle({
          sendBody() {
            upload.end(body);
            return status;
          },
        }),
      );
      upload.flushHeaders();
    });
  }
});

test('metrics count uploads, rows and what is open, and name nobody', async () => {
  const kiosk = await hub.enrolledKiosk();
  const [first, second] = await kiosk.nextMany(2);
  await hub.upload(kiosk, [first!, first!, { ...second!, ciphertext: first!.ciphertext }]);
  const response = await fetch(`${hub.url}/v1/metrics`);
  const text = await response.text();
  expect(response.headers.get('content-type')).toBe('text/plain; version=0.0.4; charset=utf-8');
  for (const line of [
    'hub_uploads_total{outcome="taken"} 1',
    'hub_rows_total{verdict="accepted"} 1',
    'hub_rows_total{verdict="duplicate"} 1',
    'hub_rows_total{verdict="bad-hash"} 1',
    'hub_upload_seconds_count 1',
    'hub_kiosks 1',
    'hub_setting_safe{setting="fsync"} 1',
  ])
    expect(text.split('\n')).toContain(line);
  expect(text).not.toContain('K01');
  const fromElsewhere = await fetch(`${hub.url}/v1/metrics`, { headers: { 'x-forwarded-for': '10.0.0.9' } });
  expect(fromElsewhere.status).toBe(401);
});

describe('opening what was stored', () => {
  test('passes over a record it cannot work on, and comes back to it', async () => {
    const kiosk = await hub.enrolledKiosk();
    const mend = await stumbleAt('records');
    await hub.upload(kiosk, await kiosk.nextMany(3));
    await expect.poll(() => count('records')).toBe(2);
    await expect.poll(() => hub.logged()).toContain('"event":"opening-failed","code":"P0001"');
    expect(await count('unopened')).toBe(1);

    await mend();
    await hub.clock.advance(5_000);
    await expect.poll(() => count('records')).toBe(3);
    expect(await count('unopened')).toBe(0);
  });

  test('begins with what a killed hub left waiting', async () => {
    const kiosk = await hub.enrolledKiosk();
    await hub.pool.query(`
      CREATE FUNCTION hide() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN NEW.try_after := 'infinity'; RETURN NEW; END $$;
      CREATE TRIGGER hide BEFORE INSERT ON unopened FOR EACH ROW EXECUTE FUNCTION hide();
    `);
    await hub.upload(kiosk, [await kiosk.next()]);
    await expect.poll(() => count('unopened')).toBe(1);
    await hub.pool.query(`UPDATE unopened SET try_after = '-infinity'`);
    expect(await count('records')).toBe(0);
    await hub.restart();
    await hub.allOpened();
    expect(await count('records')).toBe(1);
  });
});
