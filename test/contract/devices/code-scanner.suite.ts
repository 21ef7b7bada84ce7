import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { CodeEvent } from '../../../core/devices/codes.ts';
import type { DeviceReport } from '../../../core/devices/states.ts';
import { codeScannerKind } from '../../../hardware/code-scanner/cli.ts';
import { createCodeScanner } from '../../../hardware/code-scanner/driver.ts';
import type { CodeScanner } from '../../../hardware/code-scanner/driver.ts';
import type { DeviceBench, OpenDeviceBench } from '../../support/device-bench.ts';

/** Silence is noticed by the second unanswered heartbeat. */
const silenceMs = 5_000;
const replugMs = 2_000;

/** What every code scanner with commands must do, over whatever line it stands. Runs in real time. */
export function codeScannerSuite(name: string, openBench: OpenDeviceBench): void {
  describe(`a code scanner: ${name}`, () => {
    let bench: DeviceBench;
    let scanner: CodeScanner;
    let events: CodeEvent[];
    let reports: DeviceReport[];
    const texts = () => events.map((event) => (event.state === 'read' ? event.code.text : event.trouble));
    const state = () => reports.at(-1)?.cause ?? reports.at(-1)?.state;
    const untilState = (wanted: string, timeout: number) => expect.poll(state, { timeout }).toBe(wanted);
    const untilRead = (...wanted: readonly string[]) =>
      expect.poll(texts, { timeout: 2_000 }).toEqual(wanted);

    beforeEach(async () => {
      bench = await openBench(codeScannerKind);
      events = [];
      reports = [];
      scanner = createCodeScanner({
        open: bench.open,
        clock: bench.clock,
        onCode: (event) => void events.push(event),
        onState: (report) => void reports.push(report),
      });
      scanner.start();
      await untilState('online', 5_000);
    });
    afterEach(async () => {
      await scanner.stop();
      await bench.dispose();
    });

    test('lights up and goes dark when it is told to', async () => {
      expect(await scanner.scanNow()).toEqual({ ok: true, value: undefined });
      expect(await scanner.stopScanning()).toEqual({ ok: true, value: undefined });
    });

    test('passes its self-test', async () => {
      expect(await scanner.selfTest()).toMatchObject({ passed: true });
    });

    test('starts and stops without a trace, as often as one likes', async () => {
      scanner.start();
      await scanner.stop();
      await scanner.stop();
      const told = reports.length;
      scanner.start();
      expect(await scanner.selfTest()).toMatchObject({ passed: true });
      expect(reports.slice(told)).toEqual([]);
    });

    test('hands on what is scanned, Chinese and a long code too, each once', async ({ skip }) => {
      const orders = bench.twin?.orders ?? skip('nobody shows it a code');
      const long = '保单'.repeat(60);
      expect(orders['scan']?.obey(['6901234567892'])).toBeNull();
      orders['scan']?.obey([long]);
      orders['scan']?.obey([long]);
      await untilRead('6901234567892', long);
    });

    test('reads what is shown once it is triggered', async ({ skip }) => {
      const orders = bench.twin?.orders ?? skip('nobody shows it a code');
      orders['show']?.obey(['P-2026-000123']);
      await scanner.scanNow();
      await untilRead('P-2026-000123');
    });

    test('is asked again when its answer is damaged, and works on', async ({ skip }) => {
      const twin = bench.twin ?? skip('nothing damages its answers');
      twin.setFault({ name: 'bad-crc', at: null, times: 1 });
      expect(await scanner.scanNow()).toEqual({ ok: true, value: undefined });
      twin.orders['show']?.obey(['1']);
      await untilRead('1');
      expect(state()).toBe('online');
    });

    test(
      'is silent when it says nothing, and online when it answers again',
      async ({ skip }) => {
        const twin = bench.twin ?? skip('it cannot be silenced');
        twin.setFault({ name: 'silent', at: null, times: Infinity });
        await untilState('scanner-silent', silenceMs);
        twin.setFault({ name: 'silent', at: null, times: 0 });
        await untilState('online', silenceMs);
      },
      3 * silenceMs,
    );

    test('unplugged it is missing, and plugged in again it is served within two seconds', async ({
      skip,
    }) => {
      const orders = bench.twin?.orders ?? skip('nobody pulls its cable');
      await bench.unplug();
      await untilState('scanner-missing', replugMs);
      await bench.replug();
      await untilState('online', replugMs);
      orders['scan']?.obey(['2']);
      await untilRead('2');
    }, 10_000);
  });
}
