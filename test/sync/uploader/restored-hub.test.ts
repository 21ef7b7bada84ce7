import { describe, expect, it, vi } from 'vitest';
import { draftOf } from '../support/people.ts';
import { pass } from '../support/settling.ts';
import { sentSequences, uploaderRig } from '../support/uploader-rig.ts';

describe('a hub that was put back to an older state', () => {
  it('gets again, from the journal, what its receipts had let go, and staff hear that it began and ended', async () => {
    const { start, drained, hub, outbox, clock, machine } = await uploaderRig(5);
    await start();
    await drained();
    for (const sequence of [3, 4, 5]) hub.held.delete(sequence);
    await expect.poll(async () => (await pass(clock, 20_000), hub.held.size)).toBe(5);
    expect(sentSequences(hub).at(-1)).toEqual([3, 4, 5]);
    const sent = hub.uploads.length;
    await expect.poll(async () => (await pass(clock, 60_000), hub.uploads.length)).toBeGreaterThan(sent + 2);
    expect(sentSequences(hub)).toHaveLength(2);
    const journal = await machine.restartHost();
    expect(journal.incidents()).toMatchObject([
      { code: 'hub-behind', detail: 'the hub holds up to 2, it had signed for 5' },
      { code: 'hub-behind', detail: expect.stringContaining('resolved: ') },
    ]);
    expect(outbox.pending).toBe(0);
  });

  it('gets the pieces of an attachment before the record that names them', async () => {
    const { start, drained, hub, outbox, clock } = await uploaderRig();
    const bytes = new Uint8Array(200_000).fill(7);
    await outbox.accept(draftOf(), { attachments: [{ mediaType: 'image/jpeg', bytes }] });
    await start();
    await drained();
    const pieces = hub.chunks.size;
    hub.held.clear();
    hub.chunks.clear();
    await expect.poll(async () => (await pass(clock, 20_000), [...hub.held.keys()])).toEqual([1]);
    expect(hub.chunks.size).toBe(pieces);
    expect(pieces).toBeGreaterThan(10);
  });

  it('gets what still waits first, and loses nothing of more than one request', async () => {
    const { start, drained, hub, outbox, clock } = await uploaderRig(120);
    await start();
    await drained();
    hub.held.clear();
    await outbox.accept(draftOf());
    await expect.poll(async () => (await pass(clock, 20_000), hub.held.size), { timeout: 20_000 }).toBe(121);
    expect(sentSequences(hub)[1]).toEqual([121]);
    await expect.poll(async () => (await pass(clock, 20_000), outbox.pending)).toBe(0);
  });

  it('is not sent the same again and again while it lacks what the journal has removed', async () => {
    const { start, drained, hub, clock, machine } = await uploaderRig(3);
    await start();
    await drained();
    hub.held.clear();
    void machine.arrange({ call: 'journal.read', does: { fail: 'journal-unreadable' } });
    hub.weather = { kind: 'refuse', sequence: 1 };
    await expect.poll(async () => (await pass(clock, 20_000), [...hub.held.keys()])).toEqual([2, 3]);
    const sent = hub.uploads.length;
    await expect.poll(async () => (await pass(clock, 60_000), hub.uploads.length)).toBeGreaterThan(sent + 5);
    expect(sentSequences(hub)).toEqual([
      [1, 2, 3],
      [1, 2, 3],
    ]);
  });

  it('gets again what it had said to hold behind a hole, once it is asked for the row that it took last', async () => {
    const { start, drained, hub, outbox, clock } = await uploaderRig(4);
    hub.weather = { kind: 'refuse', sequence: 1 };
    await start();
    await vi.waitFor(() => expect([...hub.held.keys()]).toEqual([2, 3, 4]));
    for (const sequence of [3, 4]) hub.held.delete(sequence);
    await expect.poll(async () => (await pass(clock, 60_000), hub.held.size)).toBe(3);
    expect(sentSequences(hub)).toEqual([
      [1, 2, 3, 4],
      [1, 4],
      [2, 3],
    ]);
    hub.weather = { kind: 'fair' };
    await expect.poll(async () => (await pass(clock, 60_000), outbox.pending)).toBe(0);
    await drained();
  });
});
