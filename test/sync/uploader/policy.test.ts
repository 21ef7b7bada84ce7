import { describe, expect, it } from 'vitest';
import type { KioskFacts } from '../../../core/contract/calls.ts';
import { err, ok } from '../../../core/lib/result.ts';
import { builtInRulesPack, type RulesPack } from '../../../core/rules/rules-pack.ts';
import type { Draft } from '../../../sync/outbox/accept.ts';
import { sweepMs } from '../../../sync/uploader/send-queue.ts';
import { signingKey, sealingKeyPair } from '../support/keys.ts';
import { kiosk, openedOutbox } from '../support/kiosk.ts';
import { draftOf } from '../support/people.ts';
import { pass, waiting } from '../support/settling.ts';

const holdingPack: RulesPack = {
  ...builtInRulesPack,
  holdBackSeconds: { 'claim-report': 600 },
  urgency: { 'parked-visit': 'deferrable' },
};

async function rig(rulesPack: RulesPack = holdingPack) {
  const machine = await kiosk(({ trust }) => ({ trust: { ...trust, rulesPack } }));
  const outbox = await openedOutbox(machine);
  return {
    ...machine,
    machine,
    outbox,
    /** Starts, and lets the spread of a demo kiosk pass. */
    async start() {
      const uploader = machine.uploaderOf(outbox);
      await machine.clock.advance(1_000);
      return uploader;
    },
    /** By each request that carried any. */
    sent: () =>
      machine.hub.uploads
        .map(({ records }) => records.map(({ envelope }) => envelope.header.sequence))
        .filter(({ length }) => length > 0),
    incidents: async () => (await machine.restartHost()).incidents().map(({ code }) => code),
  };
}

const somebody = (number: string, change: Partial<Draft> = {}): Draft => ({
  ...draftOf(),
  person: { name: '王秀英', number },
  ...change,
});
const parked = { kind: 'parked-visit', effect: 'parked' } as const;

describe('what is held back', () => {
  it('goes by itself when its time is up, and not before', async () => {
    const { start, outbox, clock, hub, sent } = await rig();
    await outbox.accept(draftOf());
    await start();
    await pass(clock, 598_000);
    expect(hub.held.size).toBe(0);
    await expect.poll(async () => (await pass(clock, 2_000), outbox.pending)).toBe(0);
    expect(sent()).toEqual([[1]]);
  });

  it('lets others go in front of it, once each, although no receipt covers them yet', async () => {
    const { start, outbox, clock, sent } = await rig();
    await outbox.accept(somebody('A'));
    await outbox.accept(somebody('B', parked));
    await start();
    await expect.poll(() => sent()).toEqual([[2]]);
    await pass(clock, sweepMs);
    expect(sent()).toEqual([[2]]);
    await expect.poll(async () => (await pass(clock, 60_000), outbox.pending)).toBe(0);
    // Once more alone, to see whether the hub still has it.
    expect(sent()).toEqual([[2], [2], [1]]);
  });

  it('goes at once, in front of everything, with the cancellation that takes it back', async () => {
    const { start, outbox, sent } = await rig();
    const regretted = somebody('A');
    await outbox.accept(somebody('B', parked));
    await outbox.accept(regretted);
    expect(await outbox.cancel(regretted.transactionId)).toMatchObject({ ok: true, value: { sequence: 3 } });
    await start();
    await expect.poll(() => outbox.pending).toBe(0);
    expect(sent()).toEqual([[2, 3, 1]]);
  });

  it('is not held anew by a kiosk that starts again with its wall clock at 1970', async () => {
    const { machine, outbox } = await rig();
    await outbox.accept(draftOf());
    const [row] = [...outbox.rows];
    const clock = { ...machine.clock, nowMs: () => 0 };
    const reopened = await openedOutbox(machine, {
      clock,
      facts: { ...machine.facts, clock: { bootId: 'another-boot', monotonicMs: 0, hubOffsetMs: null } },
    });
    const [again] = [...reopened.rows];
    expect(row!.heldUntilMs - outbox.clock.monotonicMs()).toBe(600_000);
    expect(again!.heldUntilMs - reopened.clock.monotonicMs()).toBe(0);
  });
});

describe('a cancellation', () => {
  it('names what it takes back, in the same order group, and is made once however often it is asked', async () => {
    const { outbox } = await rig();
    const draft = draftOf();
    await outbox.accept(draft);
    const [one, two] = await Promise.all([1, 2].map(() => outbox.cancel(draft.transactionId)));
    expect(one).toMatchObject({ ok: true, value: { sequence: 2 } });
    expect(two).toEqual(one);
    expect(await outbox.cancel(draft.transactionId)).toEqual(one);
    const [cancelled, cancellation] = (await waiting(outbox)).map(({ envelope }) => envelope.header);
    expect(cancellation).toMatchObject({
      kind: 'cancellation',
      urgency: 'urgent',
      holdBackSeconds: 0,
      orderGroup: cancelled!.orderGroup,
    });
  });

  it('has the same answer after both have left', async () => {
    const { outbox, start } = await rig();
    const draft = draftOf();
    await outbox.accept(draft);
    const first = await outbox.cancel(draft.transactionId);
    await start();
    await expect.poll(() => outbox.pending).toBe(0);
    expect(await outbox.cancel(draft.transactionId)).toEqual(first);
  });

  it('of what does not wait, or promises nothing, is refused by name', async () => {
    const { outbox, start } = await rig(builtInRulesPack);
    expect(await outbox.cancel(draftOf().transactionId)).toEqual({
      ok: false,
      error: { code: 'not-waiting', cause: 'unknown' },
    });
    const details = { ...draftOf(), ...parked };
    await outbox.accept(details);
    expect(await outbox.cancel(details.transactionId)).toMatchObject({ error: { code: 'not-cancellable' } });
    await start();
    await expect.poll(() => outbox.pending).toBe(0);
    expect(await outbox.cancel(details.transactionId)).toEqual({
      ok: false,
      error: { code: 'not-waiting', cause: 'with-the-hub' },
    });
  });
});

describe('keys and rules that come with an answer', () => {
  const document = (signature: string) => ({ text: '{}', keyId: 'rules-1', signature: signature.repeat(86) });

  it('are used from then on, without a new start: rules, sealing key, and who may sign a receipt', async () => {
    const { machine, outbox, start, hub } = await rig();
    const [sealing, rotated] = [await sealingKeyPair(), signingKey()];
    const trust: KioskFacts['trust'] = {
      sealingKey: { id: 'seal-2', publicKey: sealing.publicKey },
      receiptKeys: [...machine.facts.trust.receiptKeys, { id: 'receipt-2', publicKey: rotated.publicKey }],
      keysSerial: 5,
      rulesPack: { ...builtInRulesPack, serial: 9 },
    };
    machine.machine.offer = () => ok(trust);
    machine.machine.receiptKeys = [rotated.publicKey];
    hub.offers = { keys: document('K'), rules: document('R') };
    hub.signWith(rotated, 'receipt-2');
    await outbox.accept(draftOf());
    await start();
    await expect.poll(async () => (await pass(machine.clock, 60_000), outbox.pending)).toBe(0);
    await outbox.accept(draftOf());
    const [row] = await waiting(outbox);
    expect(row!.envelope.header).toMatchObject({
      sealingKeyId: 'seal-2',
      rulesSerial: 9,
      holdBackSeconds: 0,
    });
    await expect.poll(() => outbox.pending).toBe(0);
    const [first, ...later] = hub.uploads.map(({ knows }) => knows);
    expect(first).toEqual({ keys: 0, rules: 0 });
    for (const knows of later) expect(knows).toEqual({ keys: 5, rules: 9 });
  });

  it('are told to staff once when the host refuses them, and not offered again', async () => {
    const { machine, outbox, start, hub, calls, incidents } = await rig(builtInRulesPack);
    machine.machine.offer = () => err({ code: 'bad-signature' });
    hub.offers = { keys: null, rules: document('R') };
    await start();
    for (let at = 0; at < 3; at += 1) {
      await outbox.accept(draftOf());
      await expect.poll(() => outbox.pending).toBe(0);
    }
    expect(calls.filter((name) => name === 'trust.offer')).toHaveLength(1);
    expect(await incidents()).toEqual(['trust-refused']);
    expect(outbox.trust).toEqual(machine.facts.trust);
  });

  it('are each judged by themselves: bad keys keep no good rules from the page', async () => {
    const { machine, outbox, start, hub, incidents } = await rig(builtInRulesPack);
    machine.machine.offer = ({ kind }) =>
      kind === 'keys'
        ? err({ code: 'bad-signature' })
        : ok({ ...machine.facts.trust, rulesPack: { ...builtInRulesPack, serial: 9 } });
    hub.offers = { keys: document('K'), rules: document('R') };
    await outbox.accept(draftOf());
    await start();
    await expect.poll(() => outbox.trust.rulesPack.serial).toBe(9);
    expect(await incidents()).toEqual(['trust-refused']);
  });

  it('are offered again once other keys are trusted, which may be what they are signed with', async () => {
    const { machine, outbox, start, hub } = await rig(builtInRulesPack);
    const { trust } = machine.facts;
    let keysSerial = 0;
    machine.machine.offer = ({ kind }) => {
      if (kind === 'keys') return ok({ ...trust, keysSerial: (keysSerial += 1) });
      if (keysSerial < 2) return err({ code: 'bad-signature' });
      return ok({ ...trust, keysSerial, rulesPack: { ...builtInRulesPack, serial: 9 } });
    };
    hub.offers = { keys: document('K'), rules: document('R') };
    await start();
    for (let at = 0; at < 2; at += 1) {
      await outbox.accept(draftOf());
      await expect.poll(() => outbox.pending).toBe(0);
    }
    await expect.poll(() => outbox.trust.rulesPack.serial).toBe(9);
  });

  it('are judged by the time of the hub that offers them, also where the own clock is years off', async () => {
    const { machine, outbox, start, hub } = await rig(builtInRulesPack);
    const times: number[] = [];
    machine.machine.offer = (offer) => {
      if (offer.kind === 'rules') times.push(offer.nowMs);
      return err({ code: 'older' });
    };
    hub.offers = { keys: null, rules: document('R') };
    const hubNowMs = Date.UTC(2031, 5, 1);
    hub.timeMs = hubNowMs;
    await outbox.accept(draftOf());
    await start();
    await expect.poll(() => outbox.pending).toBe(0);
    expect(times[0]).toBeGreaterThanOrEqual(hubNowMs);
  });

  it('are no matter for staff when they are merely old', async () => {
    const { machine, outbox, start, hub, incidents } = await rig(builtInRulesPack);
    machine.machine.offer = () => err({ code: 'older' });
    hub.offers = { keys: document('K'), rules: null };
    await outbox.accept(draftOf());
    await start();
    await expect.poll(() => outbox.pending).toBe(0);
    expect(await incidents()).toEqual([]);
  });
});

describe('what the hub is told of the kiosk', () => {
  it('comes with the first request and then once a minute: how much waits and since when', async () => {
    const { outbox, start, hub, clock } = await rig(builtInRulesPack);
    await outbox.accept(draftOf());
    await start();
    await expect.poll(() => outbox.pending).toBe(0);
    await outbox.accept(draftOf());
    await expect.poll(() => outbox.pending).toBe(0);
    await clock.advance(60_000);
    await expect.poll(() => hub.uploads.length).toBe(3);
    expect(hub.uploads.map(({ report }) => report !== undefined)).toEqual([true, false, true]);
    expect(hub.uploads[0]!.report).toMatchObject({
      pending: 1,
      oldestAcceptedAt: '2026-11-02T01:00:00.000Z',
      journalSequence: 1,
      closedBecause: null,
    });
  });
});

describe('the pace that the hub sets', () => {
  it('is kept over a new start: the first contact spreads over what was published last', async () => {
    const { machine, outbox, start, hub, clock } = await rig(builtInRulesPack);
    hub.spreadSeconds = 600;
    await outbox.accept(draftOf());
    const uploader = await start();
    await expect.poll(() => outbox.pending).toBe(0);
    await uploader.stop();
    const reopened = await openedOutbox(machine);
    expect(reopened.spreadSeconds).toBe(600);
    await reopened.accept(draftOf());
    machine.uploaderOf(reopened);
    await clock.advance(1_000);
    expect(hub.uploads).toHaveLength(1);
    await clock.advance(600_000);
    await expect.poll(() => reopened.pending).toBe(0);
  });
});
