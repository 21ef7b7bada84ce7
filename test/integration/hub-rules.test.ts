import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { Chunk, Envelope } from '../../core/records/envelope.ts';
import { sealChunk } from '../../sync/sealing/chunk.ts';
import { count, deliverAll, hub, hubForEachTest, rows, states, stumbleAt } from '../support/each-test-hub.ts';
import { cancellationOf, claim, personNamed, phoneOf, sealAll } from '../support/errand-records.ts';
import { contactChange, uploadOf, type TestKiosk } from '../support/kiosk-envelopes.ts';

hubForEachTest();

const decisions = (sequence: number) =>
  rows('SELECT rule, state, reason, names FROM decisions WHERE sequence = $1 ORDER BY id', [sequence]);

function sealPiece(
  kiosk: TestKiosk,
  transactionId: string,
  kioskId = kiosk.identity.kioskId,
): Promise<Chunk> {
  const place = { transactionId, index: 0, kioskId };
  return sealChunk(Uint8Array.of(1, 2, 3), place, kiosk.identity.sealingKey);
}

describe('what arrives is decided', () => {
  test('and each decision is kept with its rule, its reason and a hash of what it was made on', async () => {
    const kiosk = await hub.enrolledKiosk();
    await deliverAll(kiosk, await sealAll(kiosk, [claim('A'), claim('A'), claim('A', '2026-11-03')]));
    expect(await states()).toEqual(['accepted', 'rejected', 'needs-info']);
    const decided = await rows(
      'SELECT sequence, rule, state, reason, names, inputs_hash AS hash, decided_at AS at FROM decisions ORDER BY id',
    );
    const hash = expect.stringMatching(/^[\w-]{43}$/);
    const at = new Date(hub.clock.nowMs());
    expect(decided).toEqual([
      {
        sequence: 1,
        rule: 'default',
        state: 'accepted',
        reason: 'nothing-against-it',
        names: null,
        hash,
        at,
      },
      {
        sequence: 2,
        rule: 'already-reported',
        state: 'rejected',
        reason: 'already-reported',
        names: 'K01-1-000001',
        hash,
        at,
      },
      {
        sequence: 3,
        rule: 'day-of-loss-in-future',
        state: 'needs-info',
        reason: 'day-of-loss-in-future',
        names: null,
        hash,
        at,
      },
    ]);
    for (const sql of [`UPDATE decisions SET state = ''`, 'DELETE FROM decisions', 'TRUNCATE decisions'])
      await expect(hub.pool.query(sql)).rejects.toThrow(/append-only|foreign key/);
  });

  test('a number that a second customer gives sends both to a person, whoever came first', async () => {
    const kiosk = await hub.enrolledKiosk();
    const envelopes = await sealAll(kiosk, [
      contactChange({ person: personNamed('A'), answers: phoneOf('13900000001') }),
      contactChange({ person: personNamed('C'), answers: phoneOf('13900000002') }),
      contactChange({ person: personNamed('B'), answers: phoneOf('13900000001') }),
    ]);
    await deliverAll(kiosk, envelopes.slice(2));
    expect(await states()).toEqual(['accepted']);
    await deliverAll(kiosk, envelopes.slice(0, 2));
    expect(await states()).toEqual(['needs-info', 'accepted', 'needs-info']);
    expect(await decisions(3)).toEqual([
      { rule: 'default', state: 'accepted', reason: 'nothing-against-it', names: null },
      { rule: 'phone-shared', state: 'needs-info', reason: 'phone-shared', names: 'K01-1-000001' },
    ]);
  });

  test('a cancellation takes back what it names, before it, with it, or after it', async () => {
    const kiosk = await hub.enrolledKiosk();
    const targets = ['A', 'B', 'C'].map((number) =>
      contactChange({ person: personNamed(number), answers: phoneOf(`139000000${number.charCodeAt(0)}`) }),
    );
    const [a, b, c, cancelA, cancelB, cancelC] = await sealAll(kiosk, [
      ...targets,
      ...targets.map(cancellationOf),
    ]);
    await deliverAll(kiosk, [cancelA!]);
    expect(await count(`work_items`)).toBe(0);
    await deliverAll(kiosk, [a!, b!, cancelB!, c!]);
    await deliverAll(kiosk, [cancelC!]);
    expect(await states()).toEqual([
      'withdrawn',
      'withdrawn',
      'withdrawn',
      'accepted',
      'accepted',
      'accepted',
    ]);
  });

  test('a cancellation after the effect is rejected', async () => {
    const kiosk = await hub.enrolledKiosk();
    const target = contactChange();
    const [first, second] = await sealAll(kiosk, [target, cancellationOf(target)]);
    await deliverAll(kiosk, [first!]);
    await hub.clock.advance(24 * 3_600_000 + 1);
    await deliverAll(kiosk, [second!]);
    expect(await states()).toEqual(['accepted', 'rejected']);
  });

  test('a cancellation whose record never comes goes to a person after a day', async () => {
    const kiosk = await hub.enrolledKiosk();
    const [, second] = await sealAll(kiosk, [contactChange(), cancellationOf(contactChange())]);
    await deliverAll(kiosk, [second!]);
    expect(await states()).toEqual(['delivered']);
    await hub.clock.advance(24 * 3_600_000 + 60_000);
    await expect.poll(states).toEqual(['needs-info']);
  });

  test('a record that comes again, recovered or for a visit that was parked, goes to a person', async () => {
    const kiosk = await hub.enrolledKiosk();
    const parked = contactChange({ kind: 'parked-visit', effect: 'parked', person: personNamed('B') });
    await deliverAll(kiosk, await sealAll(kiosk, [parked]));
    await deliverAll(kiosk, await sealAll(kiosk, [contactChange({ answers: {} })]), true);
    expect(await rows('SELECT reason FROM decisions ORDER BY id')).toEqual([
      { reason: 'call-back' },
      { reason: 'customer-may-not-know' },
    ]);
  });

  test('attachments that are still on their way are waited for', async () => {
    const kiosk = await hub.enrolledKiosk();
    const record = contactChange();
    const piece = await sealPiece(kiosk, record.transactionId);
    const envelope = await kiosk.next(record, { chunkHashes: [piece.hash] });
    await deliverAll(kiosk, [envelope]);
    expect(await states()).toEqual(['delivered']);
    await hub.postUpload(kiosk, { ...uploadOf(kiosk.identity, [envelope]), chunks: [piece] });
    await hub.clock.advance(60_000);
    await expect.poll(states).toEqual(['accepted']);
  });

  test('a piece of an attachment that does not open is an incident, and a person decides on its record', async () => {
    const kiosk = await hub.enrolledKiosk();
    const record = contactChange();
    const good = await sealPiece(kiosk, record.transactionId);
    // Sealed for another kiosk: its hash fits, its content opens nowhere.
    const wrong = await sealPiece(kiosk, record.transactionId, 'K02');
    const envelope = await kiosk.next(record, { chunkHashes: [good.hash, wrong.hash] });
    const after = await kiosk.next(contactChange({ answers: {} }));
    const upload = { ...uploadOf(kiosk.identity, [envelope, after]), chunks: [good, wrong] };
    expect((await hub.postUpload(kiosk, upload)).body.verdicts.map(({ verdict }) => verdict)).toEqual([
      'accepted',
      'accepted',
    ]);
    await hub.allDecided();
    expect(await states()).toEqual(['needs-info', 'accepted']);
    expect(await decisions(1)).toMatchObject([{ rule: 'attachments', reason: 'attachments-unreadable' }]);
    expect(await rows('SELECT kind, sequence, detail FROM incidents')).toEqual([
      { kind: 'chunk-unreadable', sequence: 1, detail: wrong.hash },
    ]);
    expect(await count(`work_items WHERE reason = 'attachments-unreadable'`)).toBe(1);
    expect(await count('tried_chunks WHERE trouble IS NULL')).toBe(1);
  });

  test('a resubmission takes the place of the record that was sent back, and closes its work item', async () => {
    const kiosk = await hub.enrolledKiosk();
    await deliverAll(kiosk, await sealAll(kiosk, [claim('A', '2026-11-09')]));
    await deliverAll(kiosk, [await kiosk.next(claim('A'), { supersedes: 'K01-1-000001' })]);
    expect(await states()).toEqual(['superseded', 'accepted']);
    expect(await rows('SELECT state, names FROM work_items')).toEqual([
      { state: 'resubmitted', names: null },
    ]);
    expect(await decisions(1)).toContainEqual({
      rule: 'resubmission',
      state: 'superseded',
      reason: 'resubmitted',
      names: 'K01-1-000002',
    });
  });
});

describe('order', () => {
  test('the outcome is the same whoever’s records arrive first', async () => {
    const made = (person: string, digits: string) =>
      contactChange({ person: personNamed(person), answers: phoneOf(digits) });
    const taken = made('A', '13900000001');
    const records = [
      taken,
      made('B', '13900000001'),
      claim('B'),
      made('C', '13900000002'),
      cancellationOf(taken),
      claim('B'),
      made('C', '13900000002'),
      claim('A'),
    ];
    const lines = { A: [0, 4, 7], B: [1, 2, 5], C: [3, 6] };
    const outcomes: (readonly string[])[] = [];
    for (const turns of ['ABBCABCA', 'CCBBBAAA', 'BABCAABC', 'AAACBCBB']) {
      const kiosk = await hub.enrolledKiosk(`K${10 + outcomes.length}`);
      const people = records.map((record) => ({
        ...record,
        transactionId: randomUUID(),
        // Another customer at each kiosk, because claims of one are compared across kiosks.
        person: personNamed(`${record.person.number} at ${kiosk.identity.kioskId}`),
      }));
      people[4] = { ...people[4]!, cancels: people[0]!.transactionId };
      const envelopes = await sealAll(kiosk, people);
      const left = structuredClone(lines);
      for (const turn of turns) await deliverAll(kiosk, [envelopes[left[turn as 'A'].shift()!]!]);
      outcomes.push((await states()).slice(-records.length));
    }
    expect(outcomes[0]).toEqual([
      'withdrawn',
      'needs-info',
      'accepted',
      'accepted',
      'accepted',
      'rejected',
      'accepted',
      'accepted',
    ]);
    expect(outcomes).toEqual(outcomes.map(() => outcomes[0]));
  });

  test('within an order group nothing is decided before what stands earlier, which holds up nobody else', async () => {
    const kiosk = await hub.enrolledKiosk();
    const mend = await stumbleAt('decisions');
    const envelopes: Envelope[] = [];
    for (const orderGroup of [7, 7, 8])
      envelopes.push(await kiosk.next(claim(String(orderGroup)), { orderGroup }));
    await hub.upload(kiosk, envelopes);
    await expect.poll(states).toEqual(['delivered', 'delivered', 'accepted']);
    await mend();
    await hub.clock.advance(5_000);
    await expect.poll(states).toEqual(['accepted', 'rejected', 'accepted']);
  });
});
