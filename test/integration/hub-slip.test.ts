import { describe, expect, test } from 'vitest';
import { noHash } from '../../core/records/envelope.ts';
import { postgresStore } from '../../hub/ingest/postgres-store.ts';
import { deliver, desk, deskForEachTest, kiosk } from '../support/each-test-desk.ts';
import { hub } from '../support/each-test-hub.ts';
import { parkedVisit } from '../support/errand-records.ts';
import { contactChange, makeEnvelope } from '../support/kiosk-envelopes.ts';
import { asStaff } from '../support/staff-desk.ts';

deskForEachTest();

describe('a slip', () => {
  test('is followed from the kiosk to its final state', async () => {
    expect(await desk.standing('K09-1-000001')).toEqual({ at: 'unknown-kiosk' });
    expect(await desk.standing('k01-1-000001')).toEqual({ at: 'not-arrived' });
    await deliver(contactChange());
    expect(await desk.standing('K01-1-000001')).toEqual({
      at: 'accepted',
      receivedAt: new Date(hub.clock.nowMs()).toISOString(),
      effectiveAt: new Date(hub.clock.nowMs() + 24 * 3_600_000).toISOString(),
    });
    await deliver(parkedVisit());
    expect(await desk.standing('K01-1-000002')).toMatchObject({
      at: 'sent-back',
      reason: 'call-back',
      lastCall: null,
      dueAt: '2026-11-03T09:00:00.000Z',
    });
    await deliver(contactChange({ answers: {} }), { supersedes: 'K01-1-000002' });
    expect(await desk.standing('K01-1-000002')).toMatchObject({
      at: 'superseded',
      slipNumber: 'K01-1-000003',
    });
  });

  test('of a transaction that came under two numbers names the one that counts', async () => {
    const record = contactChange();
    await deliver(record);
    await deliver(record, { transactionId: record.transactionId });
    expect(await desk.standing('K01-1-000002')).toEqual({
      at: 'counted-elsewhere',
      slipNumber: 'K01-1-000001',
    });
  });

  describe('whose record did not become one', () => {
    const isAt = async (sequence: number, expected: object) =>
      expect(await desk.standing(`K01-1-00000${sequence}`)).toMatchObject(expected);
    const foreign = (sequence: number, previousHash: string, record = contactChange()) =>
      makeEnvelope(kiosk.identity, kiosk.deviceKey, record, { sequence, previousHash });

    test('because the chain was broken or it was too large, is told as refused, also when that is closed', async () => {
      await deliver(contactChange());
      await hub.upload(kiosk, [await foreign(2, 'A'.repeat(43))]);
      await isAt(2, { at: 'refused', because: 'bad-chain', dueAt: null });
      await hub.clock.advance(5_000);
      await expect.poll(() => desk.standing('K01-1-000002')).toMatchObject({ dueAt: expect.any(String) });
      await desk.send('/', '/incidents/1/close', { by: '李', word: '已补办' });
      await isAt(2, { at: 'refused', because: 'bad-chain', dueAt: null });
      expect(await desk.read('/slips?number=K01-1-000002')).toContain('员工须知（不读给客户）：');
    });

    test('because another took its number, is disputed until staff have compared the two', async () => {
      await deliver(contactChange());
      await hub.upload(kiosk, [await foreign(1, noHash)]);
      await isAt(1, { at: 'disputed' });
      await desk.send('/', '/incidents/1/close', { by: '李', word: '凭条是前一份' });
      await isAt(1, { at: 'accepted' });
    });

    test('because it is missing, is looked for, and then given up', async () => {
      const [one, , three] = await kiosk.nextMany(3);
      await hub.upload(kiosk, [one!, three!]);
      await isAt(2, { at: 'not-arrived' });
      const now = hub.clock.nowMs();
      await postgresStore(hub.pool).watchGaps(now, now);
      await isAt(2, { at: 'missing' });
      await desk.send('/', '/incidents/1/give-up', { by: '李', word: '两处都没有' });
      await isAt(2, { at: 'given-up' });
    });

    test('because it does not open, is held up', async () => {
      await deliver(contactChange(), { sealingKeyId: 'seal-of-nobody' });
      await expect
        .poll(() => desk.standing('K01-1-000001'))
        .toMatchObject({ at: 'held-up', because: 'unreadable' });
    });
  });

  test('is read out on a page, and a number that is none is named as such', async () => {
    await deliver(contactChange());
    const page = await desk.read('/slips?number=k01-1-000001');
    for (const shown of ['已通过', 'K01-1-000001', '在此之前可以撤销']) expect(page).toContain(shown);
    expect(await desk.read('/slips?number=%3Cscript%3E')).toContain('编号不对');
    expect(await desk.read('/slips?number=%3Cscript%3E')).not.toContain('<script');
    for (const wrong of ['K01', 'K01-0-000001', 'K01-1-000000', 'K01-9999999999-000001', '%00'])
      expect((await fetch(`${hub.url}/v1/slips/${wrong}`, { headers: asStaff })).status, wrong).toBe(400);
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
