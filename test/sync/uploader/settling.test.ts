import { describe, expect, it, vi } from 'vitest';
import { err, ok, type Result } from '../../../core/lib/result.ts';
import type { Settlement } from '../../../sync/outbox/drop-rows.ts';
import { uploadLimit } from '../../../sync/protocol/wire.ts';
import { Settling } from '../../../sync/uploader/settling.ts';
import { sentSequences, uploaderRig } from '../support/uploader-rig.ts';

const upTo = (upToSequence: number) => ({ receipt: { upToSequence }, spreadSeconds: 0 }) as Settlement;

/** Receipts that reached the disks, in their order; each is kept there once the test says how it went. */
function slowDisks() {
  let nowMs = 0;
  const begun: number[] = [];
  const ends: ((kept: Result<void, never>) => void)[] = [];
  const settling = new Settling({
    clock: { monotonicMs: () => nowMs } as never,
    settle({ receipt }) {
      begun.push(receipt.upToSequence);
      return new Promise((end) => ends.push(end as never));
    },
  });
  return {
    settling,
    begun,
    later: (ms: number) => void (nowMs += ms),
    end: (kept: Result<void, unknown> = ok(undefined)) => ends.shift()?.(kept as never),
  };
}

describe('settling', () => {
  it('begins with the first word at once, and leaves out those that a later one covers', async () => {
    const { settling, begun, later, end } = slowDisks();
    for (const sequence of [1, 2, 3]) settling.take(upTo(sequence));
    expect(begun).toEqual([1]);
    end();
    expect(await settling.isKept()).toBe(true);
    later(250);
    settling.take(upTo(4));
    expect(begun).toEqual([1, 4]);
  });

  it('finishes with the newest word, after the one under way', async () => {
    const { settling, begun, end } = slowDisks();
    for (const sequence of [1, 2, 3]) settling.take(upTo(sequence));
    const finished = settling.finish();
    end();
    await vi.waitFor(() => expect(begun).toEqual([1, 3]));
    end();
    expect(await finished).toBe(true);
    expect(await settling.finish()).toBe(true);
    expect(begun).toEqual([1, 3]);
  });

  it('says once that the disks did not take it', async () => {
    const { settling, end } = slowDisks();
    settling.take(upTo(1));
    end(err({ code: 'journal-failed' }));
    expect(await settling.finish()).toBe(false);
    expect(await settling.finish()).toBe(true);
  });

  it('drops nothing for an older word once a newer one forbids it', async () => {
    const { settling, begun, end } = slowDisks();
    settling.take(upTo(1));
    end();
    settling.take(upTo(2));
    settling.take(null);
    expect(await settling.finish()).toBe(true);
    expect(begun).toEqual([1]);
  });
});

describe('a long drain', () => {
  it('brings the first and the last of its receipts to the disks, not each of those between', async () => {
    const { machine, start, drained, hub } = await uploaderRig(3 * uploadLimit);
    await start();
    await drained();
    expect(sentSequences(hub)).toHaveLength(3);
    const kept = machine.calls.filter((name) => name === 'journal.receipt');
    expect(kept).toHaveLength(2);
    expect((await machine.restartHost()).mark().receiptedSequence).toBe(3 * uploadLimit);
  });

  it('keeps what it has receipts for when the line breaks in the middle of it', async () => {
    const { start, hub, outbox, troubled, uploader } = await uploaderRig(2 * uploadLimit + 1);
    uploader.onChange(() => {
      if (hub.uploads.length === 2) hub.weather = { kind: 'down' };
    });
    await start();
    await troubled('hub-unreachable');
    await vi.waitFor(() => expect(outbox.pending).toBe(1));
  });

  it('asks for the receipt again that the disks did not take', async () => {
    const { machine, start, clock, hub, troubled, drained } = await uploaderRig(1);
    void machine.arrange({ call: 'journal.receipt', does: { fail: 'disk-full' } });
    await start();
    await troubled('store-failed');
    await clock.advance(5_000);
    await drained();
    expect(hub.uploads.map(({ records }) => records.length)).toEqual([1, 0]);
  });
});
