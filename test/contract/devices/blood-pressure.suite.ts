import { afterEach, beforeEach, expect, test } from 'vitest';
import type { BloodPressureEvent } from '../../../core/devices/blood-pressure.ts';
import type { DeviceReport } from '../../../core/devices/states.ts';
import { bloodPressureKind } from '../../../hardware/blood-pressure/cli.ts';
import { createBloodPressureMonitor } from '../../../hardware/blood-pressure/driver.ts';
import type { DeviceDriver } from '../../../hardware/device.ts';
import type { DeviceBench, OpenDeviceBench } from '../../support/device-bench.ts';

/** With nobody to give orders to, an arm must be measured by hand meanwhile. */
const measuringMs = 180_000;

/** What every blood pressure monitor must do, over whatever line it stands. Runs in real time. */
export function bloodPressureSuite(openBench: OpenDeviceBench): void {
  let bench: DeviceBench;
  let monitor: DeviceDriver;
  let events: BloodPressureEvent[];
  let reports: DeviceReport[];

  beforeEach(async () => {
    bench = await openBench(bloodPressureKind);
    events = [];
    reports = [];
    monitor = createBloodPressureMonitor({
      open: bench.open,
      clock: bench.clock,
      onMeasurement: (event) => void events.push(event),
      onState: (report) => void reports.push(report),
    });
    monitor.start();
    await expect.poll(lastCause, { timeout: 5_000 }).toBe('not-heard-yet');
  });
  afterEach(async () => {
    await monitor.stop();
    await bench.dispose();
  });

  const lastCause = () => reports.at(-1)?.cause;
  const order = (name: string, ...words: string[]) => bench.twin?.orders[name]?.obey(words) ?? null;
  const untilTold = (count: number) =>
    expect.poll(() => events.length, { timeout: bench.twin === null ? measuringMs : 5_000 }).toBe(count);

  test(
    'a measurement is told once, and proves the monitor',
    async () => {
      expect(order('measure', '138', '82', '70')).toBeNull();
      await untilTold(1);
      expect(events[0]?.outcome).toBe('measured');
      if (bench.twin !== null) {
        expect(events[0]).toMatchObject({
          reading: { systolicMmHg: 138, diastolicMmHg: 82, pulsePerMinute: 70 },
        });
      }
      expect(reports.at(-1)).toEqual({ device: 'blood-pressure-monitor', state: 'online', cause: null });
      expect(await monitor.selfTest()).toMatchObject({ passed: true });
    },
    measuringMs,
  );

  test('an open line passes the self-test before anything was heard', async () => {
    expect(await monitor.selfTest()).toMatchObject({ passed: true });
  });

  test('a failed measurement and a damaged one are told by name, and the next one works', async () => {
    if (bench.twin === null) return expect(await monitor.selfTest()).toMatchObject({ passed: true });
    order('measure-failed');
    await untilTold(1);
    bench.twin.setFault({ name: 'truncated', at: 20, times: 1 });
    order('measure', '138', '82', '70');
    await untilTold(2);
    order('measure', '138', '82', '70');
    await untilTold(3);
    expect(events.map((event) => (event.outcome === 'failed' ? event.trouble : event.outcome))).toEqual([
      'measurement-failed',
      'reading-damaged',
      'measured',
    ]);
  });

  test('unplugged it is missing, and plugged in again it is served within two seconds', async () => {
    if (bench.twin === null) return expect(await monitor.selfTest()).toMatchObject({ passed: true });
    await bench.unplug();
    await expect.poll(lastCause, { timeout: 2_000 }).toBe('monitor-missing');
    await bench.replug();
    await expect.poll(lastCause, { timeout: 2_000 }).toBe('not-heard-yet');
    order('measure', '138', '82', '70');
    await untilTold(1);
    expect(events[0]?.outcome).toBe('measured');
  });
}
