import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { ErrandRecord } from '../../core/records/errand-record.ts';
import { workFigures } from '../../hub/work/figures.ts';
import { countIncidents } from '../../hub/incidents/incidents.ts';
import { canary, contactChange, type TestKiosk } from '../support/kiosk-envelopes.ts';
import { startTestPostgres, type TestPostgres } from '../support/postgres.ts';
import { asStaff, sendForm, staffDesk, staffToken, tokenIn, type StaffDesk } from '../support/staff-desk.ts';
import { startTestHub, type TestHub } from '../support/test-hub.ts';

let postgres: TestPostgres;
let hub: TestHub;
let desk: StaffDesk;
let kiosk: TestKiosk;

beforeAll(async () => {
  postgres = await startTestPostgres();
});
afterAll(() => postgres.stop());
beforeEach(async () => {
  hub = await startTestHub(await postgres.freshDatabase(), staffToken);
  desk = staffDesk(hub);
  kiosk = await hub.enrolledKiosk();
});
afterEach(() => hub.stop());

const parkedVisit = () =>
  contactChange({
    kind: 'parked-visit',
    effect: 'parked',
    answers: { 'call-back': { kind: 'phone', digits: canary.phone, by: 'customer' } },
  });

async function deliver(record: ErrandRecord, header: object = {}): Promise<void> {
  await hub.upload(kiosk, [await kiosk.next(record, header)]);
  await hub.allDecided();
}

async function rows(sql: string): Promise<readonly object[]> {
  return (await hub.pool.query<object>(sql)).rows;
}

async function standing(number: string): Promise<{ at: string }> {
  const answer = await fetch(`${hub.url}/v1/slips/${number}`, { headers: asStaff });
  return ((await answer.json()) as { standing: { at: string } }).standing;
}

describe('a work item', () => {
  test('is opened with reason and due time, claimed, settled, and every step is kept with who took it', async () => {
    await deliver(parkedVisit());
    expect(await desk.read('/work')).toContain('业务没有办完');
    // 9 o'clock on a Monday in China.
    expect(await rows('SELECT reason, owner, state, due_at FROM work_items')).toEqual([
      { reason: 'call-back', owner: null, state: 'open', due_at: new Date('2026-11-03T09:00:00Z') },
    ]);
    const claimed = await desk.send('/work/1', '/work/1/claim', { by: '王 芳' });
    expect([claimed.status, claimed.headers.get('location')]).toEqual([303, '/work/1']);
    await desk.send('/work/1', '/work/1/settle', {
      by: '李',
      settlement: 'accepted',
      word: '已回访，客户本人确认',
    });
    expect(await rows('SELECT owner, state FROM work_items')).toEqual([{ owner: '王 芳', state: 'done' }]);
    expect(await rows('SELECT what, by, word FROM work_history ORDER BY id')).toEqual([
      { what: 'opened', by: null, word: 'call-back' },
      { what: 'claimed', by: '王 芳', word: '' },
      { what: 'accepted', by: '李', word: '已回访，客户本人确认' },
    ]);
    expect(await rows('SELECT rule, state, decided_by FROM decisions ORDER BY id DESC LIMIT 1')).toEqual([
      { rule: 'staff', state: 'accepted', decided_by: '李' },
    ]);
    const page = await desk.read('/work/1');
    for (const shown of ['王 芳', '已办结', '办结：通过', '已回访，客户本人确认'])
      expect(page).toContain(shown);
    expect(page).not.toContain('<form method="post"');
    for (const sql of [`UPDATE work_history SET by = ''`, 'DELETE FROM work_history'])
      await expect(hub.pool.query(sql)).rejects.toThrow('append-only');
  });

  test('that is severe is due within two hours and stands first; one that is overdue is red', async () => {
    await deliver(parkedVisit());
    await deliver(parkedVisit(), { urgency: 'urgent' });
    const page = await desk.read('/');
    expect(page.indexOf('K01-1-000002')).toBeLessThan(page.indexOf('K01-1-000001'));
    expect(page).toContain('11月2日周一 11:00');
    expect(page).not.toContain('已逾期');
    expect(await workFigures(hub.pool, hub.clock.nowMs())).toEqual({
      openItems: 2,
      overdueItems: 0,
      undecided: 0,
      resting: 0,
    });
    await hub.clock.advance(2 * 3_600_000 + 1);
    expect(await desk.read('/work')).toContain('<span class="red">11月2日周一 11:00 已逾期</span>');
    expect(await workFigures(hub.pool, hub.clock.nowMs())).toMatchObject({ openItems: 2, overdueItems: 1 });
  });

  test('that two people settle at once is settled once, and the second is told', async () => {
    await deliver(parkedVisit());
    const said = { settlement: 'rejected', word: '客户不再办理' };
    const answers = await Promise.all(
      ['甲', '乙'].map((by) => desk.send('/work/1', '/work/1/settle', { ...said, by })),
    );
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([303, 409]));
    expect(await rows(`SELECT state FROM decisions WHERE rule = 'staff'`)).toEqual([{ state: 'rejected' }]);
  });

  test('that a person has settled is not decided again by a rule', async () => {
    const phone = { newPhone: { kind: 'phone', digits: '13900000001', by: 'customer' } } as const;
    const by = (number: string) => contactChange({ person: { name: '', number }, answers: phone });
    await deliver(by('A'));
    await deliver(by('B'));
    await desk.send('/work/1', '/work/1/settle', { by: '李', settlement: 'accepted', word: '本人号码' });
    await deliver(by('C'));
    expect(await rows('SELECT state FROM records ORDER BY sequence')).toEqual([
      { state: 'needs-info' },
      { state: 'accepted' },
      { state: 'needs-info' },
    ]);
  });

  test('asks for a name that is one, and for a word', async () => {
    await deliver(parkedVisit());
    const said = { by: '李', settlement: 'accepted', word: '好' };
    for (const wrong of [
      { by: '' },
      { by: '<b>' },
      { word: ' ' },
      { word: 'x'.repeat(201) },
      { settlement: 'paid' },
    ])
      expect((await desk.send('/work/1', '/work/1/settle', { ...said, ...wrong })).status).toBe(400);
    expect(await rows('SELECT state FROM work_items')).toEqual([{ state: 'open' }]);
  });
});

describe('the customer’s data', () => {
  test('is on the page of the item alone, for whoever has given the token', async () => {
    await deliver(parkedVisit());
    expect(await desk.read('/work/1')).toContain(canary.phone);
    const pages = await Promise.all(
      [
        '/',
        '/work',
        '/slips',
        '/slips?number=K01-1-000001',
        '/v1/slips/K01-1-000001',
        '/v1/records/recent',
        '/v1/metrics',
      ].map(desk.read),
    );
    for (const secret of [canary.name, canary.number, canary.phone]) {
      for (const page of pages) expect(page).not.toContain(secret);
      expect(hub.logged()).not.toContain(secret);
    }
    expect(hub.logged()).toContain('"event":"call-back-shown","item":1');
  });

  test('is not shown to who merely sits at the hub’s machine, with a token set or without one', async () => {
    await deliver(parkedVisit());
    expect((await fetch(`${hub.url}/work/1`)).status).toBe(401);
    const tokenless = await startTestHub(await postgres.freshDatabase());
    try {
      const own = await tokenless.enrolledKiosk();
      await tokenless.upload(own, [await own.next(parkedVisit())]);
      await tokenless.allDecided();
      const page = await (await fetch(`${tokenless.url}/work/1`)).text();
      expect(page).toContain('凭员工口令登录后显示');
      expect(page).not.toContain(canary.phone);
      expect(page).not.toContain(canary.name);
    } finally {
      await tokenless.stop();
    }
  });
});

describe('an incident', () => {
  const gap = `INSERT INTO incidents (kind, kiosk_id, epoch, sequence, detail, noticed_at) VALUES ('fork', 'K01', 1, 3, 'x', now())`;

  test('is closed by staff with a word, which stays', async () => {
    await hub.pool.query(gap);
    expect(await countIncidents(hub.pool)).toContainEqual({ kind: 'fork', count: 1 });
    const answer = await desk.send('/', '/incidents/1/close', { by: '李', word: '已通知总部' });
    expect([answer.status, answer.headers.get('location')]).toEqual([303, '/']);
    expect(await rows('SELECT what, by, word FROM incident_history')).toEqual([
      { what: 'closed', by: '李', word: '已通知总部' },
    ]);
    expect(await countIncidents(hub.pool)).not.toContainEqual({ kind: 'fork', count: 1 });
    expect(await desk.read('/')).not.toContain('K01-1-000003');
    await expect(hub.pool.query('DELETE FROM incident_history')).rejects.toThrow('append-only');
  });

  test('of a record that was given up is tried again when it is closed', async () => {
    await hub.pool.query(`
      CREATE FUNCTION stumble() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'stumbled'; END $$;
      CREATE TRIGGER stumble BEFORE INSERT ON decisions FOR EACH ROW EXECUTE FUNCTION stumble()`);
    await hub.upload(kiosk, [await kiosk.next(parkedVisit())]);
    await expect.poll(() => rows('SELECT attempts FROM undecided')).toEqual([{ attempts: 1 }]);
    await hub.pool.query('UPDATE undecided SET attempts = 7');
    await hub.clock.advance(10_000);
    await expect.poll(() => rows('SELECT rested_by FROM undecided')).toEqual([{ rested_by: 1 }]);
    expect(await standing('K01-1-000001')).toMatchObject({ at: 'with-head-office' });
    await hub.pool.query('DROP TRIGGER stumble ON decisions');
    const [stuck] = (await rows(`SELECT id FROM incidents WHERE kind = 'stuck'`)) as readonly {
      id: number;
    }[];
    await desk.send('/', `/incidents/${stuck!.id}/close`, { by: '李', word: '请再试' });
    await expect.poll(() => standing('K01-1-000001')).toMatchObject({ at: 'sent-back' });
  });
});

describe('a form', () => {
  test('of another site, or without what only our page knows, changes nothing', async () => {
    await deliver(parkedVisit());
    const action = '/work/1/claim';
    const token = tokenIn(await desk.read('/work/1'), action);
    const send = async (fields: Record<string, string>, headers: Record<string, string>) =>
      (await sendForm(`${hub.url}${action}`, { by: '李', ...fields }, headers)).status;
    const ours = { origin: hub.url };
    expect(await send({ token }, { origin: 'https://evil.example' })).toBe(403);
    expect(await send({ token }, { ...ours, 'sec-fetch-site': 'cross-site' })).toBe(403);
    expect(await send({ token }, {})).toBe(403);
    expect(await send({}, ours)).toBe(403);
    expect(await send({ token: `${token}x` }, ours)).toBe(403);
    expect(await rows('SELECT state FROM work_items')).toEqual([{ state: 'open' }]);
    expect(await send({ token }, ours)).toBe(303);
  });
});

describe('a slip', () => {
  test('is followed from the kiosk to its final state', async () => {
    expect(await standing('K09-1-000001')).toEqual({ at: 'unknown-kiosk' });
    expect(await standing('k01-1-000001')).toEqual({ at: 'not-arrived' });
    await deliver(contactChange());
    expect(await standing('K01-1-000001')).toEqual({
      at: 'accepted',
      receivedAt: new Date(hub.clock.nowMs()).toISOString(),
      effectiveAt: new Date(hub.clock.nowMs() + 24 * 3_600_000).toISOString(),
    });
    await deliver(parkedVisit());
    expect(await standing('K01-1-000002')).toMatchObject({
      at: 'sent-back',
      reason: 'call-back',
      dueAt: '2026-11-03T09:00:00.000Z',
    });
    await deliver(contactChange({ answers: {} }), { supersedes: 'K01-1-000002' });
    expect(await standing('K01-1-000002')).toMatchObject({ at: 'superseded', slipNumber: 'K01-1-000003' });
  });

  test('of a transaction that came under two numbers names the one that counts', async () => {
    const record = contactChange();
    await deliver(record);
    await deliver(record, { transactionId: record.transactionId });
    expect(await standing('K01-1-000002')).toEqual({ at: 'counted-elsewhere', slipNumber: 'K01-1-000001' });
  });

  test('is read out on a page, and a number that is none is named as such', async () => {
    await deliver(contactChange());
    const page = await desk.read('/slips?number=k01-1-000001');
    for (const shown of ['已通过', 'K01-1-000001', '在此之前可以撤销']) expect(page).toContain(shown);
    expect(await desk.read('/slips?number=%3Cscript%3E')).toContain('编号不对');
    expect(await desk.read('/slips?number=%3Cscript%3E')).not.toContain('<script');
    for (const wrong of ['K01', 'K01-0-000001', 'K01-1-000000', 'K01-9999999999-000001', '%00'])
      expect((await fetch(`${hub.url}/v1/slips/${wrong}`)).status, wrong).toBe(400);
  });

  test('is for staff', async () => {
    const answers = await Promise.all(
      ['/v1/slips/K01-1-000001', '/slips', '/work', '/work/1'].map((path) =>
        fetch(`${hub.url}${path}`, { headers: { 'x-forwarded-for': '10.0.0.7' } }),
      ),
    );
    expect(answers.map(({ status }) => status)).toEqual([401, 401, 401, 401]);
  });
});
