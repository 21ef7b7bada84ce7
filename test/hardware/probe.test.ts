import { describe, expect, test } from 'vitest';
import { err, ok } from '../../core/lib/result.ts';
import type { Result } from '../../core/lib/result.ts';
import { plainLine } from '../../hardware/line-settings.ts';
import { memoryLine } from '../../hardware/memory-line.ts';
import type { Port, PortTrouble } from '../../hardware/port.ts';
import { type ProbedKind, longestProbeMs, probe, trialsFor } from '../../hardware/probe.ts';
import { manualClock } from '../support/manual-clock.ts';

const printer: ProbedKind = {
  device: 'receipt-printer',
  probe: {
    protocol: 'ESC/POS',
    settings: [plainLine(115_200), plainLine(9_600)],
    hello: Uint8Array.of(0x10, 0x04, 0x01),
    isAnswer: (bytes) => bytes.some((byte) => (byte & 0x93) === 0x12),
    patienceMs: 300,
  },
};
const reader: ProbedKind = {
  device: 'id-card-reader',
  probe: {
    protocol: 'SAM_V',
    settings: [plainLine(115_200)],
    hello: Uint8Array.of(0xaa, 0xaa, 0xaa, 0x96, 0x69, 0x00, 0x03, 0x11, 0xff, 0xed),
    isAnswer: (bytes) => bytes[0] === 0xaa && bytes[1] === 0x69,
    patienceMs: 1_000,
  },
};
const radar: ProbedKind = {
  device: 'presence-radar',
  probe: {
    protocol: 'LD2410',
    settings: [plainLine(256_000)],
    hello: new Uint8Array(0),
    isAnswer: (bytes) => bytes.includes(0xf4),
    patienceMs: 500,
  },
};
const unprobed: ProbedKind = { device: 'keypad', probe: null };

const named = (trials: ReturnType<typeof trialsFor>) =>
  trials.map(({ device, settings }) => [device, settings.baudRate]);

/** Lines by path; a device answers what it hears, at one speed. */
function rig(
  devices: Readonly<
    Record<string, { readonly baudRate: number; readonly answer: (heard: Uint8Array, port: Port) => void }>
  >,
) {
  const clock = manualClock();
  const told: string[] = [];
  const heardAt: Record<string, number[]> = {};
  const lines = new Map(Object.keys(devices).map((path) => [path, memoryLine()]));
  let openLines = 0;
  let mostOpenLines = 0;
  async function opened(path: string, baudRate: number): Promise<Result<Port, PortTrouble>> {
    const line = lines.get(path);
    const device = devices[path];
    if (line === undefined || device === undefined) return err('gone');
    const stop = line.onConnection((port) => {
      port.onBytes((bytes) => {
        (heardAt[path] ??= []).push(...bytes);
        if (device.baudRate === baudRate) device.answer(bytes, port);
      });
      if (device.baudRate === baudRate) device.answer(new Uint8Array(0), port);
    });
    const port = await line.kiosk();
    stop();
    if (!port.ok) return port;
    openLines += 1;
    mostOpenLines = Math.max(mostOpenLines, openLines);
    port.value.onClosed(() => (openLines -= 1));
    return ok(port.value);
  }
  async function run(paths: readonly string[], kinds: readonly ProbedKind[]) {
    let findings: Awaited<ReturnType<typeof probe>> | null = null;
    const startMs = clock.monotonicMs();
    void probe(paths, kinds, {
      clock,
      open:
        (path, { settings }) =>
        () =>
          opened(path, settings.baudRate),
      onTrial: (path, { device, settings }) => told.push(`${path} ${device} ${settings.baudRate}`),
    }).then((it) => (findings = it));
    while (findings === null && clock.monotonicMs() < startMs + 60_000) await clock.advance(10);
    return { findings: findings!, tookMs: clock.monotonicMs() - startMs };
  }
  return { clock, told, heardAt, run, mostOpenLines: () => mostOpenLines };
}

const saying =
  (...bytes: readonly number[]) =>
  (heard: Uint8Array, port: Port) => {
    if (heard.length > 0) void port.write(Uint8Array.from(bytes), 100);
  };

describe('the order of trials', () => {
  test('is listening first, then the shortest hello through all its speeds, and leaves out what has no recipe', () => {
    expect(named(trialsFor([reader, unprobed, printer, radar]))).toEqual([
      ['presence-radar', 256_000],
      ['receipt-printer', 115_200],
      ['receipt-printer', 9_600],
      ['id-card-reader', 115_200],
    ]);
  });

  test('leaves to the end who has to be waited for long, because everybody else would wait as well', () => {
    const monitor: ProbedKind = {
      device: 'blood-pressure-monitor',
      probe: { ...radar.probe!, settings: [plainLine(9_600)], patienceMs: 8_000 },
    };
    expect(named(trialsFor([monitor, reader, radar]))).toEqual([
      ['presence-radar', 256_000],
      ['id-card-reader', 115_200],
      ['blood-pressure-monitor', 9_600],
    ]);
  });

  test('has an end that can be told beforehand', () => {
    expect(longestProbeMs(trialsFor([printer, reader]))).toBe(2 * (300 + 600) + 1_000 + 600);
  });
});

describe('probing', () => {
  test('finds which protocol answers at which speed on which line', async () => {
    const { run } = rig({
      a: { baudRate: 9_600, answer: saying(0x12) },
      b: {
        baudRate: 115_200,
        answer(heard, port) {
          if (heard[0] !== 0xaa) return;
          void port.write(Uint8Array.of(0xaa), 100);
          void port.write(Uint8Array.of(0x69), 100);
        },
      },
    });
    const { findings } = await run(['a', 'b'], [printer, reader]);
    expect(findings).toMatchObject([
      { path: 'a', outcome: 'found', trial: { device: 'receipt-printer', settings: { baudRate: 9_600 } } },
      { path: 'b', outcome: 'found', trial: { device: 'id-card-reader', settings: { baudRate: 115_200 } } },
    ]);
  });

  test('never says the longer hello to a device that has answered the shorter one', async () => {
    const { run, heardAt } = rig({ a: { baudRate: 9_600, answer: saying(0x12) } });
    await run(['a'], [reader, printer]);
    expect(heardAt['a']).toEqual([0x10, 0x04, 0x01, 0x10, 0x04, 0x01]);
  });

  test('tells every trial before it is made, and has one line open at a time', async () => {
    const { run, told, mostOpenLines } = rig({
      a: { baudRate: 1, answer: saying() },
      b: { baudRate: 115_200, answer: saying(0x12) },
    });
    await run(['a', 'b'], [printer, reader]);
    expect(told).toEqual([
      'a receipt-printer 115200',
      'a receipt-printer 9600',
      'a id-card-reader 115200',
      'b receipt-printer 115200',
    ]);
    expect(mostOpenLines()).toBe(1);
  });

  test('says silent of a line where nobody known answers, within the time told beforehand', async () => {
    const { run } = rig({ a: { baudRate: 115_200, answer: saying(0x00) } });
    const { findings, tookMs } = await run(['a'], [printer, reader]);
    expect(findings).toEqual([{ path: 'a', outcome: 'silent' }]);
    expect(tookMs).toBeLessThanOrEqual(longestProbeMs(trialsFor([printer, reader])));
  });

  test('says unopened of a path that is none, and goes on with the next one', async () => {
    const { run } = rig({ b: { baudRate: 115_200, answer: saying(0x12) } });
    const { findings } = await run(['a', 'b'], [printer]);
    expect(findings).toMatchObject([
      { path: 'a', outcome: 'unopened' },
      { path: 'b', outcome: 'found' },
    ]);
  });

  test('hears a device that speaks unasked, and keeps no more of its chatter than four kilobytes', async () => {
    const heardBytes: number[] = [];
    const chattering = rig({
      a: {
        baudRate: 256_000,
        answer: (_heard, port) =>
          void chattering.clock.after(50, () => void port.write(new Uint8Array(10_000).fill(0xf4), 100)),
      },
    });
    const recipe = { ...radar.probe!, isAnswer: (bytes: Uint8Array) => heardBytes.push(bytes.length) > 0 };
    const { findings } = await chattering.run(['a'], [{ ...radar, probe: recipe }]);
    expect(findings).toMatchObject([{ outcome: 'found', trial: { recipe: { protocol: 'LD2410' } } }]);
    expect(heardBytes).toEqual([4_096]);
    expect(chattering.heardAt['a']).toBeUndefined();
  });

  test('takes no answer that comes too late', async () => {
    const late = rig({
      a: {
        baudRate: 115_200,
        answer: (heard, port) =>
          heard.length > 0 && void late.clock.after(301, () => void port.write(Uint8Array.of(0x12), 100)),
      },
    });
    const { findings } = await late.run(
      ['a'],
      [{ ...printer, probe: { ...printer.probe!, settings: [plainLine(115_200)] } }],
    );
    expect(findings).toEqual([{ path: 'a', outcome: 'silent' }]);
  });

  test('a line that is pulled out while it is asked is silent, and nothing waits for it', async () => {
    const { run } = rig({
      a: { baudRate: 115_200, answer: (heard, port) => heard.length > 0 && void port.close() },
    });
    const { findings, tookMs } = await run(['a'], [printer]);
    expect(findings).toEqual([{ path: 'a', outcome: 'silent' }]);
    expect(tookMs).toBeLessThan(1_000);
  });
});
