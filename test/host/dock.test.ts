import { expect, test } from 'vitest';
import type { DockState } from '../../core/contract/dock-calls.ts';
import { err, ok } from '../../core/lib/result.ts';
import { createDock } from '../../host/dock.ts';
import { createHandlers } from '../../host/handlers.ts';
import { createHandset } from '../../host/handset.ts';
import type { Machine } from '../../host/handlers.ts';
import type { HubLine } from '../../host/hub-line.ts';
import type { StaffBell } from '../../host/staff-bell.ts';
import { createTwinBench } from '../../host/twin-bench.ts';
import { manualClock } from '../support/manual-clock.ts';

/** The real twins on their cables; line and bell are not asked for anything here. */
function openDock() {
  const clock = manualClock();
  const states: DockState[] = [];
  const bench = createTwinBench(clock, 80, () => {});
  const dock = createDock({
    bench,
    line: { isPlugged: () => true } as HubLine,
    bell: { call: () => null } as StaffBell,
    handset: createHandset(() => {}),
    emit: (name, payload) => void (name === 'dock' && states.push(payload as DockState)),
  });
  return { clock, bench, dock, states };
}

test('an order reaches the twin on its cable', async () => {
  const { clock, bench, dock, states } = openDock();
  const open = bench.opener('code-scanner');
  const port = await open?.();
  if (!port?.ok) throw new Error('no cable');
  const heard: number[] = [];
  port.value.onBytes((chunk) => heard.push(...chunk));
  expect(dock.order('code-scanner', 'scan abc')).toBe('done');
  await clock.advance(1_000);
  expect(Buffer.from(heard).toString()).toContain('abc');
  expect(states).toHaveLength(1);
});

test('every twin takes faults of its line by order', () => {
  const { dock } = openDock();
  expect(dock.order('id-card-reader', 'fault noise 3 x2')).toBe('done');
  expect(dock.order('receipt-printer', 'fault unplug')).toBe('done');
  expect(dock.order('presence-radar', 'fault nonsense')).toMatch(/no such fault: nonsense/);
  expect(dock.order('keypad', 'help')).toMatch(/fault <fault>/);
});

test('a device that is on no cable has no twin to order', () => {
  expect(openDock().dock.order('social-security-reader', 'help')).toBeNull();
});

test('the call is refused outside demo mode, and names a device without a twin', async () => {
  const order = (dock: Machine['dock'], device: 'keypad' | 'social-security-reader') =>
    createHandlers({ dock } as Machine)['dock.order']({ device, words: 'fault drop' });
  expect(await order(null, 'keypad')).toEqual(err({ code: 'not-demo' }));
  expect(await order(openDock().dock, 'keypad')).toEqual(ok({ said: 'done' }));
  expect(await order(openDock().dock, 'social-security-reader')).toEqual(err({ code: 'no-such-twin' }));
});
