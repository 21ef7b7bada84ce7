import { expect, test } from 'vitest';
import { slipInWords } from '../../../hub/status/slip-words.ts';
import type { SlipStanding } from '../../../hub/work/slip-standing.ts';

const receivedAt = new Date('2026-11-02T04:00:00Z');
const said = (standing: SlipStanding) => Object.values(slipInWords(standing)).join(' ');

test('every standing of a slip has words to read out, and says what happens next', () => {
  expect(said({ at: 'unknown-kiosk' })).toContain('没有这个编号');
  expect(said({ at: 'not-arrived' })).toContain('网络恢复后会自动送达，凭条照样有效');
  expect(said({ at: 'being-decided', receivedAt })).toContain('正在审核');
  expect(said({ at: 'counted-elsewhere', slipNumber: 'K01-1-000001' })).toContain('K01-1-000001');
  expect(said({ at: 'withdrawn', receivedAt })).toContain('已按您的要求撤销');
  expect(said({ at: 'superseded', receivedAt, slipNumber: 'K01-1-000009' })).toContain('K01-1-000009');
});

test('an accepted record says until when it can be taken back, in the time of the branch', () => {
  expect(said({ at: 'accepted', receivedAt, effectiveAt: new Date('2026-11-03T04:00:00Z') })).toContain(
    '11月3日周二 12:00。在此之前可以撤销',
  );
  expect(said({ at: 'accepted', receivedAt, effectiveAt: null })).toContain('已经有效');
});

test('a record that was sent back says what happens next and until when, and nothing of anybody else', () => {
  const dueAt = new Date('2026-11-03T09:00:00Z');
  const sentBack = { at: 'sent-back', receivedAt, names: 'K01-1-000001', dueAt, lastCall: null } as const;
  const repeated = said({ ...sentBack, reason: 'already-reported' });
  for (const part of ['您已经报过案', '最迟 11月3日周二 17:00']) expect(repeated).toContain(part);
  const shared = said({ ...sentBack, reason: 'phone-shared' });
  expect(shared).toContain('核对一下手机号');
  for (const secret of ['K01-1-000001', '诈骗', '几位客户']) expect(shared).not.toContain(secret);
  expect(said({ ...sentBack, reason: 'call-back', dueAt: null })).toContain('不予受理');
  expect(said({ ...sentBack, reason: 'of-a-newer-hub' })).toContain('会联系您');
});

test('a customer who was not reached hears that we ring again', () => {
  const dueAt = new Date('2026-11-03T09:00:00Z');
  const rung = { at: 'sent-back', receivedAt, names: null, dueAt, reason: 'call-back' } as const;
  expect(said({ ...rung, lastCall: 'not-reached' })).toContain('没有接通，最迟 11月3日周二 17:00 再打给您');
  expect(said({ ...rung, lastCall: 'reached' })).toContain('最迟 11月3日周二 17:00 处理');
});

const dueAt = new Date('2026-11-03T09:00:00Z');
const troubles: readonly SlipStanding[] = [
  { at: 'missing' },
  { at: 'given-up' },
  ...(['fork', 'bad-chain', 'too-large'] as const).map(
    (because) => ({ at: 'refused', because, dueAt }) as const,
  ),
  { at: 'disputed', receivedAt, dueAt },
  ...(['unreadable', 'stuck', 'key-missing'] as const).map(
    (because) => ({ at: 'held-up', receivedAt, because, dueAt }) as const,
  ),
];

test.each(troubles)(
  'what is the matter with a slip is told to staff, and kindly to its customer: %j',
  (standing) => {
    const { headline, next, staff } = slipInWords(standing);
    expect(staff).not.toBeUndefined();
    if ('dueAt' in standing) expect(staff).toContain('办理期限 11月3日周二 17:00');
    expect(next).toContain('请收好凭条');
    for (const word of ['拒收', '异常', '伪造', 'hub-keys', '总部', '自动送达'])
      expect(headline + next).not.toContain(word);
  },
);
