import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { DeviceReport } from '../../../core/devices/states.ts';
import type { DeviceDriver } from '../../../hardware/device.ts';
import { presenceRadarKind } from '../../../hardware/presence-radar/cli.ts';
import { createPresenceRadar } from '../../../hardware/presence-radar/driver.ts';
import type { DeviceBench, OpenDeviceBench } from '../../support/device-bench.ts';

/** Shorter than in a branch, so that a run does not wait for people. */
const settings = { comeMs: 300, leaveMs: 600 };
const replugMs = 2_000;

/** What every HLK-LD2410 must do, over whatever line it stands. Runs in real time. */
export function presenceRadarSuite(name: string, openBench: OpenDeviceBench): void {
  describe(`a presence radar: ${name}`, () => {
    let bench: DeviceBench;
    let radar: DeviceDriver;
    let told: string[];
    let reports: DeviceReport[];
    const state = () => reports.at(-1)?.cause ?? reports.at(-1)?.state;
    const untilState = (wanted: string, timeout: number) => expect.poll(state, { timeout }).toBe(wanted);
    const untilTold = (...wanted: readonly string[]) =>
      expect.poll(() => told, { timeout: 4_000 }).toEqual(wanted);

    beforeEach(async () => {
      bench = await openBench(presenceRadarKind);
      told = [];
      reports = [];
      radar = createPresenceRadar({
        open: bench.open,
        clock: bench.clock,
        onPresence: ({ presence }) => void told.push(presence),
        onState: (report) => void reports.push(report),
        settings,
      });
      radar.start();
      await untilState('online', 5_000);
    });
    afterEach(async () => {
      await radar.stop();
      await bench.dispose();
    });

    test('passes its self-test, and reports as before', async () => {
      expect(await radar.selfTest()).toMatchObject({ passed: true });
      expect(state()).toBe('online');
    });

    test('starts and stops without a trace, as often as one likes', async () => {
      radar.start();
      await radar.stop();
      await radar.stop();
      const before = reports.length;
      radar.start();
      expect(await radar.selfTest()).toMatchObject({ passed: true });
      expect(reports.slice(before)).toEqual([]);
    });

    test('notices who comes, stays and leaves, each once', async ({ skip }) => {
      const orders = bench.twin?.orders ?? skip('nobody steps up');
      expect(orders['stand']?.obey(['80'])).toBeNull();
      await untilTold('came');
      orders['walk']?.obey(['100']);
      orders['leave']?.obey([]);
      await untilTold('came', 'left');
    });

    test('does not flicker with wrong bits', async ({ skip }) => {
      const twin = bench.twin ?? skip('nothing damages its reports');
      twin.orders['stand']?.obey(['80']);
      await untilTold('came');
      twin.setFault({ name: 'bit-errors', at: null, times: 4 });
      expect(await radar.selfTest()).toMatchObject({ passed: true });
      expect(told).toEqual(['came']);
      expect(state()).toBe('online');
    });

    test('frozen, nobody knows who is there; thawed, it tells', async ({ skip }) => {
      const twin = bench.twin ?? skip('it cannot be frozen');
      twin.orders['stand']?.obey(['80']);
      await untilTold('came');
      twin.setFault({ name: 'frozen', at: null, times: Infinity });
      await untilTold('came', 'unknown');
      expect(state()).toBe('radar-silent');
      twin.setFault({ name: 'frozen', at: null, times: 0 });
      await untilTold('came', 'unknown', 'came');
      expect(state()).toBe('online');
    }, 15_000);

    test('unplugged it is missing, and plugged in again it is served within two seconds', async ({
      skip,
    }) => {
      const orders = bench.twin?.orders ?? skip('nobody pulls its cable');
      await bench.unplug();
      await untilState('radar-missing', replugMs);
      orders['stand']?.obey(['80']);
      await bench.replug();
      await untilState('online', replugMs);
      await expect.poll(() => told.at(-1), { timeout: 2_000 }).toBe('came');
    }, 10_000);
  });
}
