import { describe, expect, test } from 'vitest';
import type { Envelope } from '../../core/records/envelope.ts';
import { postgresStore } from '../../hub/ingest/postgres-store.ts';
import { desk, deskForEachTest, kiosk } from '../support/each-test-desk.ts';
import { hub, rows } from '../support/each-test-hub.ts';
import { sendForm, tokenIn } from '../support/staff-desk.ts';

deskForEachTest();

/** These envelopes are at the hub, and staff have been told of the first that is missing. */
async function delivered(...envelopes: readonly (Envelope | undefined)[]): Promise<number> {
  await hub.upload(
    kiosk,
    envelopes.flatMap((envelope) => envelope ?? []),
  );
  await postgresStore(hub.pool).watchGaps(hub.clock.nowMs(), hub.clock.nowMs());
  const [gap] = await rows<{ id: number }>(
    `SELECT id FROM incidents WHERE kind = 'gap' AND resolved_at IS NULL`,
  );
  return gap?.id ?? 0;
}

const giveUp = (id: number) =>
  desk.send('/', `/incidents/${id}/give-up`, { by: '李', word: '终端两处都没有' });

describe('a place that staff give up', () => {
  test('holds up no receipt any more: it covers the places up to the next record, and all that follow', async () => {
    const [one, , , four, five, , seven] = await kiosk.nextMany(7);
    const id = await delivered(one, four, five, seven);
    expect((await hub.upload(kiosk, [])).receipt.upToSequence).toBe(1);
    expect((await giveUp(id)).status).toBe(303);
    const { receipt } = await hub.upload(kiosk, []);
    expect([receipt.upToSequence, receipt.headHash]).toEqual([5, five!.hash]);
    expect(await rows('SELECT sequence, reason, by FROM given_up ORDER BY sequence')).toEqual([
      { sequence: 2, reason: '终端两处都没有', by: '李' },
      { sequence: 3, reason: '终端两处都没有', by: '李' },
    ]);
    expect(await rows('SELECT what, by, word FROM incident_history')).toEqual([
      { what: 'given-up', by: '李', word: '终端两处都没有' },
    ]);
    await expect(hub.pool.query('DELETE FROM given_up')).rejects.toThrow('append-only');
  });

  test('is told anew when a later one is missing, and the next record moves the receipt by itself', async () => {
    const [one, , three, four, , six] = await kiosk.nextMany(6);
    await giveUp(await delivered(one, three));
    const next = await delivered(four, six);
    expect(await rows(`SELECT sequence FROM incidents WHERE resolved_at IS NULL`)).toEqual([{ sequence: 5 }]);
    await giveUp(next);
    expect((await hub.upload(kiosk, [])).receipt.upToSequence).toBe(6);
  });

  test('takes its record all the same when it comes after all, and staff are told', async () => {
    const [one, two, three] = await kiosk.nextMany(3);
    await giveUp(await delivered(one, three));
    const answer = await hub.upload(kiosk, [two!]);
    expect(answer.verdicts).toEqual([{ sequence: 2, verdict: 'accepted' }]);
    expect(answer.receipt.upToSequence).toBe(3);
    expect(await rows('SELECT kind, sequence FROM incidents WHERE resolved_at IS NULL')).toEqual([
      { kind: 'came-after-all', sequence: 2 },
    ]);
    await hub.allDecided();
    expect(await rows('SELECT sequence FROM records ORDER BY sequence')).toEqual([
      { sequence: 1 },
      { sequence: 2 },
      { sequence: 3 },
    ]);
  });

  test('is only given up where something is missing and a later record is here, once', async () => {
    const [one, two, three] = await kiosk.nextMany(3);
    const id = await delivered(one, three);
    await hub.upload(kiosk, [two!]);
    expect((await giveUp(id)).status).toBe(409);
    await hub.pool.query(`INSERT INTO incidents (kind, kiosk_id, epoch, sequence, detail, noticed_at)
                          VALUES ('gap', 'K01', 1, 4, '', now()), ('fork', 'K01', 1, 4, '', now())`);
    for (const other of [2, 3]) {
      const action = `/incidents/${other}/give-up`;
      const token = tokenIn(await desk.read('/'), '/incidents/2/give-up');
      const fields = { by: '李', word: '无', token };
      const refused = await sendForm(`${hub.url}${action}`, fields, { origin: hub.url });
      expect(refused.status).toBe(other === 2 ? 409 : 403);
    }
    expect(await rows('SELECT sequence FROM given_up')).toEqual([]);
  });
});
