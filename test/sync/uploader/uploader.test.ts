import { IDBKeyRange } from 'fake-indexeddb';
import { describe, expect, it, vi } from 'vitest';
import { databaseName, OutboxDb } from '../../../sync/outbox/db.ts';
import { uploadLimit } from '../../../sync/protocol/wire.ts';
import type { UploaderState } from '../../../sync/uploader/uploader.ts';
import type { Weather } from '../support/hub.ts';
import { draftOf } from '../support/people.ts';
import { pass, waiting } from '../support/settling.ts';
import { sentSequences, uploaderRig } from '../support/uploader-rig.ts';

describe('the uploader', () => {
  it('brings what waits to the hub, oldest first, and drops it with the receipt', async () => {
    const { start, drained, hub, uploader } = await uploaderRig(3);
    await start();
    await drained();
    expect(sentSequences(hub)).toEqual([[1, 2, 3]]);
    await vi.waitFor(() => expect(uploader.state).toMatchObject({ pending: 0, trouble: null }));
    expect(uploader.state.lastReceiptMs).not.toBeNull();
  });

  it('sends nothing before its turn in the spread has come', async () => {
    const { uploader, clock, hub } = await uploaderRig(1);
    uploader.start();
    await clock.advance(499);
    expect(hub.uploads).toEqual([]);
  });

  it('sends a new record without waiting, once it is journalled', async () => {
    const { start, drained, hub, outbox } = await uploaderRig();
    await start();
    await outbox.accept(draftOf());
    await drained();
    expect(sentSequences(hub)).toEqual([[1]]);
  });

  it('brings more than one request holds in two, with another nonce each', async () => {
    const { start, drained, hub } = await uploaderRig(uploadLimit + 10);
    await start();
    await drained();
    expect(sentSequences(hub).map(({ length }) => length)).toEqual([uploadLimit, 10]);
    expect(new Set(hub.uploads.map(({ nonce }) => nonce)).size).toBe(2);
  });

  it('does not send what the journal does not have', async () => {
    const { machine, start, outbox, hub, drained } = await uploaderRig();
    void machine.arrange({ call: 'journal.append', does: { fail: 'disk-full' } });
    await outbox.accept(draftOf());
    await start();
    expect(hub.uploads.flatMap(({ records }) => records)).toEqual([]);
    await outbox.accept(draftOf());
    await drained();
    expect(hub.uploads.flatMap(({ records }) => records.map(({ recovered }) => recovered))).toEqual([
      true,
      false,
    ]);
  });

  it('sends again when the line comes back', async () => {
    const { start, drained, troubled, hub, comeOnline, clock } = await uploaderRig(1);
    hub.weather = { kind: 'down' };
    await start();
    await troubled('hub-unreachable');
    hub.weather = { kind: 'fair' };
    comeOnline();
    await clock.advance(1_000);
    await drained();
  });

  it('tells its listeners how many wait and what is wrong', async () => {
    const { start, drained, hub, uploader, outbox, clock, troubled } = await uploaderRig(1);
    const heard: UploaderState[] = [];
    uploader.onChange((state) => heard.push(state));
    hub.weather = { kind: 'down' };
    await start();
    await troubled('hub-unreachable');
    await outbox.accept(draftOf());
    hub.weather = { kind: 'fair' };
    await clock.advance(2_000);
    await drained();
    expect(heard.map(({ pending }) => pending)).toEqual(expect.arrayContaining([1, 2, 0]));
    expect(heard.map(({ trouble }) => trouble)).toContain('hub-unreachable');
  });

  it('has nothing under way after it was stopped', async () => {
    const { start, uploader, outbox, hub, clock } = await uploaderRig();
    await start();
    await uploader.stop();
    const before = hub.uploads.length;
    await outbox.accept(draftOf());
    await clock.advance(600_000);
    expect(hub.uploads).toHaveLength(before);
  });
});

describe('an answer that is none', () => {
  const html = '<html><title>Please log in to the guest network</title></html>';
  it.each<[string, UploaderState['trouble'], Weather]>([
    ['no line', 'hub-unreachable', { kind: 'down' }],
    ['a request that arrived and an answer that did not', 'hub-unreachable', { kind: 'lost' }],
    ['500', 'hub-failing', { kind: 'status', status: 500, retryAfterSeconds: null }],
    ['503', 'hub-busy', { kind: 'status', status: 503, retryAfterSeconds: null }],
    ['429', 'hub-busy', { kind: 'status', status: 429, retryAfterSeconds: null }],
    ['404', 'hub-refuses', { kind: 'status', status: 404, retryAfterSeconds: null }],
    ['a redirect', 'hub-refuses', { kind: 'status', status: 302, retryAfterSeconds: null }],
    ['the page of a captive portal', 'answer-not-json', { kind: 'body', alter: () => html }],
    ['half a body', 'answer-not-json', { kind: 'body', alter: (body) => body.slice(0, body.length / 2) }],
    ['nothing', 'answer-not-json', { kind: 'body', alter: () => '' }],
    ['another shape', 'answer-malformed', { kind: 'body', alter: () => '{"ok":true}' }],
    [
      'another version',
      'answer-malformed',
      { kind: 'body', alter: (body) => body.replace('"version":2', '"version":3') },
    ],
    [
      'a verdict on another record',
      'verdicts-differ',
      { kind: 'body', alter: (body) => body.replace('"sequence":2', '"sequence":9') },
    ],
    [
      'a verdict too few',
      'verdicts-differ',
      { kind: 'body', alter: (body) => body.replace(/\{"sequence":2[^}]*\}/, '').replace(',]', ']') },
    ],
    [
      'a forged receipt',
      'receipt-bad-signature',
      { kind: 'receipt', alter: (receipt) => ({ ...receipt, upToSequence: 1 }) },
    ],
  ])('drops nothing and is named: %s', async (_, trouble, weather) => {
    const { start, troubled, drained, hub, outbox, clock } = await uploaderRig(2);
    hub.weather = weather;
    await start();
    await troubled(trouble);
    expect(outbox.pending).toBe(2);
    hub.weather = { kind: 'fair' };
    await clock.advance(2_000);
    await drained();
    expect([...hub.held.keys()]).toEqual([1, 2]);
  });

  it("drops nothing for yesterday's receipt, which was true when it was given", async () => {
    const { start, troubled, drained, hub, outbox, clock } = await uploaderRig(1);
    hub.weather = { kind: 'lost' };
    await start();
    await troubled('hub-unreachable');
    const [yesterdays] = hub.receipts;
    hub.weather = { kind: 'receipt', alter: () => yesterdays! };
    await clock.advance(2_000);
    await troubled('receipt-stale');
    expect(outbox.pending).toBe(1);
    hub.weather = { kind: 'fair' };
    await clock.advance(4_000);
    await drained();
  });

  it('drops nothing for a receipt of another kiosk or epoch', async () => {
    const { start, troubled, hub, outbox, clock } = await uploaderRig(1);
    hub.weather = { kind: 'receipt', alter: (receipt) => hub.signed({ ...receipt, kioskId: 'K02' }) };
    await start();
    await troubled('receipt-foreign-kiosk');
    hub.weather = { kind: 'receipt', alter: (receipt) => hub.signed({ ...receipt, epoch: 2 }) };
    await clock.advance(2_000);
    await troubled('receipt-foreign-epoch');
    expect(outbox.pending).toBe(1);
  });
});

describe('a hub that asks for patience', () => {
  it('is given as long as it asks, and no shorter for a new record', async () => {
    const { start, troubled, drained, hub, outbox, clock } = await uploaderRig(1);
    hub.weather = { kind: 'status', status: 503, retryAfterSeconds: 90 };
    await start();
    await troubled('hub-busy');
    hub.weather = { kind: 'fair' };
    await outbox.accept(draftOf());
    await clock.advance(89_000);
    expect(hub.uploads).toHaveLength(1);
    await clock.advance(3_000);
    await drained();
  });
});

describe('a record that the hub refuses', () => {
  it('is put aside and told to staff once, stays until it is covered, and blocks nobody', async () => {
    const { start, hub, outbox, clock, incidents } = await uploaderRig(3);
    hub.weather = { kind: 'refuse', sequence: 2 };
    await start();
    await vi.waitFor(() => expect(outbox.pending).toBe(2));
    await outbox.accept(draftOf());
    await vi.waitFor(() => expect([...hub.held.keys()]).toEqual([1, 3, 4]));
    expect(await waiting(outbox)).toMatchObject([{ sequence: 2 }, { sequence: 3 }, { sequence: 4 }]);
    // The next sweep, and a hub that has been mended.
    hub.weather = { kind: 'fair' };
    await expect.poll(async () => (await pass(clock, 60_000), outbox.pending)).toBe(0);
    expect(await incidents()).toEqual(['record-refused']);
  });
});

describe('a refused record that staff have given up at the hub', () => {
  it('leaves with the receipt that covers its place, and is still here with its pieces', async () => {
    const { start, hub, outbox, machine, clock } = await uploaderRig();
    const bytes = new Uint8Array(40_000).fill(7);
    await outbox.accept(draftOf(), { attachments: [{ mediaType: 'image/jpeg', bytes }] });
    await outbox.accept(draftOf());
    hub.weather = { kind: 'refuse', sequence: 1 };
    await start();
    const [refused] = outbox.rows;
    await expect.poll(() => outbox.isAside(refused!, 'hub refused: unreadable')).toBe(true);
    const { hash } = hub.held.get(2)!;
    hub.weather = {
      kind: 'receipt',
      alter: (receipt) => hub.signed({ ...receipt, upToSequence: 2, headHash: hash }),
    };
    await expect.poll(async () => (await pass(clock, 60_000), outbox.pending)).toBe(0);
    const db = new OutboxDb(databaseName('K01', 1), { indexedDB: machine.database, IDBKeyRange });
    const aside = await db.quarantine.toArray();
    db.close();
    expect(aside.map(({ id }) => id.replace(/ [^ ]{43}$/, ''))).toEqual([
      '1 0 hub refused: unreadable',
      '1 1 hub refused: unreadable',
      '1 2 hub refused: unreadable',
      '1 hub refused: unreadable',
    ]);
  });
});

describe('a hub with another chain', () => {
  it('drops nothing here, and staff hear of the fork', async () => {
    const { start, troubled, hub, outbox, incidents } = await uploaderRig(2);
    hub.weather = {
      kind: 'receipt',
      alter: (receipt) => hub.signed({ ...receipt, headHash: 'Z'.repeat(43) }),
    };
    await start();
    await troubled('hub-fork');
    expect(outbox.pending).toBe(2);
    expect(await incidents()).toEqual(['hub-fork']);
  });

  it('takes no errand for good: whoever waits is kept, and staff hear once however often it shows', async () => {
    const { start, troubled, hub, outbox, clock, incidents } = await uploaderRig(1);
    hub.weather = {
      kind: 'receipt',
      alter: (receipt) => hub.signed({ ...receipt, upToSequence: 1, headHash: 'Z'.repeat(43) }),
    };
    await start();
    await troubled('hub-fork');
    await pass(clock, 5 * 60_000);
    expect(hub.uploads.length).toBeGreaterThan(4);
    expect(outbox.pending).toBe(1);
    expect(await incidents()).toEqual(['hub-fork']);
  });
});
