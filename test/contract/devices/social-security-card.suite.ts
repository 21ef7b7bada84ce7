import { afterEach, beforeEach, expect, test } from 'vitest';
import type { DeviceReport } from '../../../core/devices/states.ts';
import type { SocialSecurityEvent } from '../../../core/identity/social-security.ts';
import type { DeviceDriver } from '../../../hardware/device.ts';
import { decodeGb18030 } from '../../../hardware/printer/gb18030.ts';
import { socialSecurityKind } from '../../../hardware/social-security-card/cli.ts';
import { createSocialSecurityReader } from '../../../hardware/social-security-card/driver.ts';
import { createVpcdSlot } from '../../../hardware/social-security-card/vpcd-slot.ts';
import type { DeviceBench, OpenDeviceBench } from '../../support/device-bench.ts';

/** What the reader told, in one word an event. */
export function toldBy(events: readonly SocialSecurityEvent[]): readonly string[] {
  return events.map((event) => (event.state === 'trouble' ? event.trouble : event.state));
}

/** What a reader on a line must do, over whatever line its virtual card stands. Runs in real time. */
export function socialSecurityCardSuite(openBench: OpenDeviceBench): void {
  let bench: DeviceBench;
  let reader: DeviceDriver;
  let events: SocialSecurityEvent[];
  let reports: DeviceReport[];

  beforeEach(async () => {
    bench = await openBench(socialSecurityKind);
    events = [];
    reports = [];
    reader = createSocialSecurityReader({
      slot: createVpcdSlot({ open: bench.open, clock: bench.clock }),
      decodeGbk: decodeGb18030,
      onCard: (event) => void events.push(event),
      onState: (report) => void reports.push(report),
    });
    reader.start();
    await expect.poll(lastState, { timeout: 5_000 }).toBe('online');
  });
  afterEach(async () => {
    await reader.stop();
    await bench.dispose();
  });

  const lastState = () => reports.at(-1)?.state;
  const order = (name: string, ...words: string[]) => bench.twin?.orders[name]?.obey(words) ?? null;
  const untilTold = (...expected: string[]) =>
    expect.poll(() => toldBy(events), { timeout: 10_000, interval: 20 }).toEqual(expected);

  test('a card is laid, read and lifted, and another kind is told as such', async () => {
    expect(order('lay', 'resident')).toBeNull();
    await untilTold('laid', 'read');
    expect(events[1]).toMatchObject({ card: { name: '王秀英', number: '11010119490301002X' } });
    order('lift');
    await untilTold('laid', 'read', 'lifted');
    order('lay', 'foreign');
    await untilTold('laid', 'read', 'lifted', 'laid', 'card-kind-unknown');
    expect(await reader.selfTest()).toMatchObject({ passed: true });
  }, 20_000);

  test('a card pulled out in the middle of the read, and a reader unplugged, are told; the next card is read', async () => {
    bench.twin?.setFault({ name: 'lifted-mid-read', at: null, times: 1 });
    order('lay', 'resident');
    await untilTold('laid', 'card-lifted-too-soon', 'lifted');
    await bench.unplug();
    await expect.poll(lastState, { timeout: 2_000 }).toBe('no-device');
    await bench.replug();
    await expect.poll(lastState, { timeout: 2_000 }).toBe('online');
    events.length = 0;
    order('lay', 'sparse');
    await untilTold('laid', 'read');
  }, 30_000);
}
