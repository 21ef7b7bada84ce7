import { describe, expect, it, vi } from 'vitest';
import type { KioskFacts } from '../../../core/contract/calls.ts';
import { ok } from '../../../core/lib/result.ts';
import { builtInRulesPack } from '../../../core/rules/rules-pack.ts';
import { kiosk, openedOutbox } from '../support/kiosk.ts';
import { draftOf } from '../support/people.ts';
import { pass } from '../support/settling.ts';
import { uploaderRig } from '../support/uploader-rig.ts';

describe('a kiosk that nobody visits', () => {
  it('makes itself known at its first contact and then every minute, with how it stands', async () => {
    const { start, hub, clock, machine } = await uploaderRig();
    await start();
    for (let seconds = 0; hub.uploads.length < 4 && seconds < 300; seconds += 1) {
      await pass(clock, 1_000);
      await machine.quiet();
    }
    const atMs = hub.uploads.map((upload) => upload.clock.monotonicMs);
    expect(atMs).toHaveLength(4);
    for (const [at, ms] of atMs.slice(1).entries()) {
      expect(ms - atMs[at]!).toBeGreaterThanOrEqual(60_000);
      expect(ms - atMs[at]!).toBeLessThan(120_000);
    }
    for (const { records, report } of hub.uploads) {
      expect(records).toEqual([]);
      expect(report).toMatchObject({ pending: 0, receiptedSequence: 0 });
    }
  });

  it('opens again when the hub has newer rules than those that have run out', async () => {
    const machine = await kiosk(expired);
    const outbox = await openedOutbox(machine);
    machine.machine.offer = () => ok({ ...machine.facts.trust, rulesPack: builtInRulesPack });
    machine.hub.offers = { keys: null, rules: { text: '{}', keyId: 'rules-1', signature: 'x'.repeat(86) } };
    expect(outbox.closedBecause).toBe('rules-expired');
    machine.uploaderOf(outbox);
    await machine.clock.advance(1_000);
    await vi.waitFor(() => expect(outbox.closedBecause).toBeNull());
    expect(await outbox.accept(draftOf())).toMatchObject({ ok: true, value: { sequence: 1 } });
  });

  it('asks again with a growing pause while the line is down, and never in a circle', async () => {
    const { start, hub, clock, troubled } = await uploaderRig();
    hub.weather = { kind: 'down' };
    await start();
    await troubled('hub-unreachable');
    await pass(clock, 10 * 60_000);
    expect(hub.uploads.length).toBeLessThan(15);
  });
});

function expired({ trust }: KioskFacts): Partial<KioskFacts> {
  const expiresAt = '2020-01-01T00:00:00.000Z';
  return { trust: { ...trust, rulesPack: { ...builtInRulesPack, expiresAt } } };
}
