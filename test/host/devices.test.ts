import { describe, expect, it } from 'vitest';
import { deviceNames, type DeviceName, type DeviceReport } from '../../core/devices/states.ts';
import { err } from '../../core/lib/result.ts';
import { kindNamed } from '../../hardware/catalogue.ts';
import { addressText } from '../../hardware/line-address.ts';
import { memoryLine, type MemoryLine } from '../../hardware/memory-line.ts';
import { seededRandom } from '../../hardware/faults/seeded-random.ts';
import { connectDevices } from '../../host/devices.ts';
import { parseProfile } from '../../host/profile.ts';
import { manualClock } from '../support/manual-clock.ts';

/** Paths on which a twin hangs, by the kind of device it is. */
type Hanging = Readonly<Record<string, DeviceName>>;

function rig(mode: 'demo' | 'site', devices: object, hanging: Hanging = {}) {
  const clock = manualClock();
  const profile = parseProfile(JSON.stringify({ version: 1, devices }));
  if (!profile.ok) throw new Error(profile.error.where);
  const cables = new Map<string, MemoryLine>();
  for (const [path, device] of Object.entries(hanging)) {
    const kind = kindNamed(device)!;
    const twin = kind.createTwin({
      clock,
      random: seededRandom(1),
      settings: kind.defaultSettings,
      options: {},
    });
    const cable = memoryLine();
    cable.onConnection((port) => void twin.attach(port));
    cables.set(path, cable);
  }
  const told: [string, unknown][] = [];
  const hear = (name: string) => (event: unknown) => void told.push([name, event]);
  const reports: DeviceReport[] = [];
  const connected = connectDevices({
    clock,
    profile: profile.value,
    mode,
    openSerial:
      ({ path }, onRefused) =>
      async () => {
        const cable = cables.get(addressText(path));
        if (cable !== undefined) return cable.kiosk();
        onRefused?.('line-not-there');
        return err('gone');
      },
    onReport: (report) => reports.push(report),
    pcsc: { script: 'nowhere.mjs', from: '/nowhere/package.json' },
    onLineTrouble: (device, trouble) => told.push([device, trouble]),
    onSlip: () => told.push(['slip', null]),
    onCard: hear('card'),
    onCode: hear('code'),
    onKey: hear('key'),
    onHandset: hear('handset'),
    onPresence: hear('presence'),
    onMeasurement: hear('measurement'),
    onSocialSecurityCard: hear('social-security-card'),
  });
  const stateOf = (device: DeviceName) => {
    const { state, cause } = connected.reports().find((report) => report.device === device)!;
    return [state, cause];
  };
  async function selfTest() {
    const done: Awaited<ReturnType<typeof connected.selfTest>>[] = [];
    const startMs = clock.monotonicMs();
    void connected.selfTest().then((tests) => done.push(tests));
    while (done.length === 0 && clock.monotonicMs() < startMs + 15_000) await clock.advance(20);
    return { tests: done[0]!, tookMs: clock.monotonicMs() - startMs };
  }
  async function stopped() {
    let isStopped = false;
    void connected.stop().then(() => (isStopped = true));
    for (let waitedMs = 0; !isStopped && waitedMs < 20_000; waitedMs += 50) await clock.advance(50);
    expect(isStopped).toBe(true);
  }
  return { clock, connected, told, reports, stateOf, selfTest, stopped };
}

const onLines = ['id-card-reader', 'receipt-printer', 'code-scanner', 'presence-radar', 'keypad'] as const;

describe('the devices of a kiosk', () => {
  it('are all reported, also those it does not have', () => {
    const { connected } = rig('site', {});
    expect(connected.reports().map(({ device }) => device)).toEqual(deviceNames);
    for (const report of connected.reports())
      expect(report).toMatchObject({ state: 'no-device', cause: 'not-in-profile' });
    expect(connected.bench).toBeNull();
  });

  it('are twins in a demo, all online, and each obeys its orders', async () => {
    const { clock, connected, told, stateOf, stopped } = rig('demo', {});
    await clock.advance(4_000);
    for (const device of onLines) expect([device, ...stateOf(device)]).toEqual([device, 'online', null]);
    expect(stateOf('blood-pressure-monitor')).toEqual(['online', 'not-heard-yet']);

    const bench = connected.bench!;
    expect(bench.order('code-scanner', 'scan P-2026-1')).toBe('done');
    expect(bench.order('keypad', 'press select')).toBe('done');
    expect(bench.order('blood-pressure-monitor', 'measure 138 82 70')).toBe('done');
    expect(bench.order('presence-radar', 'stand 80')).toBe('done');
    await clock.advance(5_000);
    expect(told).toContainEqual([
      'code',
      { state: 'read', code: { text: 'P-2026-1', symbology: 'unknown' } },
    ]);
    expect(told).toContainEqual(['key', { key: 'select' }]);
    expect(told).toContainEqual(['presence', { presence: 'came' }]);
    expect(told).toContainEqual([
      'measurement',
      expect.objectContaining({
        outcome: 'measured',
        reading: expect.objectContaining({ systolicMmHg: 138, diastolicMmHg: 82, pulsePerMinute: 70 }),
      }),
    ]);
    expect(bench.order('social-security-reader', 'lay')).toBeNull();
    expect(bench.order('keypad', 'nonsense')).toMatch(/no such order/);
    await stopped();
  });

  it('that the profile names hang on their own lines, in a demo as well', async () => {
    const named = { keypad: { path: '/dev/keypad' } };
    const { clock, stateOf, stopped } = rig('demo', named, { '/dev/keypad': 'keypad' });
    await clock.advance(4_000);
    expect(stateOf('keypad')).toEqual(['online', null]);
    expect(stateOf('receipt-printer')).toEqual(['online', null]);
    await stopped();
  });
});

describe('a social-security reader', () => {
  it('that the profile names and PC/SC does not know costs nothing but itself', async () => {
    const { clock, connected, reports, stateOf, selfTest, stopped } = rig('site', {
      socialSecurityReader: {},
    });
    expect(reports).toEqual([]);
    await clock.advance(1);
    expect(stateOf('social-security-reader')).toEqual(['no-device', 'pcsc-not-installed']);
    expect((await selfTest()).tests).toMatchObject([{ device: 'social-security-reader', passed: false }]);
    expect(connected.reports()).toHaveLength(deviceNames.length);
    await stopped();
  });
});

describe('a profile that is wrong', () => {
  it('about one path costs that device, and the others work', async () => {
    const { clock, told, stateOf, stopped } = rig(
      'site',
      { idCardReader: { path: '/dev/none' }, receiptPrinter: { path: '/dev/printer' } },
      { '/dev/printer': 'receipt-printer' },
    );
    await clock.advance(5_000);
    expect(stateOf('id-card-reader')).toEqual(['no-device', 'reader-missing']);
    expect(stateOf('receipt-printer')).toEqual(['online', null]);
    expect(told).toEqual([['id-card-reader', 'line-not-there']]);
    await stopped();
  });

  it('about which device hangs on which line names both, and stops nothing', async () => {
    const { clock, stateOf, connected, stopped } = rig(
      'site',
      { idCardReader: { path: '/dev/printer' }, receiptPrinter: { path: '/dev/reader' } },
      { '/dev/printer': 'receipt-printer', '/dev/reader': 'id-card-reader' },
    );
    await clock.advance(10_000);
    expect(stateOf('id-card-reader')[0]).toBe('offline');
    expect(stateOf('receipt-printer')).toEqual(['offline', 'printer-silent']);
    expect(connected.reports()).toHaveLength(deviceNames.length);
    await stopped();
  });

  it('that names one line twice gives it to nobody, and says so of both', async () => {
    const path = '/dev/ttyUSB0';
    const { clock, stateOf, connected, told, selfTest, stopped } = rig(
      'demo',
      { idCardReader: { path }, receiptPrinter: { path } },
      { [path]: 'id-card-reader' },
    );
    await clock.advance(3_000);
    for (const device of ['id-card-reader', 'receipt-printer'] as const) {
      expect(stateOf(device)).toEqual(['no-device', 'line-named-twice']);
      expect(told).toContainEqual([device, 'line-named-twice']);
    }
    expect(stateOf('keypad')).toEqual(['online', null]);
    expect(await connected.print({ blocks: [] })).toEqual({
      outcome: 'not-printed',
      reason: 'printer-missing',
    });
    expect((await selfTest()).tests).toContainEqual({
      device: 'receipt-printer',
      passed: false,
      findings: [{ name: 'line', value: 'line-named-twice', isGood: false }],
    });
    await stopped();
  });
});

describe('the self-test of all devices', () => {
  it('passes on the twins and is over within ten seconds', async () => {
    const { clock, selfTest, stopped } = rig('demo', {});
    await clock.advance(4_000);
    const { tests, tookMs } = await selfTest();
    expect(tests.map(({ device }) => device)).toEqual(
      deviceNames.filter((it) => it !== 'social-security-reader'),
    );
    for (const { device, passed, findings } of tests)
      expect([device, passed, findings]).toEqual([device, true, findings]);
    expect(tookMs).toBeLessThanOrEqual(10_000);
    await stopped();
  });

  it('fails for a device that is not there, and names its line', async () => {
    const { clock, selfTest, stopped } = rig('site', { keypad: { path: '/dev/none' } });
    await clock.advance(3_000);
    const { tests, tookMs } = await selfTest();
    expect(tests).toMatchObject([{ device: 'keypad', passed: false }]);
    expect(tests[0]!.findings).toContainEqual({ name: 'line', value: 'line-not-there', isGood: false });
    expect(tookMs).toBeLessThanOrEqual(10_000);
    await stopped();
  });
});

describe('stopping', () => {
  it('frees every line and tells nothing afterwards', async () => {
    const { clock, reports, stopped } = rig('demo', {});
    await clock.advance(4_000);
    await stopped();
    const soFar = reports.length;
    await clock.advance(10_000);
    expect(reports).toHaveLength(soFar);
  });
});
