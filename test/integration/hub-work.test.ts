import { describe, expect, test } from 'vitest';
import { workFigures } from '../../hub/work/figures.ts';
import { openIncidentItems } from '../../hub/work/incident-items.ts';
import { sampleCalendar } from '../../hub/work/sample-calendar.ts';
import { countIncidents } from '../../hub/incidents/incidents.ts';
import { deliver, desk, deskForEachTest, kiosk } from '../support/each-test-desk.ts';
import { hub, postgres, rows, stumbleAt } from '../support/each-test-hub.ts';
import { parkedVisit } from '../support/errand-records.ts';
import { canary, contactChange } from '../support/kiosk-envelopes.ts';
import { sendForm, tokenIn } from '../support/staff-desk.ts';
import { startTestHub } from '../support/test-hub.ts';

deskForEachTest();

describe('a work item', () => {
  test('is opened with reason and due time, claimed, settled, and every step is kept with who took it', async () => {
    await deliver(parkedVisit());
    expect(await desk.read('/work')).toContain('业务没有办完');
    // 9 o'clock on a Monday in China.
    expect(await rows('SELECT reason, role, owner, state, due_at FROM work_items')).toEqual([
      {
        reason: 'call-back',
        role: 'counter',
        owner: null,
        state: 'open',
        due_at: new Date('2026-11-03T09:00:00Z'),
      },
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

  test('keeps whether its customer was reached; one who was not is to be rung again by a new due time', async () => {
    await deliver(parkedVisit());
    const call = (outcome: string) =>
      desk.send('/work/1', '/work/1/call-back', { by: '王', word: '上午', outcome });
    await hub.clock.advance(24 * 3_600_000);
    expect((await call('not-reached')).status).toBe(303);
    const item = () => rows('SELECT state, owner, calls, last_call, due_at FROM work_items');
    const again = { state: 'claimed', owner: '王', due_at: new Date('2026-11-04T09:00:00Z') };
    expect(await item()).toEqual([{ ...again, calls: 1, last_call: 'not-reached' }]);
    expect(await desk.read('/work')).toContain('1 次未接通，期限前再打');
    expect(await desk.standing('K01-1-000001')).toMatchObject({ lastCall: 'not-reached' });
    expect((await call('reached')).status).toBe(303);
    expect(await item()).toEqual([{ ...again, calls: 2, last_call: 'reached' }]);
    expect(await desk.read('/work/1')).toContain('回访：未接通');
    expect(await rows('SELECT what, by, word FROM work_history ORDER BY id OFFSET 1')).toEqual([
      { what: 'not-reached', by: '王', word: '上午' },
      { what: 'reached', by: '王', word: '上午' },
    ]);
    expect((await call('rang')).status).toBe(400);
  });

  test('of a customer who left no number records no call', async () => {
    await deliver(parkedVisit());
    const token = tokenIn(await desk.read('/work/1'), '/work/1/call-back');
    await hub.pool.query('UPDATE work_items SET has_call_back = false');
    expect(await desk.read('/work/1')).not.toContain('/work/1/call-back');
    const fields = { by: '王', word: '上午', outcome: 'reached', token };
    const answer = await sendForm(`${hub.url}/work/1/call-back`, fields, { origin: hub.url });
    expect(answer.status).toBe(409);
    expect(await rows('SELECT calls FROM work_items')).toEqual([{ calls: 0 }]);
  });

  test('that two people settle at once is settled once, and the second is told', async () => {
    await deliver(parkedVisit());
    const action = '/work/1/settle';
    const pages = [await desk.read('/work/1'), await desk.read('/work/1')];
    const answers = await Promise.all(
      pages.map((page, at) => {
        const said = { settlement: 'rejected', word: '客户不再办理', by: ['甲', '乙'][at]! };
        return sendForm(
          `${hub.url}${action}`,
          { ...said, token: tokenIn(page, action) },
          { origin: hub.url },
        );
      }),
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

  test('that needs a person is a work item with owner, reason and due time, which ends with the incident', async () => {
    await hub.pool.query(gap);
    await hub.clock.advance(5_000);
    const items = () => rows('SELECT reason, role, owner, state, due_at, has_call_back FROM work_items');
    const opened = {
      reason: 'fork',
      role: 'head-office',
      due_at: new Date(hub.clock.nowMs() + 2 * 3_600_000),
      has_call_back: false,
    };
    await expect.poll(items).toEqual([{ ...opened, owner: null, state: 'open' }]);
    const page = await desk.read('/work/1');
    for (const shown of ['同一编号出现两份不同的记录', '总部', '终端停用', 'K01-1-000003'])
      expect(page).toContain(shown);
    expect(page).not.toContain('/work/1/settle');
    expect(await desk.read('/work')).toContain('异常');
    await desk.send('/work/1', '/work/1/claim', { by: '王' });
    await desk.send('/work/1', '/incidents/1/close', { by: '李', word: '已核对' });
    expect(await items()).toEqual([{ ...opened, owner: '王', state: 'done' }]);
    expect(await rows('SELECT what, by FROM work_history ORDER BY id')).toEqual([
      { what: 'opened', by: null },
      { what: 'claimed', by: '王' },
      { what: 'incident-closed', by: '李' },
    ]);
    await hub.pool.query('UPDATE incidents SET resolved_at = NULL');
    await hub.clock.advance(5_000);
    await expect
      .poll(async () => (await rows('SELECT state FROM work_items'))[0])
      .toEqual({ state: 'claimed' });
    await hub.pool.query('UPDATE incidents SET resolved_at = now()');
    await hub.clock.advance(5_000);
    await expect.poll(async () => (await rows('SELECT state FROM work_items'))[0]).toEqual({ state: 'done' });
  });

  test.each([
    ['bad-chain', 1],
    ['too-large', 1],
    ['unreadable', 1],
    ['stuck', 1],
    ['head-office-refused', 1],
    ['key-missing', 1],
    ['came-after-all', 1],
    ['clock-off', 0],
    ['restored', 0],
    ['gap', 0],
  ])(
    '%s becomes %i work items, however often it is looked at and by how many hubs',
    async (kind, expected) => {
      await hub.pool.query(
        `INSERT INTO incidents (kind, kiosk_id, epoch, sequence, detail, noticed_at) VALUES ($1, 'K01', 1, 3, 'x', now())`,
        [kind],
      );
      const look = () => openIncidentItems(hub.pool, sampleCalendar, hub.clock.nowMs());
      await Promise.all([look(), look()]);
      await look();
      expect(await rows('SELECT reason, state FROM work_items')).toEqual(
        Array.from({ length: expected }, () => ({ reason: kind, state: 'open' })),
      );
      expect(await rows('SELECT what FROM work_history')).toHaveLength(expected);
    },
  );

  test('of a record that was given up is tried again when it is closed', async () => {
    const mend = await stumbleAt('decisions');
    await hub.upload(kiosk, [await kiosk.next(parkedVisit())]);
    await expect.poll(() => rows('SELECT attempts FROM undecided')).toEqual([{ attempts: 1 }]);
    await hub.pool.query('UPDATE undecided SET attempts = 7');
    await hub.clock.advance(10_000);
    await expect.poll(() => rows('SELECT rested_by FROM undecided')).toEqual([{ rested_by: 1 }]);
    expect(await desk.standing('K01-1-000001')).toMatchObject({ at: 'held-up', because: 'stuck' });
    await mend();
    const [stuck] = await rows<{ id: number }>(`SELECT id FROM incidents WHERE kind = 'stuck'`);
    await desk.send('/', `/incidents/${stuck!.id}/close`, { by: '李', word: '请再试' });
    await expect.poll(() => desk.standing('K01-1-000001')).toMatchObject({ at: 'sent-back' });
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
