import { describe, expect, test } from 'vitest';
import * as v from 'valibot';
import { presenceEventSchema } from '../../../core/devices/presence.ts';
import type { DeviceReport } from '../../../core/devices/states.ts';
import { memoryLine } from '../../../hardware/memory-line.ts';
import { obey } from '../../../hardware/order-book.ts';
import type { Port } from '../../../hardware/port.ts';
import { presenceRadarKind } from '../../../hardware/presence-radar/cli.ts';
import { encodeAnswer, radarCommands } from '../../../hardware/presence-radar/codec.ts';
import { createPresenceRadar } from '../../../hardware/presence-radar/driver.ts';
import { encodeFrame } from '../../../hardware/presence-radar/frame.ts';
import type { PresenceSettings } from '../../../hardware/presence-radar/presence-steps.ts';
import { createPresenceRadarTwin } from '../../../hardware/presence-radar/twin.ts';
import { manualClock, type ManualClock } from '../../support/manual-clock.ts';

/** Repeats itself: the same wrong bits in every run. */
function countingRandom() {
  let count = 0;
  return { below: (limit: number) => (count++ * 7) % limit };
}

const radarTwin = (clock: ManualClock, isEngineering = false) =>
  createPresenceRadarTwin({ clock, random: countingRandom(), baudRate: 256_000, isEngineering });

function rig(
  parts: { settings?: Partial<PresenceSettings>; isEngineering?: boolean; hasTwin?: boolean } = {},
) {
  const clock = manualClock();
  const line = memoryLine();
  const twin = radarTwin(clock, parts.isEngineering);
  const told: string[] = [];
  const reports: DeviceReport[] = [];
  const asked: string[] = [];
  const device: { port: Port | null } = { port: null };
  line.onConnection((port) => {
    device.port = port;
    port.onBytes((chunk) => asked.push(Buffer.from(chunk).toString('hex')));
    if (parts.hasTwin ?? true) twin.attach(port);
  });
  const radar = createPresenceRadar({
    open: line.kiosk,
    clock,
    onPresence: (event) => told.push(v.parse(presenceEventSchema, event).presence),
    onState: (report) => reports.push(report),
    ...(parts.settings && { settings: parts.settings }),
  });
  radar.start();
  const states = () => reports.map(({ state, cause }) => cause ?? state);
  const fault = (name: string, times = Infinity) => twin.setFault({ name, at: null, times });
  return { clock, line, twin, told, reports, states, asked, device, radar, fault };
}

describe('a customer', () => {
  test.each([false, true])(
    'comes, stays and leaves, each told once (engineering mode: %s)',
    async (isEngineering) => {
      const { clock, twin, told, reports } = rig({ isEngineering });
      obey(twin.orders, 'stand 80');
      await clock.advance(1_300);
      expect(told).toEqual(['came']);
      obey(twin.orders, 'walk 90');
      await clock.advance(60_000);
      obey(twin.orders, 'leave');
      await clock.advance(5_200);
      expect(told).toEqual(['came', 'left']);
      expect(reports).toEqual([{ device: 'presence-radar', state: 'online', cause: null }]);
    },
  );

  test('is judged by the settings of the site', async () => {
    const { clock, twin, told } = rig({ settings: { nearCm: 60, comeMs: 300, leaveMs: 1_000 } });
    obey(twin.orders, 'stand 61');
    await clock.advance(900);
    expect(told).toEqual([]);
    obey(twin.orders, 'stand 60');
    await clock.advance(500);
    obey(twin.orders, 'leave');
    await clock.advance(1_200);
    expect(told).toEqual(['came', 'left']);
  });

  test('does not flicker when every other report has a wrong bit', async () => {
    const { clock, twin, told, fault, states } = rig();
    obey(twin.orders, 'stand 80');
    for (let spoilt = 0; spoilt < 200; spoilt += 1) {
      fault('bit-errors', 1);
      await clock.advance(200);
    }
    expect(told).toEqual(['came']);
    expect(states()).toEqual(['online']);
  });
});

describe('a radar', () => {
  test('that freezes makes presence unknown after two seconds, and goes on when it thaws', async () => {
    const { clock, twin, told, reports, fault } = rig();
    obey(twin.orders, 'stand 80');
    await clock.advance(3_000);
    fault('frozen');
    await clock.advance(1_900);
    expect(told).toEqual(['came']);
    await clock.advance(200);
    expect(told).toEqual(['came', 'unknown']);
    expect(reports.at(-1)).toEqual({ device: 'presence-radar', state: 'offline', cause: 'radar-silent' });
    await clock.advance(60_000);
    expect(told).toEqual(['came', 'unknown']);
    fault('frozen', 0);
    await clock.advance(1_300);
    expect(told).toEqual(['came', 'unknown', 'came']);
    expect(reports.at(-1)).toMatchObject({ state: 'online', cause: null });
  });

  test('that left out reports for less than two seconds is not talked about', async () => {
    const { clock, told, fault, states } = rig();
    await clock.advance(1_000);
    fault('frozen', 18);
    await clock.advance(4_000);
    expect(told).toEqual([]);
    expect(states()).toEqual(['online']);
  });

  test('that another program left in its configuration is woken', async () => {
    const { clock, line, radar, states } = rig();
    await radar.stop();
    const program = await line.kiosk();
    if (!program.ok) throw new Error(program.error);
    const enable = { kind: 'config', payload: Uint8Array.from(radarCommands.enableConfig) } as const;
    await program.value.write(encodeFrame(enable), 100);
    await program.value.close();
    radar.start();
    await clock.advance(1_900);
    expect(states()).toEqual([]);
    await clock.advance(600);
    expect(states()).toEqual(['radar-silent', 'online']);
  });

  test('that sends only frames nobody understands is garbled', async () => {
    const { clock, device, reports } = rig({ hasTwin: false });
    await clock.advance(10);
    for (let sent = 0; sent < 30; sent += 1) {
      await device.port!.write(encodeFrame({ kind: 'report', payload: new Uint8Array(13) }), 100);
      await clock.advance(100);
    }
    expect(reports).toEqual([{ device: 'presence-radar', state: 'hardware-error', cause: 'radar-garbled' }]);
  });

  test('that sends broken frames or strange answers is garbled too', async () => {
    for (const bytes of [
      encodeFrame({ kind: 'report', payload: new Uint8Array(13) }).with(-1, 0),
      encodeFrame({ kind: 'config', payload: Uint8Array.of(0x61, 1, 0, 0) }),
    ]) {
      const { clock, device, states } = rig({ hasTwin: false });
      await clock.advance(1_000);
      await device.port!.write(bytes, 100);
      await clock.advance(1_200);
      expect(states()).toEqual(['radar-garbled']);
    }
  });

  test('that says nothing from the beginning is silent, and woken every two seconds', async () => {
    const { clock, states, asked } = rig({ hasTwin: false });
    await clock.advance(6_500);
    expect(states()).toEqual(['radar-silent']);
    const endConfig = 'fdfcfbfa0200fe0004030201';
    expect(asked).toEqual([endConfig, endConfig, endConfig]);
  });
});

describe('the line', () => {
  test('pulled makes presence unknown at once; put back, all is as before within two seconds', async () => {
    const { clock, line, twin, told, states } = rig();
    obey(twin.orders, 'stand 80');
    await clock.advance(3_000);
    line.cut();
    expect(told).toEqual(['came', 'unknown']);
    await clock.advance(5_000);
    line.restore();
    await clock.advance(2_000);
    expect(states()).toEqual(['online', 'radar-missing', 'online']);
    expect(told).toEqual(['came', 'unknown', 'came']);
  });

  test('is free after a stop, and nothing is told any more', async () => {
    const { clock, line, radar, told, states } = rig();
    await clock.advance(1_000);
    const stopping = radar.stop();
    await clock.advance(1);
    await stopping;
    expect(await line.kiosk()).toMatchObject({ ok: true });
    await clock.advance(10_000);
    expect(states()).toEqual(['online']);
    expect(told).toEqual([]);
  });
});

describe('a self-test', () => {
  async function selfTest({ clock, radar }: ReturnType<typeof rig>) {
    const testing = radar.selfTest();
    await clock.advance(9_900);
    return testing;
  }

  test('asks for the firmware and leaves the radar reporting', async () => {
    const bench = rig();
    expect(await selfTest(bench)).toEqual({
      passed: true,
      findings: [
        { name: 'line', value: 'open', isGood: true },
        { name: 'answer', value: 'good', isGood: true },
        { name: 'firmware', value: 'V1.02.22062416', isGood: true },
        { name: 'reporting again', value: 'yes', isGood: true },
      ],
    });
    expect(bench.states()).toEqual(['online']);
    expect(bench.asked).toEqual([
      'fdfcfbfa0400ff00010004030201',
      'fdfcfbfa0200a00004030201',
      'fdfcfbfa0200fe0004030201',
    ]);
  });

  test('of a frozen radar says so and still tells it to report', async () => {
    const bench = rig();
    bench.fault('frozen');
    const { passed, findings } = await selfTest(bench);
    expect(passed).toBe(false);
    expect(findings.map(({ value, isGood }) => [value, isGood])).toEqual([
      ['open', true],
      ['radar-silent', false],
      ['unknown', false],
      ['radar-silent', false],
    ]);
    expect(bench.asked.at(-1)).toBe('fdfcfbfa0200fe0004030201');
  });

  test('of a radar that refuses says so', async () => {
    const bench = rig({ hasTwin: false });
    await bench.clock.advance(10);
    const refusal = encodeAnswer({ command: 'enableConfig', isDone: false, data: new Uint8Array(0) });
    const { port } = bench.device;
    port!.onBytes(() => void port!.write(encodeFrame({ kind: 'config', payload: refusal }), 100));
    const { passed, findings } = await selfTest(bench);
    expect(passed).toBe(false);
    expect(findings[1]).toEqual({ name: 'answer', value: 'radar-refused', isGood: false });
    // An answer to another question is no answer to this one.
    expect(findings[3]).toEqual({ name: 'reporting again', value: 'radar-silent', isGood: false });
  });

  test('without a line says so', async () => {
    const bench = rig();
    bench.line.cut();
    const { passed, findings } = await selfTest(bench);
    expect(passed).toBe(false);
    expect(findings[0]).toEqual({ name: 'line', value: 'missing', isGood: false });
  });

  test('whose line is pulled meanwhile ends at once', async () => {
    const bench = rig();
    bench.fault('frozen');
    await bench.clock.advance(100);
    const testing = bench.radar.selfTest();
    await bench.clock.advance(100);
    bench.line.cut();
    await bench.clock.advance(1);
    expect(await testing).toMatchObject({ passed: false, findings: [{ value: 'missing' }, {}, {}, {}] });
  });
});

describe('the twin', () => {
  test('says what an order lacks', () => {
    const { twin } = rig();
    const question = 'a distance from 0 to 600 cm, please';
    for (const wrong of ['stand', 'stand near', 'stand -1', 'walk 601', 'walk 1e2', 'stand 80.5'])
      expect(obey(twin.orders, wrong)).toBe(question);
    expect(obey(twin.orders, 'walk 600')).toBe('done');
  });

  test('knows its two faults and no other', () => {
    const { twin, fault } = rig();
    expect(twin.faults).toEqual(['bit-errors', 'frozen']);
    expect(fault('bounce')).toBe(false);
  });

  test('reports ten times a second, with one bit wrong in as many reports as ordered', async () => {
    const clock = manualClock();
    const line = memoryLine();
    const twin = radarTwin(clock);
    let detach = () => {};
    line.onConnection((port) => {
      detach = twin.attach(port);
    });
    const kiosk = await line.kiosk();
    const heard: Uint8Array[] = [];
    if (kiosk.ok) kiosk.value.onBytes((chunk) => heard.push(chunk));
    await clock.advance(1_050);
    expect(heard).toHaveLength(10);
    const good = heard[0]!;
    twin.setFault({ name: 'bit-errors', at: null, times: 2 });
    heard.length = 0;
    await clock.advance(300);
    const wrongBits = heard.map((frame) =>
      frame.reduce((sum, byte, at) => sum + (byte ^ good[at]!).toString(2).replaceAll('0', '').length, 0),
    );
    expect(wrongBits).toEqual([1, 1, 0]);
    detach();
    heard.length = 0;
    await clock.advance(1_000);
    expect(heard).toEqual([]);
  });

  test('refuses to tell its firmware outside the configuration, and ignores what it does not know', async () => {
    const { clock, line, radar, twin } = rig();
    await radar.stop();
    line.onConnection((port) => void twin.attach(port));
    const kiosk = await line.kiosk();
    const heard: string[] = [];
    if (!kiosk.ok) throw new Error(kiosk.error);
    kiosk.value.onBytes((chunk) => heard.push(Buffer.from(chunk).toString('hex')));
    const ask = (kind: 'config' | 'report', payload: readonly number[]) =>
      kiosk.value.write(encodeFrame({ kind, payload: Uint8Array.from(payload) }), 100);
    await ask('config', radarCommands.readFirmware);
    await ask('config', [0x61, 0x00]);
    await ask('report', radarCommands.endConfig);
    await clock.advance(50);
    expect(new Set(heard)).toEqual(new Set(['fdfcfbfa0400a001010004030201']));
  });
});

describe('the kind', () => {
  test('is recognised by one report or answer, also behind noise', () => {
    const isAnswer = presenceRadarKind.probe!.isAnswer;
    const report = Buffer.from('f4f3f2f10d0002aa0251000000003b00005500f8f7f6f5', 'hex');
    expect(isAnswer(Uint8Array.of(0xf4, 0xf3, ...report))).toBe(true);
    expect(isAnswer(Buffer.from('fdfcfbfa0400fe01000004030201', 'hex'))).toBe(true);
    expect(isAnswer(report.subarray(0, -1))).toBe(false);
    expect(isAnswer(encodeFrame({ kind: 'report', payload: new Uint8Array(13) }))).toBe(false);
    expect(isAnswer(encodeFrame({ kind: 'config', payload: Uint8Array.of(1, 1, 0, 0) }))).toBe(false);
    expect(isAnswer(new Uint8Array(0))).toBe(false);
  });

  test.each([
    ['basic', 0x0d],
    ['engineering', 0x23],
  ])('makes a twin in %s mode, at 256000 baud', async (mode, length) => {
    const clock = manualClock();
    const line = memoryLine();
    const settings = presenceRadarKind.defaultSettings;
    expect(settings).toMatchObject({ baudRate: 256_000, dataBits: 8, parity: 'none', stopBits: 1 });
    const twin = presenceRadarKind.createTwin({
      clock,
      random: countingRandom(),
      settings,
      options: { mode },
    });
    line.onConnection((port) => void twin.attach(port));
    const said: string[] = [];
    const watch = presenceRadarKind.createWatch({
      open: line.kiosk,
      clock,
      onState: () => {},
      say: (happening) => said.push(happening),
    });
    watch.start();
    obey(twin.orders, 'stand 80');
    await clock.advance(1_500);
    expect(said).toEqual(['presence: came']);
    await watch.stop();
    const kiosk = await line.kiosk();
    const heard: number[] = [];
    if (kiosk.ok) kiosk.value.onBytes((chunk) => heard.push(...chunk));
    await clock.advance(150);
    expect(heard[4]).toBe(length);
  });
});
