import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { DeviceReport } from '../../../core/devices/states.ts';
import type { DeviceDriver } from '../../../hardware/device.ts';
import { keypadKind } from '../../../hardware/keypad/cli.ts';
import { createKeypad } from '../../../hardware/keypad/driver.ts';
import type { DeviceBench, OpenDeviceBench } from '../../support/device-bench.ts';

const stuckMs = 10_000;
const replugMs = 2_000;

/** What every nav-pad must do, over whatever line it stands. Runs in real time. */
export function keypadSuite(name: string, openBench: OpenDeviceBench): void {
  describe(`a keypad: ${name}`, () => {
    let bench: DeviceBench;
    let keypad: DeviceDriver;
    let keys: string[];
    let reports: DeviceReport[];
    const state = () => reports.at(-1)?.cause ?? reports.at(-1)?.state;
    const untilState = (wanted: string, timeout: number) => expect.poll(state, { timeout }).toBe(wanted);
    const untilPressed = (...wanted: readonly string[]) =>
      expect.poll(() => keys, { timeout: 2_000 }).toEqual(wanted);

    beforeEach(async () => {
      bench = await openBench(keypadKind);
      keys = [];
      reports = [];
      keypad = createKeypad({
        open: bench.open,
        clock: bench.clock,
        onKey: ({ key }) => void keys.push(key),
        onState: (report) => void reports.push(report),
      });
      keypad.start();
      await untilState('online', 5_000);
      // Its set-up has been understood before the first key when it answers what was asked later.
      await keypad.selfTest();
    });
    afterEach(async () => {
      await keypad.stop();
      await bench.dispose();
    });

    test('passes its self-test, and the answer is no key', async () => {
      expect(await keypad.selfTest()).toMatchObject({ passed: true });
      expect(keys).toEqual([]);
    });

    test('starts and stops without a trace, as often as one likes', async () => {
      keypad.start();
      await keypad.stop();
      await keypad.stop();
      const before = reports.length;
      keypad.start();
      expect(await keypad.selfTest()).toMatchObject({ passed: true });
      expect(reports.slice(before)).toEqual([]);
    });

    test('tells each press once, however its contacts chatter', async ({ skip }) => {
      const twin = bench.twin ?? skip('nobody presses its keys');
      twin.setFault({ name: 'bounce', at: null, times: Infinity });
      expect(twin.orders['press']?.obey(['next'])).toBeNull();
      await untilPressed('next');
      twin.orders['press']?.obey(['select']);
      await untilPressed('next', 'select');
    });

    test(
      'names no key twice that is held, says when one is stuck, and works on when it is freed',
      async ({ skip }) => {
        const twin = bench.twin ?? skip('nobody presses its keys');
        twin.setFault({ name: 'stuck', at: null, times: 1 });
        twin.orders['press']?.obey(['help']);
        await untilState('key-stuck', stuckMs + 1_000);
        expect(keys).toEqual(['help']);
        twin.orders['release']?.obey(['help']);
        await untilState('online', 1_000);
        twin.orders['press']?.obey(['next']);
        await untilPressed('help', 'next');
      },
      2 * stuckMs,
    );

    test('unplugged it is missing, and plugged in again it is served within two seconds', async ({
      skip,
    }) => {
      const orders = bench.twin?.orders ?? skip('nobody pulls its cable');
      await bench.unplug();
      await untilState('keypad-missing', replugMs);
      await bench.replug();
      await untilState('online', replugMs);
      orders['press']?.obey(['next']);
      await untilPressed('next');
    }, 10_000);
  });
}
