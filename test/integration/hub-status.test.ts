import { createHash } from 'node:crypto';
import { request } from 'node:http';
import { beforeEach, describe, expect, test } from 'vitest';
import { randomInt } from 'node:crypto';
import { noHash } from '../../core/records/envelope.ts';
import { issueEnrolmentCode } from '../../hub/enrolment/issue.ts';
import { hub, hubForEachTest, postgres } from '../support/each-test-hub.ts';
import { canary, contactChange, makeEnvelope, uploadOf } from '../support/kiosk-envelopes.ts';
import { asStaff, sendForm, staffToken } from '../support/staff-desk.ts';
import { startTestHub, type TestHub } from '../support/test-hub.ts';

hubForEachTest(staffToken);

/** `fetch` may not set the Host header; a rebound name or a proxy does. */
function statusWith(headers: Record<string, string>, path = '/', { url } = hub): Promise<number> {
  return new Promise((settle, fail) => {
    request(`${url}${path}`, { headers }, (response) => {
      response.resume().on('end', () => settle(response.statusCode ?? 0));
    })
      .on('error', fail)
      .end();
  });
}

test('the page shows kiosks, records and incidents, and nothing of any customer', async () => {
  const kiosk = await hub.enrolledKiosk('K07');
  const [first, , third] = await kiosk.nextMany(3);
  await hub.upload(kiosk, [first!, third!]);
  await hub.upload(kiosk, [
    await makeEnvelope(kiosk.identity, kiosk.deviceKey, contactChange(), {
      sequence: 1,
      previousHash: noHash,
    }),
  ]);
  await hub.allDecided();
  const arrivedAt = new Date(hub.clock.nowMs()).toISOString();
  await hub.clock.advance(15 * 60_000);
  await expect.poll(pageOfNextMinute).toContain('缺少这一笔');
  const page = await (await fetch(hub.url, { headers: asStaff })).text();
  for (const shown of [
    'K07',
    '城东支公司（3101）',
    '变更联系方式',
    'K07-1-000002',
    '缺第 2 笔（已到 3）',
    '同一编号出现两份不同的记录',
  ]) {
    expect(page).toContain(shown);
  }
  const recent = await (await fetch(`${hub.url}/v1/records/recent`, { headers: asStaff })).text();
  expect(JSON.parse(recent).records).toEqual(
    [third!, first!].map(({ header }) => ({
      slipNumber: `K07-1-00000${header.sequence}`,
      kind: 'contact-change',
      state: 'accepted',
      recovered: false,
      acceptedAt: header.acceptedAt,
      receivedAt: arrivedAt,
    })),
  );
  const { rows } = await hub.pool.query('SELECT payload FROM records');
  for (const secret of [canary.name, canary.number, canary.phone]) {
    expect(JSON.stringify(rows)).toContain(secret);
    expect(page).not.toContain(secret);
    expect(recent).not.toContain(secret);
    expect(hub.logged()).not.toContain(secret);
  }
});

/** The hub looks for gaps every minute. */
async function pageOfNextMinute(): Promise<string> {
  await hub.clock.advance(60_000);
  return (await fetch(hub.url, { headers: asStaff })).text();
}

test('the page runs nothing and loads nothing but its own style', async () => {
  const answer = await fetch(hub.url, { headers: asStaff });
  const page = await answer.text();
  const style = /<style>([\s\S]*)<\/style>/.exec(page)![1]!;
  const policy = answer.headers.get('content-security-policy');
  expect(policy).toContain(`default-src 'none'`);
  expect(policy).toContain(`'sha256-${createHash('sha256').update(style).digest('base64')}'`);
  expect(answer.headers.get('cache-control')).toBe('no-store');
});

test('a kiosk is shown with what it says of itself; what needs somebody is red', async () => {
  const kiosk = await hub.enrolledKiosk('K07');
  const [first, , third] = await kiosk.nextMany(3);
  await hub.postUpload(kiosk, {
    ...uploadOf(kiosk.identity, [first!, third!]),
    report: {
      pending: 12,
      oldestAcceptedAt: new Date(hub.clock.nowMs() - 3 * 3_600_000).toISOString(),
      journalSequence: 15,
      receiptedSequence: 3,
      freeBytes: 1_234_000_000,
      closedBecause: 'disk-low',
      storagePersisted: false,
      incidents: [
        { at: '2026-11-02T01:00:00.000Z', code: 'journal-damaged', detail: `<b>${canary.name}</b>` },
      ],
    },
  });
  const page = await (await fetch(hub.url, { headers: asStaff })).text();
  for (const shown of [
    '12',
    '最早 3 小时前',
    '1.2 GB',
    '<span class="red">暂停：磁盘空间不足</span>',
    '<span class="red">存储不持久</span>',
    '日志有损坏',
    '规则 0',
    kiosk.identity.sealingKey.id,
    '缺第 2 笔（已到 3），刚才起',
  ]) {
    expect(page).toContain(shown);
  }
  expect(page).not.toContain(canary.name);
  expect(page).not.toContain('<span class="red">缺第 2 笔');
  await hub.clock.advance(15 * 60_000);
  expect(await (await fetch(hub.url, { headers: asStaff })).text()).toContain(
    '<span class="red">缺第 2 笔（已到 3），15 分钟前起</span>',
  );
});

test('settings that could lose a commit are told in red above everything else', async () => {
  const url = await postgres.freshDatabase();
  await postgres.asSuperuser(`ALTER DATABASE ${new URL(url).pathname.slice(1)} SET synchronous_commit = off`);
  const unsafe = await startTestHub(url);
  try {
    const page = await (await fetch(unsafe.url)).text();
    expect(page).toContain('synchronous_commit 已关闭');
    expect(page.indexOf('role="alert"')).toBeLessThan(page.indexOf('class="tiles"'));
  } finally {
    await unsafe.stop();
  }
});

test('a branch name is text, whatever stands in it', async () => {
  const kiosk = { kioskId: 'K01', branchName: `<script>alert("1")</script>`, branchCode: `'&` };
  const issued = await issueEnrolmentCode(hub.pool, kiosk, hub.clock, randomInt);
  expect(issued.ok).toBe(true);
  const code = issued.ok ? issued.value.code : '';
  await hub.post('/v1/enrolments', { version: 1, code, deviceKey: 'A'.repeat(43) });
  const page = await (await fetch(hub.url, { headers: asStaff })).text();
  expect(page).not.toContain('<script');
  expect(page).toContain('&#60;script&#62;alert(&#34;1&#34;)&#60;/script&#62;（&#39;&#38;）');
});

const basic = (password: string) => `Basic ${Buffer.from(`staff:${password}`).toString('base64')}`;
const staffPaths = [
  '/',
  '/v1/records/recent',
  '/v1/metrics',
  '/work',
  '/work/1',
  '/slips',
  '/v1/slips/K01-1-000001',
];
const elsewhere = { host: 'hub.branch.example' };

test('where there is a staff token everybody needs it, also at the hub’s own machine', async () => {
  for (const path of staffPaths)
    for (const headers of [
      {},
      elsewhere,
      { authorization: basic('another-long-token') },
      { authorization: `Bearer ${staffToken}` },
    ])
      expect(await statusWith(headers, path), path).toBe(401);
  for (const path of ['/', '/v1/metrics'])
    expect(await statusWith({ ...elsewhere, via: '1.1 proxy', authorization: basic(staffToken) }, path)).toBe(
      200,
    );
  expect(await statusWith(elsewhere, '/v1/health')).toBe(200);
});

test.each(['/work/1/claim', '/work/1/settle', '/incidents/1/close', '/incidents/1/give-up'])(
  'nobody sends a form to %s without the token, nor with it from a foreign page',
  async (path) => {
    const send = (headers: Record<string, string>) =>
      sendForm(`${hub.url}${path}`, { token: '', by: '王', word: 'x' }, headers);
    expect((await send({ authorization: '', origin: hub.url })).status).toBe(401);
    expect((await send({ origin: hub.url })).status).toBe(403);
  },
);

describe('a hub without a staff token', () => {
  let tokenless: TestHub;
  beforeEach(async () => {
    tokenless = await startTestHub(await postgres.freshDatabase());
    return () => tokenless.stop();
  });

  test('shows its pages to a visitor at this very machine', async () => {
    for (const path of ['/', '/v1/metrics']) expect(await statusWith({}, path, tokenless)).toBe(200);
  });

  test.each([
    elsewhere,
    { 'x-forwarded-for': '10.0.0.7' },
    { 'x-forwarded-proto': 'https' },
    { 'x-forwarded-host': 'hub.branch.example' },
    { 'x-real-ip': '10.0.0.7' },
    { forwarded: 'for=10.0.0.7' },
    { via: '1.1 proxy' },
    { 'x-forwarded-for': '10.0.0.7', authorization: basic('undefined') },
  ])('shows nothing to somebody who came with %j', async (headers) => {
    for (const path of staffPaths) expect(await statusWith(headers, path, tokenless), path).toBe(401);
  });
});
