import { describe, expect, it } from 'vitest';
import { builtInRulesPack, type RulesPack } from '../../../core/rules/rules-pack.ts';
import type { Draft } from '../../../sync/outbox/accept.ts';
import { kiosk, openedOutbox } from '../support/kiosk.ts';
import { draftOf } from '../support/people.ts';
import { sendOnce } from '../support/settling.ts';

const dayMs = 86_400_000;

function branch(offline: Partial<RulesPack['offline']>, pack: Partial<RulesPack> = {}) {
  const rulesPack = {
    ...builtInRulesPack,
    ...pack,
    offline: { ...builtInRulesPack.offline, largestBand: 'to-50000', totalFen: '9000000', ...offline },
  } as const;
  return kiosk(({ trust }) => ({ trust: { ...trust, rulesPack } }));
}

const claimOf = (amountFen?: string): Draft => ({
  ...draftOf(),
  ...(amountFen === undefined ? {} : { amountFen }),
});
const parked = (): Draft => ({ ...draftOf(), kind: 'parked-visit', effect: 'parked' });

describe('a kiosk that cannot ask the hub', () => {
  it('takes no more than the count that the rules allow, and says so before a customer begins', async () => {
    const outbox = await openedOutbox(await branch({ count: 2 }));
    expect(outbox.closedBecause).toBeNull();
    for (let at = 0; at < 2; at += 1) expect(await outbox.accept(claimOf())).toMatchObject({ ok: true });
    expect(outbox.closedBecause).toBe('offline-limit');
    expect(await outbox.accept(claimOf())).toEqual({
      ok: false,
      error: { code: 'offline-limit', cause: 'count' },
    });
  });

  it('holds callers who come together to the same bounds', async () => {
    const outbox = await openedOutbox(await branch({ count: 2 }));
    const answers = await Promise.all([1, 2, 3, 4].map(() => outbox.accept(claimOf())));
    expect(answers.map(({ ok }) => ok)).toEqual([true, true, false, false]);
  });

  it('counts amounts at the upper ends of their bands, also after a new start', async () => {
    const machine = await branch({ totalFen: '1200000' });
    const outbox = await openedOutbox(machine);
    expect(await outbox.accept(claimOf('100001'))).toMatchObject({ ok: true });
    expect(await outbox.accept(claimOf('100001'))).toMatchObject({ error: { cause: 'total' } });
    const again = await openedOutbox(machine);
    expect(await again.accept(claimOf('100001'))).toMatchObject({ error: { cause: 'total' } });
    expect(await again.accept(claimOf('99999'))).toMatchObject({ ok: true });
    expect(await again.accept(claimOf('5000001'))).toMatchObject({ error: { cause: 'largest-band' } });
  });

  it('counts again after the database was wiped, from what the journal gives back', async () => {
    const machine = await branch({ totalFen: '1000000' });
    await (await openedOutbox(machine)).accept(claimOf('100001'));
    machine.wipeDatabase();
    expect(await (await openedOutbox(machine)).accept(claimOf('1'))).toMatchObject({
      error: { cause: 'total' },
    });
  });

  it('may take more as soon as the hub has signed for what waited', async () => {
    const machine = await branch({ totalFen: '1000000', count: 1 });
    const outbox = await openedOutbox(machine);
    await outbox.accept(claimOf('100001'));
    expect(await sendOnce(machine, outbox)).toMatchObject({ ok: true });
    expect(await outbox.accept(claimOf('100001'))).toMatchObject({ ok: true });
  });

  it('takes nothing beside a record that waits too long', async () => {
    const machine = await branch({ ageHours: 24 });
    const outbox = await openedOutbox(machine);
    await outbox.accept(claimOf());
    await machine.clock.advance(dayMs);
    expect(await outbox.accept(claimOf())).toMatchObject({ ok: true });
    await machine.clock.advance(1);
    expect(await outbox.accept(claimOf())).toMatchObject({ error: { code: 'offline-limit', cause: 'age' } });
  });

  it('takes details only once its rules have run out', async () => {
    const outbox = await openedOutbox(await branch({}, { expiresAt: '2026-11-01T00:00:00.000Z' }));
    expect(outbox.closedBecause).toBe('rules-expired');
    expect(await outbox.accept(claimOf())).toEqual({
      ok: false,
      error: { code: 'rules-expired', cause: 'rules-expired' },
    });
    expect(await outbox.accept(parked())).toMatchObject({ ok: true });
  });

  it('always takes a call-back and a cancellation', async () => {
    const outbox = await openedOutbox(await branch({ count: 1 }));
    const draft = claimOf();
    await outbox.accept(draft);
    expect(await outbox.accept(claimOf())).toMatchObject({ ok: false });
    expect(await outbox.accept(parked())).toMatchObject({ ok: true });
    expect(await outbox.cancel(draft.transactionId)).toMatchObject({ ok: true });
  });
});
