import { IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import { expect, test, vi } from 'vitest';
import { OutboxDb } from '../../../../sync/outbox/db.ts';
import { relaxedFactory } from '../../../../tools/powercut/page/relaxed.ts';

/** The durability of each readwrite transaction that the product's own database opens on a factory. */
async function durabilities(
  browser: IDBFactory,
  factory: globalThis.IDBFactory,
): Promise<readonly unknown[]> {
  const seen: unknown[] = [];
  const open = browser.open.bind(browser);
  vi.spyOn(browser, 'open').mockImplementation((name, version) => {
    const request = open(name, version);
    request.addEventListener('success', () => {
      const begin = request.result.transaction.bind(request.result);
      request.result.transaction = (names, mode, options) => {
        if (mode === 'readwrite') seen.push(options?.durability);
        return begin(names, mode, options);
      };
    });
    return request;
  });
  const db = new OutboxDb('outbox-K01-1', { indexedDB: factory, IDBKeyRange });
  await db.transaction('rw', db.quarantine, () =>
    db.quarantine.put({ id: '1 test', sequence: 1, reason: 'test', content: null }),
  );
  expect(await db.quarantine.count()).toBe(1);
  db.close();
  return seen;
}

test('the product’s own database is strict on the browser as it is', async () => {
  const browser = new IDBFactory();
  expect(await durabilities(browser, browser)).toEqual(['strict']);
});

test('on the control’s factory the same database is relaxed, and works', async () => {
  const browser = new IDBFactory();
  expect(await durabilities(browser, relaxedFactory(browser))).toEqual(['relaxed']);
});
