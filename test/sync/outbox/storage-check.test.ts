import { describe, expect, it } from 'vitest';
import type { StoragePort } from '../../../sync/outbox/storage-check.ts';
import { kiosk, openedOutbox } from '../support/kiosk.ts';
import { draftOf } from '../support/people.ts';

const storage = (isPersisted: boolean): StoragePort => ({
  origin: 'http://127.0.0.1:4173',
  manager: { persist: async () => isPersisted, estimate: async () => ({ usage: 12.5, quota: 1e9 }) },
});
const incidents = async (machine: Awaited<ReturnType<typeof kiosk>>) =>
  (await machine.restartHost()).incidents().map(({ code }) => code);

describe('the self-test of the storage', () => {
  it('tells the host where the page stands and what the browser says', async () => {
    const machine = await kiosk();
    const told: unknown[] = [];
    machine.machine.storage = (report) => told.push(report) > 0;
    await openedOutbox(machine, { storage: storage(true) });
    expect(told).toEqual([
      { origin: 'http://127.0.0.1:4173', persisted: true, usageBytes: 12, quotaBytes: 1e9 },
    ]);
    expect(await incidents(machine)).toEqual([]);
  });

  it('opens no queue at another address, and leaves no empty database there', async () => {
    const machine = await kiosk();
    machine.machine.storage = () => false;
    expect(await machine.open({ storage: storage(true) })).toEqual({
      ok: false,
      error: { code: 'origin-changed', cause: 'storage.report' },
    });
    expect(await machine.database.databases()).toEqual([]);
  });

  it('tells staff once that the browser may evict the records, and again after it had promised not to', async () => {
    const machine = await kiosk();
    for (const isPersisted of [false, false, true, false])
      await openedOutbox(machine, { storage: storage(isPersisted) });
    expect(machine.calls.filter((name) => name === 'journal.incident')).toHaveLength(2);
    expect(new Set(await incidents(machine))).toEqual(new Set(['storage-not-persistent']));
  });

  it('keeps nobody from being served when the browser or the host cannot say', async () => {
    const machine = await kiosk();
    const broken: StoragePort = {
      origin: 'http://127.0.0.1:4173',
      manager: {
        persist: () => Promise.reject(new Error('no')),
        estimate: () => Promise.reject(new Error('no')),
      },
    };
    void machine.arrange({ call: 'storage.report', does: { fail: 'disk-error' } });
    const outbox = await openedOutbox(machine, { storage: broken });
    expect(await outbox.accept(draftOf())).toMatchObject({ ok: true });
    expect(await incidents(machine)).toEqual([]);
  });
});
