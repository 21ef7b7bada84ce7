import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { encodeMeasured } from '../../../hardware/blood-pressure/codec.ts';
import { encodeFrame } from '../../../hardware/blood-pressure/frames.ts';
import { bloodPressureProfiles } from '../../../hardware/blood-pressure/profiles.ts';
import type { BloodPressureProfileName } from '../../../hardware/blood-pressure/profiles.ts';
import { monitorBench } from './bench.ts';
import type { MonitorBench } from './bench.ts';

const names = Object.keys(bloodPressureProfiles) as BloodPressureProfileName[];
const reading = { systolicMmHg: 138, diastolicMmHg: 82, pulsePerMinute: 70 };
const measured = { outcome: 'measured', reading: expect.objectContaining(reading) };
const damaged = { outcome: 'failed', trouble: 'reading-damaged', deviceCode: null };

let bench: MonitorBench;
beforeEach(async () => {
  bench = monitorBench('terumo-br-500');
  bench.monitor.start();
  await bench.clock.advance(100);
});
afterEach(() => bench.monitor.stop());

describe('a monitor in order', () => {
  test.each(names)('%s: a measurement is told once and proves that the monitor is there', async (name) => {
    const { monitor, clock, order, events, states } = monitorBench(name);
    monitor.start();
    await clock.advance(100);
    expect(states()).toEqual([['online', 'not-heard-yet']]);
    order('measure 138 82 70');
    await clock.advance(1_000);
    expect(events).toEqual([measured]);
    expect(states()).toEqual([
      ['online', 'not-heard-yet'],
      ['online', null],
    ]);
    await monitor.stop();
  });

  test('is told within the time its bytes need on the line', async () => {
    const { clock, order, events } = bench;
    const { sample } = bloodPressureProfiles['terumo-br-500'];
    order('measure 138 82 70');
    await clock.advance(((sample.length + 3) * 10_000) / 9_600 - 10);
    expect(events).toEqual([]);
    await clock.advance(20);
    expect(events).toEqual([measured]);
  });

  test('at 2400 baud is read like at 9600', async () => {
    const slow = monitorBench('and-tm-2657p', 2_400);
    slow.monitor.start();
    await slow.clock.advance(10);
    slow.order('measure 138 82 70');
    await slow.clock.advance(1_000);
    expect(slow.events).toEqual([measured]);
    await slow.monitor.stop();
  });

  test('that has failed to measure says so with its code', async () => {
    const omron = monitorBench('omron-hbp-9030');
    omron.monitor.start();
    await omron.clock.advance(10);
    omron.order('measure-failed 7');
    await omron.clock.advance(1_000);
    expect(omron.events).toEqual([{ outcome: 'failed', trouble: 'measurement-failed', deviceCode: '7' }]);
    await omron.monitor.stop();
  });

  test('whose figures belong to nobody is refused by name', async () => {
    const { clock, order, events } = bench;
    order('measure 82 138 70');
    await clock.advance(1_000);
    expect(events).toEqual([{ outcome: 'failed', trouble: 'reading-implausible', deviceCode: null }]);
  });
});

describe('a line sent again', () => {
  test('within two seconds is told once, however often it comes', async () => {
    const { clock, twin, order, events } = bench;
    twin.setFault({ name: 'repeated', at: null, times: 1 });
    order('measure 138 82 70');
    await clock.advance(1_900);
    order('measure 138 82 70');
    await clock.advance(1_900);
    expect(events).toEqual([measured]);
  });

  test('after more than two seconds is another measurement', async () => {
    const { clock, order, events } = bench;
    order('measure 138 82 70');
    await clock.advance(2_200);
    order('measure 138 82 70');
    await clock.advance(1_000);
    expect(events).toEqual([measured, measured]);
  });

  test('with other figures is told at once', async () => {
    const { clock, order, events } = bench;
    order('measure 138 82 70');
    order('measure 139 82 70');
    await clock.advance(500);
    expect(events).toMatchObject([{ reading }, { reading: { systolicMmHg: 139 } }]);
  });
});

describe('a bad line', () => {
  test.each([
    ['wrong-bcc', null],
    ['truncated', null],
    ['truncated', 64],
  ])('%s at %s is told as damaged, and the next measurement works', async (name, at) => {
    const { clock, twin, order, events } = bench;
    expect(twin.setFault({ name, at, times: 1 })).toBe(true);
    order('measure 138 82 70');
    await clock.advance(3_000);
    expect(events).toEqual([damaged]);
    order('measure 138 82 70');
    await clock.advance(1_000);
    expect(events).toEqual([damaged, measured]);
  });

  test('the half of a frame is damaged half a second after its last byte, and its other half is nothing', async () => {
    const { clock, device, events } = bench;
    const profile = bloodPressureProfiles['terumo-br-500'];
    const frame = encodeFrame(profile, encodeMeasured(profile, reading));
    await device.port!.write(frame.subarray(0, 40), 100);
    await clock.advance(499);
    expect(events).toEqual([]);
    await clock.advance(1);
    expect(events).toEqual([damaged]);
    await device.port!.write(frame.subarray(40), 100);
    await clock.advance(1_000);
    expect(events).toEqual([damaged]);
  });

  test('a short pause inside a frame does no harm', async () => {
    const { clock, device, events } = bench;
    const profile = bloodPressureProfiles['terumo-br-500'];
    const frame = encodeFrame(profile, encodeMeasured(profile, reading));
    await device.port!.write(frame.subarray(0, 40), 100);
    await clock.advance(450);
    await device.port!.write(frame.subarray(40), 100);
    await clock.advance(450);
    expect(events).toEqual([measured]);
  });

  test('bytes that never make sense are not understood, until a frame comes', async () => {
    const { clock, device, order, events, states } = bench;
    await device.port!.write(Uint8Array.of(0x80, 0xf8, 0x00), 100);
    await clock.advance(600);
    expect(states().at(-1)).toEqual(['online', 'not-understood']);
    expect(events).toEqual([]);
    order('measure 138 82 70');
    await clock.advance(1_000);
    expect(states().at(-1)).toEqual(['online', null]);
    await device.port!.write(Uint8Array.of(0x80), 100);
    await clock.advance(1_000);
    expect(states().at(-1)).toEqual(['online', null]);
  });
});

describe('a monitor that comes and goes', () => {
  test('is missing when it is unplugged, also in the middle of a frame, and served again within two seconds', async () => {
    const { clock, line, order, events, states } = bench;
    order('measure 138 82 70');
    await clock.advance(30);
    line.cut();
    await clock.advance(1_000);
    expect(states().at(-1)).toEqual(['no-device', 'monitor-missing']);
    expect(events).toEqual([]);
    line.restore();
    await clock.advance(2_000);
    expect(states().at(-1)).toEqual(['online', 'not-heard-yet']);
    order('measure 138 82 70');
    await clock.advance(1_000);
    expect(events).toEqual([measured]);
  });

  test('whose port was closed by somebody else is offline until it opens again', async () => {
    const { clock, device, states } = bench;
    const reports = states().length;
    await device.port!.close();
    await clock.advance(1_000);
    expect(states().slice(reports)).toEqual([
      ['no-device', 'monitor-missing'],
      ['online', 'not-heard-yet'],
    ]);
  });

  test('is told nothing of after it was stopped, and the line is free', async () => {
    const { clock, line, order, events, reports, monitor } = bench;
    const reportsBefore = reports.length;
    order('measure 138 82 70');
    await clock.advance(30);
    await monitor.stop();
    await clock.advance(3_000);
    expect(events).toEqual([]);
    expect(reports).toHaveLength(reportsBefore);
    expect(await line.kiosk()).toMatchObject({ ok: true });
  });

  test('is started once, however often', async () => {
    const { clock, monitor, order, events } = bench;
    monitor.start();
    order('measure 138 82 70');
    await clock.advance(1_000);
    expect(events).toEqual([measured]);
  });
});

describe('the self-test', () => {
  const findings = async () => {
    const test = bench.monitor.selfTest();
    await bench.clock.advance(2_500);
    const { passed, findings: found } = await test;
    return { passed, ...Object.fromEntries(found.map(({ name, value, isGood }) => [name, [value, isGood]])) };
  };

  test('passes on an open line although nothing was heard, and says so', async () => {
    expect(await findings()).toEqual({
      passed: true,
      line: ['open', true],
      'bytes-heard': ['0', true],
      'frames-understood': ['0', true],
      'frames-damaged': ['0', true],
    });
  });

  test('fails when what was heard made no sense', async () => {
    await bench.device.port!.write(Uint8Array.of(1, 2, 3), 100);
    await bench.clock.advance(600);
    expect(await findings()).toMatchObject({
      passed: false,
      'bytes-heard': ['3', false],
      'frames-understood': ['0', false],
      'frames-damaged': ['1', false],
    });
  });

  test('counts what was understood, and holds no figure of a reading', async () => {
    bench.order('measure 138 82 70');
    await bench.clock.advance(1_000);
    const found = await findings();
    expect(found).toMatchObject({
      passed: true,
      'bytes-heard': ['65', true],
      'frames-understood': ['1', true],
    });
    expect(JSON.stringify(found)).not.toMatch(/138|82|70/);
  });

  test('fails on a line that is closed', async () => {
    await bench.monitor.stop();
    expect(await findings()).toMatchObject({ passed: false, line: ['closed', false] });
  });
});
