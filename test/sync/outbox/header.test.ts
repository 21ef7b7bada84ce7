import { describe, expect, it } from 'vitest';
import { builtInRulesPack } from '../../../core/rules/rules-pack.ts';
import { orderGroupOf } from '../../../sync/outbox/envelopes.ts';
import type { Draft } from '../../../sync/outbox/accept.ts';
import { kiosk, openedOutbox } from '../support/kiosk.ts';
import { draftOf } from '../support/people.ts';
import { sendOnce, waiting } from '../support/settling.ts';

async function headersOf(drafts: readonly Draft[], change?: Parameters<typeof kiosk>[0]) {
  const machine = await kiosk(change);
  const outbox = await openedOutbox(machine);
  for (const draft of drafts) await outbox.accept(draft);
  return (await waiting(outbox)).map(({ envelope }) => envelope.header);
}

const somebody = (number: string): Draft => ({ ...draftOf(), person: { name: '王秀英', number } });

describe('the clear header', () => {
  it('has the urgency of the answers, the band of the amount and the rules that let it through', async () => {
    const death = { what: { kind: 'choice', option: 'death', by: 'customer' } } as const;
    const rulesPack = { ...builtInRulesPack, serial: 4, holdBackSeconds: { 'claim-report': 300 } };
    const offline = { ...rulesPack.offline, largestBand: 'to-50000', totalFen: '9999999' } as const;
    const [header] = await headersOf(
      [{ ...draftOf(), answers: death, amountFen: '2000000' }],
      ({ trust }) => ({
        trust: { ...trust, rulesPack: { ...rulesPack, offline } },
      }),
    );
    expect(header).toMatchObject({
      urgency: 'urgent',
      amountBand: 'to-50000',
      holdBackSeconds: 300,
      rulesSerial: 4,
      supersedes: null,
      chunkHashes: [],
    });
  });

  it('names the slip that the record takes the place of', async () => {
    const outbox = await openedOutbox(await kiosk());
    await outbox.accept(draftOf(), { supersedes: 'K01-1-000007' });
    expect((await waiting(outbox))[0]?.envelope.header.supersedes).toBe('K01-1-000007');
  });

  it('groups the records of one person, also after a new start, and differently at every kiosk', async () => {
    const machine = await kiosk();
    await (await openedOutbox(machine)).accept(somebody('11010519491231002X'));
    const again = await openedOutbox(machine);
    await again.accept(somebody('11010519491231002X'));
    await again.accept(somebody('110105194912310038'));
    const [first, second, other] = (await waiting(again)).map(({ envelope }) => envelope.header.orderGroup);
    expect(second).toBe(first);
    expect(other).not.toBe(first);
    const [elsewhere] = await headersOf([somebody('11010519491231002X')]);
    expect(elsewhere?.orderGroup).not.toBe(first);
  });

  it('names nobody by it: it has sixteen bits, evenly used', () => {
    const salt = 'A'.repeat(43);
    const groups = new Set(Array.from({ length: 1_000 }, (_, at) => orderGroupOf(String(at), salt)));
    for (const group of groups) expect(group).toBeLessThan(65_536);
    expect(groups.size).toBeGreaterThan(950);
  });

  it('tells the run of the machine and its monotonic clock as of accepting', async () => {
    const machine = await kiosk(() => ({
      clock: { bootId: 'boot-one', monotonicMs: 70_000, hubOffsetMs: null },
    }));
    const outbox = await openedOutbox(machine);
    await machine.clock.advance(5_000);
    await outbox.accept(draftOf());
    expect((await waiting(outbox))[0]?.envelope.header.clock).toEqual({
      bootId: 'boot-one',
      monotonicMs: 75_000,
      hubOffsetMs: null,
    });
  });

  it("tells how far the hub's clock was ahead at the last verified receipt", async () => {
    const machine = await kiosk();
    const outbox = await openedOutbox(machine);
    machine.hub.timeMs = machine.clock.nowMs() + 3_600_000;
    await outbox.accept(draftOf());
    expect(await sendOnce(machine, outbox)).toMatchObject({ ok: true });
    await outbox.accept(draftOf());
    expect((await waiting(outbox))[0]?.envelope.header.clock.hubOffsetMs).toBe(3_600_000);
  });
});
