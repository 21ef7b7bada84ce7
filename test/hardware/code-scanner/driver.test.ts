import { expect, describe, test, vi } from 'vitest';
import * as v from 'valibot';
import { codeEventSchema } from '../../../core/devices/codes.ts';
import type { CodeEvent } from '../../../core/devices/codes.ts';
import type { DeviceReport } from '../../../core/devices/states.ts';
import { encodeAnswer, encodeCommand } from '../../../hardware/code-scanner/codec.ts';
import { createCodeScanner } from '../../../hardware/code-scanner/driver.ts';
import { readTail } from '../../../hardware/code-scanner/models.ts';
import type { ScannerOptions } from '../../../hardware/code-scanner/models.ts';
import { createCodeScannerTwin } from '../../../hardware/code-scanner/twin.ts';
import { memoryLine } from '../../../hardware/memory-line.ts';
import { obey } from '../../../hardware/order-book.ts';
import type { Port } from '../../../hardware/port.ts';
import { manualClock } from '../../support/manual-clock.ts';

const bytesOf = (text: string) => Uint8Array.from(Buffer.from(text, 'latin1'));

/** A driver and, unless there is a `device` of the test's own, a twin on one line. */
function rig(
  parts: { options?: Partial<ScannerOptions>; encoding?: 'utf8' | 'gb18030'; hasTwin?: boolean } = {},
) {
  const clock = manualClock();
  const line = memoryLine();
  const options: ScannerOptions = { model: 'gm65', terminator: 'cr', ...parts.options };
  const twin = createCodeScannerTwin({ clock, baudRate: 9_600, options, encoding: parts.encoding ?? 'utf8' });
  const events: CodeEvent[] = [];
  const reports: DeviceReport[] = [];
  const asked: number[][] = [];
  const device: { port: Port | null } = { port: null };
  line.onConnection((port) => {
    device.port = port;
    port.onBytes((chunk) => asked.push([...chunk]));
    if (parts.hasTwin ?? true) twin.attach(port);
  });
  const scanner = createCodeScanner({
    open: line.kiosk,
    clock,
    onCode: (event) => events.push(v.parse(codeEventSchema, event)),
    onState: (report) => reports.push(report),
    options,
  });
  const texts = () => events.map((event) => (event.state === 'read' ? event.code.text : event.trouble));
  const states = () => reports.map(({ state, cause }) => cause ?? state);
  const fault = (name: string, times = Infinity) => twin.setFault({ name, at: null, times });
  const say = (text: string) => device.port!.write(bytesOf(text), 100);
  return { clock, line, twin, texts, reports, states, asked, device, scanner, fault, say };
}

async function started(parts: Parameters<typeof rig>[0] = {}) {
  const all = rig(parts);
  all.scanner.start();
  await all.clock.advance(300);
  return all;
}

describe('codes', () => {
  test.each([
    ['gm65', 'cr', 'utf8'],
    ['gm65', 'none', 'gb18030'],
    ['gm812', 'lf', 'gb18030'],
    ['gm812', 'cr-lf', 'utf8'],
    ['line', 'tab', 'utf8'],
    ['line', 'none', 'gb18030'],
  ] as const)('are read from a %s that ends them with %s, in %s', async (model, terminator, encoding) => {
    const { clock, twin, texts, scanner } = await started({ options: { model, terminator }, encoding });
    obey(twin.orders, 'scan 保单 P-2026-000123');
    await clock.advance(200);
    expect(texts()).toEqual(['保单 P-2026-000123']);
    await scanner.stop();
  });

  test('that stay in sight are told once, and again when they have been gone for a second', async () => {
    const { clock, twin, texts } = await started();
    for (let seen = 0; seen < 8; seen += 1) {
      obey(twin.orders, 'scan 6901');
      await clock.advance(400);
    }
    expect(texts()).toEqual(['6901']);
    await clock.advance(1_100);
    obey(twin.orders, 'scan 6901');
    await clock.advance(200);
    expect(texts()).toEqual(['6901', '6901']);
  });

  test('that are gone for less than a second are not told again', async () => {
    const { clock, texts, say } = await started({ options: { model: 'line' } });
    await say('6901\r');
    await clock.advance(990);
    await say('6901\r');
    await clock.advance(1_010);
    await say('6901\r');
    expect(texts()).toEqual(['6901', '6901']);
  });

  test('that differ are told at once', async () => {
    const { texts, say } = await started({ options: { model: 'line' } });
    await say('6901\r6902\r6901\r');
    expect(texts()).toEqual(['6901', '6902', '6901']);
  });

  test('without a terminator end 50 ms after the last byte', async () => {
    const { clock, texts, say } = await started({ options: { model: 'line', terminator: 'none' } });
    await say('69');
    await clock.advance(49);
    await say('01');
    await clock.advance(49);
    expect(texts()).toEqual([]);
    await clock.advance(1);
    expect(texts()).toEqual(['6901']);
  });

  test('with a terminator may pause for a quarter of a second, not longer', async () => {
    const { clock, texts, say } = await started({ options: { model: 'line' } });
    await say('69');
    await clock.advance(249);
    await say('01\r');
    await say('690');
    await clock.advance(250);
    await say('2\r');
    expect(texts()).toEqual(['6901', 'code-cut-off', '2']);
  });

  test('that are damaged are refused by name and never shown', async () => {
    const { texts, say } = await started({ options: { model: 'line' } });
    await say('69\x0001\r');
    await say('69\xff\r');
    await say(`${'9'.repeat(5_000)}\r`);
    expect(texts()).toEqual(['code-unreadable', 'code-unreadable', 'code-too-long']);
  });
});

describe('an engine', () => {
  test('looks when it is triggered, and reads what is shown then or within five seconds', async () => {
    const { clock, twin, scanner, texts } = await started();
    obey(twin.orders, 'show 6901');
    await clock.advance(1_000);
    expect(texts()).toEqual([]);
    const lit = scanner.scanNow();
    await clock.advance(100);
    expect(await lit).toEqual({ ok: true, value: undefined });
    expect(texts()).toEqual(['6901']);

    obey(twin.orders, 'hide');
    void scanner.scanNow();
    await clock.advance(4_000);
    obey(twin.orders, 'show 6902');
    await clock.advance(100);
    expect(texts()).toEqual(['6901', '6902']);
  });

  test('looks no longer once it is stopped', async () => {
    const { clock, twin, scanner, texts } = await started();
    void scanner.scanNow();
    await clock.advance(100);
    const dark = scanner.stopScanning();
    await clock.advance(100);
    expect(await dark).toMatchObject({ ok: true });
    obey(twin.orders, 'show 6901');
    await clock.advance(6_000);
    expect(texts()).toEqual([]);
  });

  test('is asked with the bytes of its manual', async () => {
    const { clock, scanner, asked } = await started({ hasTwin: false });
    await clock.advance(900);
    const lit = scanner.scanNow();
    await clock.advance(1_200);
    expect(await lit).toEqual({ ok: false, error: 'scanner-silent' });
    const trigger = [0x7e, 0x00, 0x08, 0x01, 0x00, 0x02, 0x01, 0x02, 0xda];
    const tail = [...encodeCommand(readTail('gm65'))];
    expect(asked).toEqual([tail, tail, trigger, trigger]);
  });

  test('whose answer is damaged once is asked again, unseen; a code behind it is read', async () => {
    const { clock, twin, scanner, fault, texts, states } = await started();
    fault('bad-crc', 1);
    const lit = scanner.scanNow();
    await clock.advance(400);
    expect(await lit).toMatchObject({ ok: true });
    obey(twin.orders, 'show 6901');
    await clock.advance(100);
    expect(texts()).toEqual(['6901']);
    expect(states()).toEqual(['online']);
  });

  test('whose answers are all damaged is reported, and again when they are good', async () => {
    const { clock, scanner, fault, reports } = await started();
    fault('bad-crc');
    const lit = scanner.scanNow();
    await clock.advance(2_000);
    expect(await lit).toEqual({ ok: false, error: 'scanner-garbled' });
    expect(reports.at(-1)).toEqual({
      device: 'code-scanner',
      state: 'hardware-error',
      cause: 'scanner-garbled',
    });
    fault('bad-crc', 0);
    await clock.advance(2_500);
    expect(reports.at(-1)).toEqual({ device: 'code-scanner', state: 'online', cause: null });
  });

  test('that refuses a command is as good as garbled', async () => {
    const { clock, device, scanner } = await started({ hasTwin: false });
    device.port!.onBytes(
      () => void device.port!.write(encodeAnswer({ type: 1, data: new Uint8Array(0) }), 100),
    );
    await clock.advance(1_000);
    const lit = scanner.scanNow();
    await clock.advance(100);
    expect(await lit).toEqual({ ok: false, error: 'scanner-garbled' });
  });

  test('that falls silent is noticed within four seconds, and its return within three', async () => {
    const { clock, fault, states } = await started();
    fault('silent');
    await clock.advance(4_000);
    expect(states()).toEqual(['online', 'scanner-silent']);
    fault('silent', 0);
    await clock.advance(3_000);
    expect(states()).toEqual(['online', 'scanner-silent', 'online']);
  });

  test('that sends a long code slowly is not taken for silent: it answers behind it', async () => {
    const { clock, states, texts, say, asked } = await started({ hasTwin: false });
    const answer = '\x02\x00\x00\x01\x00\x33\x31';
    await say(answer);
    await clock.advance(1_900);
    for (let sent = 0; sent < 20; sent += 1) {
      await say('9'.repeat(100));
      await clock.advance(100);
    }
    await say(`\r${answer}${answer}`);
    await clock.advance(100);
    expect(asked).toHaveLength(3);
    expect(texts()).toEqual(['9'.repeat(2_000)]);
    expect(states()).toEqual(['online']);
  });

  test('a scanner without commands has no trigger and is asked nothing', async () => {
    const { clock, scanner, asked, states } = await started({ options: { model: 'line' } });
    expect(await scanner.scanNow()).toEqual({ ok: false, error: 'no-trigger' });
    expect(await scanner.stopScanning()).toEqual({ ok: false, error: 'no-trigger' });
    await clock.advance(10_000);
    expect(asked).toEqual([]);
    expect(states()).toEqual(['online']);
  });
});

describe('the line', () => {
  test('pulled and put back is told both times, and the next code is read', async () => {
    const { clock, line, twin, texts, reports, states } = await started();
    line.cut();
    expect(reports.at(-1)).toEqual({ device: 'code-scanner', state: 'no-device', cause: 'scanner-missing' });
    await clock.advance(10_000);
    line.restore();
    await clock.advance(1_000);
    expect(states()).toEqual(['online', 'scanner-missing', 'online']);
    obey(twin.orders, 'scan 6901');
    await clock.advance(100);
    expect(texts()).toEqual(['6901']);
  });

  test('pulled in the middle of a question or a code leaves neither behind', async () => {
    const { clock, line, scanner, texts, say } = await started();
    await say('690');
    const lit = scanner.scanNow();
    line.cut();
    await clock.advance(600);
    expect(await lit).toEqual({ ok: false, error: 'scanner-missing' });
    line.restore();
    await clock.advance(1_000);
    await say('1\r');
    expect(texts()).toEqual(['1']);
  });

  test('that takes no bytes any more makes the scanner silent, not missing', async () => {
    const clock = manualClock();
    const onState = vi.fn();
    const scanner = createCodeScanner({
      open: async () => ({ ok: false, error: 'stalled' }),
      clock,
      onCode: () => {},
      onState,
    });
    scanner.start();
    await clock.advance(10);
    expect(onState).toHaveBeenCalledWith({
      device: 'code-scanner',
      state: 'offline',
      cause: 'scanner-silent',
    });
    await scanner.stop();
  });

  test('is free after a stop, and nothing is told any more', async () => {
    const { clock, line, scanner, states, texts } = await started();
    const stopping = scanner.stop();
    await clock.advance(1);
    await stopping;
    expect(await line.kiosk()).toMatchObject({ ok: true });
    await clock.advance(10_000);
    expect(states()).toEqual(['online']);
    expect(texts()).toEqual([]);
  });
});

describe('a self-test', () => {
  async function selfTest({ clock, scanner }: ReturnType<typeof rig>) {
    const testing = scanner.selfTest();
    await clock.advance(10_000);
    return testing;
  }

  test.each(['gm65', 'gm812'] as const)(
    'of a %s in order passes, while its line is still opening',
    async (model) => {
      const bench = rig({ options: { model } });
      bench.scanner.start();
      expect(await selfTest(bench)).toEqual({
        passed: true,
        findings: [
          { name: 'line', value: 'open', isGood: true },
          { name: 'answer', value: 'good', isGood: true },
          { name: 'terminator', value: 'cr', isGood: true },
        ],
      });
    },
  );

  test('finds a terminator that the kiosk does not expect', async () => {
    const bench = await started({ hasTwin: false });
    bench.device.port!.onBytes(
      () => void bench.device.port!.write(encodeAnswer({ type: 0, data: Uint8Array.of(0x40) }), 100),
    );
    await bench.clock.advance(2_000);
    const { passed, findings } = await selfTest(bench);
    expect(passed).toBe(false);
    expect(findings.at(-1)).toEqual({ name: 'terminator', value: 'tab', isGood: false });
  });

  test('finds a terminator that no engine has', async () => {
    const bench = await started({ options: { model: 'gm812' }, hasTwin: false });
    const strange = encodeAnswer({ type: 0, data: Uint8Array.of(9) });
    bench.device.port!.onBytes(() => void bench.device.port!.write(strange, 100));
    await bench.clock.advance(2_000);
    const { findings } = await selfTest(bench);
    expect(findings.at(-1)).toEqual({ name: 'terminator', value: 'unknown', isGood: false });
  });

  test('of a silent engine says so', async () => {
    const bench = await started();
    bench.fault('silent');
    expect(await selfTest(bench)).toMatchObject({
      passed: false,
      findings: [{ isGood: true }, { name: 'answer', value: 'scanner-silent', isGood: false }],
    });
  });

  test('without a line says so', async () => {
    const bench = rig();
    bench.line.cut();
    bench.scanner.start();
    expect(await selfTest(bench)).toEqual({
      passed: false,
      findings: [{ name: 'line', value: 'missing', isGood: false }],
    });
  });

  test('of a scanner without commands tries its line', async () => {
    expect(await selfTest(await started({ options: { model: 'line' } }))).toEqual({
      passed: true,
      findings: [{ name: 'line', value: 'open', isGood: true }],
    });
  });
});
