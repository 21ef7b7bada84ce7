import { expect, it } from 'vitest';
import { browserLocks } from '../../../tools/simulate/world/locks.ts';
import { newLife } from '../../../tools/simulate/world/life.ts';
import { kiosk, openedOutbox } from '../support/kiosk.ts';
import { draftOf } from '../support/people.ts';
import { waiting } from '../support/settling.ts';

it('a newer window waits until the older one has closed, and goes on behind what that has accepted', async () => {
  const machine = await kiosk();
  const browser = browserLocks();
  const older = await openedOutbox(machine, { locks: browser.of(newLife('older')) });
  let isOpen = false;
  const opening = openedOutbox(machine, { locks: browser.of(newLife('newer')) });
  void opening.then(() => (isOpen = true));
  expect(await older.accept(draftOf())).toMatchObject({ ok: true, value: { sequence: 1 } });
  expect(isOpen).toBe(false);
  await older.close();
  const newer = await opening;
  expect(await newer.accept(draftOf())).toMatchObject({ ok: true, value: { sequence: 2 } });
  expect((await waiting(newer)).map(({ recovered }) => recovered)).toEqual([false, false]);
  expect(await older.accept(draftOf())).toMatchObject({ error: { code: 'closed' } });
});

it('a window that has died holds up nobody', async () => {
  const machine = await kiosk();
  const browser = browserLocks();
  const life = newLife('older');
  await openedOutbox(machine, { locks: browser.of(life) });
  life.end();
  expect(await machine.open({ locks: browser.of(newLife('newer')) })).toMatchObject({ ok: true });
});

it('a window that does not let go is not written beside: the newer one stays closed and says why', async () => {
  const machine = await kiosk();
  const browser = browserLocks();
  await openedOutbox(machine, { locks: browser.of(newLife('older')) });
  const opening = machine.open({ locks: browser.of(newLife('newer')) });
  await machine.clock.advance(10_000);
  expect(await opening).toEqual({ ok: false, error: { code: 'another-window', cause: 'outbox' } });
});

it('a queue that does not open lets the next window try', async () => {
  const machine = await kiosk();
  const browser = browserLocks();
  void machine.arrange({ call: 'journal.mark', does: { fail: 'journal-unreadable' } });
  expect(await machine.open({ locks: browser.of(newLife('one')) })).toMatchObject({ ok: false });
  expect(await machine.open({ locks: browser.of(newLife('two')) })).toMatchObject({ ok: true });
});
