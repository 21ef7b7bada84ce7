import { expect, test } from 'vitest';
import * as v from 'valibot';
import { enrolmentAnswerSchema, type EnrolmentAnswer } from '../../sync/protocol/wire.ts';
import { hub, hubForEachTest } from '../support/each-test-hub.ts';
import { newDeviceKey } from '../support/kiosk-envelopes.ts';

hubForEachTest();

const kiosks = async () => (await hub.pool.query('SELECT FROM kiosks')).rowCount;

const enrol = (code: string, deviceKey = newDeviceKey().publicKey) =>
  hub.post<EnrolmentAnswer & { error?: string }>('/v1/enrolments', { version: 1, code, deviceKey });

test('a code buys a kiosk its identity and the public keys of the hub', async () => {
  const answer = await enrol(await hub.issueCode('K07'));
  expect(answer.status).toBe(200);
  expect(v.parse(enrolmentAnswerSchema, answer.body)).toMatchObject({
    kioskId: 'K07',
    epoch: 1,
    branchName: '城东支公司',
    branchCode: '3101',
  });
});

test('a used code is refused to another device and repeated to the one that used it', async () => {
  const code = await hub.issueCode();
  const deviceKey = newDeviceKey().publicKey;
  const first = await enrol(code, deviceKey);
  const stranger = await enrol(code);
  expect([stranger.status, stranger.body.error]).toEqual([403, 'code-used']);
  expect((await enrol(code, deviceKey)).body).toEqual(first.body);
  expect(await kiosks()).toBe(1);
});

test('of eight devices that offer one code at the same moment exactly one is enrolled', async () => {
  const code = await hub.issueCode();
  const answers = await Promise.all(Array.from({ length: 8 }, () => enrol(code)));
  expect(answers.map(({ body }) => body.error ?? 'enrolled').toSorted((a, b) => a.localeCompare(b))).toEqual([
    ...Array<string>(7).fill('code-used'),
    'enrolled',
  ]);
  expect(await kiosks()).toBe(1);
});

test('a wrong code and a code of yesterday are refused by name', async () => {
  const code = await hub.issueCode();
  expect((await enrol('AAAA-BBBB-CCCC')).body.error).toBe('code-unknown');
  await hub.clock.advance(24 * 60 * 60 * 1000);
  expect((await enrol(code)).body.error).toBe('code-expired');
});

test('a kiosk that is set up anew gets the next epoch', async () => {
  await hub.enrolledKiosk('K01');
  expect((await hub.enrolledKiosk('K01')).identity.epoch).toBe(2);
});

test('an epoch that was handed out after the dump was made is not handed out again once that dump is restored', async () => {
  await hub.enrolledKiosk('K01');
  await hub.clock.advance(24 * 3_600_000);
  const lost = (await hub.enrolledKiosk('K01')).identity.epoch;
  await hub.pool.query('DELETE FROM enrolment_codes WHERE used_epoch = $1', [lost]);
  await hub.pool.query('DELETE FROM kiosks WHERE epoch = $1', [lost]);
  await hub.clock.advance(60_000);
  expect((await hub.enrolledKiosk('K01')).identity.epoch).toBeGreaterThan(lost);
});

test('guessing is slowed down, with the time after which to come again', async () => {
  const answers = [];
  for (let attempt = 0; attempt < 11; attempt += 1) answers.push(await enrol('AAAA-BBBB-CCCC'));
  expect(answers.map(({ status }) => status)).toEqual([...Array<number>(10).fill(403), 429]);
  expect(answers.at(-1)!.headers.get('retry-after')).toBe('60');
  await hub.clock.advance(60_000);
  expect((await enrol('AAAA-BBBB-CCCC')).status).toBe(403);
});

test('an enrolment of the wrong shape is refused without repeating what stood in it', async () => {
  const answer = await hub.post('/v1/enrolments', { version: 1, code: 'secret', deviceKey: 'x' });
  expect([answer.status, answer.body]).toEqual([400, { error: 'bad-enrolment', at: 'code deviceKey' }]);
});
