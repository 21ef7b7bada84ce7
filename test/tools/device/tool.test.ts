import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { err, ok } from '../../../core/lib/result.ts';
import { deviceKinds, kindNamed } from '../../../hardware/catalogue.ts';
import { seededRandom } from '../../../hardware/faults/seeded-random.ts';
import { addressText, type DeviceLine } from '../../../hardware/line-address.ts';
import { memoryLine } from '../../../hardware/memory-line.ts';
import type { ListPorts } from '../../../hardware/serial/usb-lookup.ts';
import { runTool } from '../../../tools/device/tool.ts';
import { topics } from '../../../tools/device/arguments.ts';
import { manualClock } from '../../support/manual-clock.ts';

/** A machine with one line for each path, and a twin on each. */
function rig(hanging: Readonly<Record<string, string>> = {}, listPorts: ListPorts = async () => ok([])) {
  const clock = manualClock();
  const said: string[] = [];
  const written: [string, string][] = [];
  const opened: DeviceLine[] = [];
  const machine = new Map(
    Object.entries(hanging).map(([at, device]) => {
      const { createTwin, defaultSettings: settings } = kindNamed(device)!;
      const twin = createTwin({ clock, random: seededRandom(1), settings, options: {} });
      const cable = memoryLine();
      cable.onConnection((port) => void twin.attach(port));
      return [at, { cable, twin }];
    }),
  );
  let interrupt = () => {};
  const interrupted = new Promise<void>((enough) => (interrupt = enough));
  async function run(line: string) {
    let code: number | null = null;
    const startMs = clock.monotonicMs();
    void runTool(line.split(' '), {
      clock,
      listPorts,
      pcsc: { script: 'nowhere.mjs', from: '/nowhere/package.json' },
      interrupted,
      openLine: (asked, onRefused) => async () => {
        opened.push(asked);
        const found = machine.get(addressText(asked.path));
        if (found !== undefined) return found.cable.kiosk();
        onRefused?.('line-not-there');
        return err('gone');
      },
      say: (text) => said.push(...text.split('\n')),
      write: (file, text) => written.push([file, text]),
    }).then((done) => (code = done));
    while (code === null && clock.monotonicMs() < startMs + 3_600_000) await clock.advance(20);
    return { code, summary: JSON.parse(said.at(-1)!), tookMs: clock.monotonicMs() - startMs };
  }
  return { clock, said, written, opened, machine, run, interrupt: () => interrupt() };
}

describe('help', () => {
  test.each(topics)('of %s says how it is used and what its exit codes mean', async (topic) => {
    const { said, run } = rig();
    await run(`${topic} --help`).catch(() => null);
    expect(said.join('\n')).toContain(`npm run device -- ${topic}`);
    if (topic !== 'list') expect(said.join('\n')).toMatch(/Exit code 0: .*1: /);
  });

  test('names every device', async () => {
    const { said, run } = rig();
    await run('help').catch(() => null);
    for (const { device } of deviceKinds) expect(said.join('\n')).toContain(device);
  });

  test('comes after what was not understood, with exit code 2 and a last line of JSON', async () => {
    const { said, run } = rig();
    expect(await run('dance')).toMatchObject({ code: 2, summary: { error: 'no such command: dance' } });
    expect(said.join('\n')).toContain('npm run device -- list');
  });
});

describe('list', () => {
  test('shows the lines of the machine and the devices a profile may name', async () => {
    const ports = [{ path: '/dev/ttyUSB0', vendorId: '1A86', productId: '7523', manufacturer: 'QinHeng' }];
    const { said, run } = rig({}, async () => ok([...ports, { path: '/dev/ttyS0' }]));
    const { code, summary } = await run('list');
    expect(code).toBe(0);
    expect(summary.ports).toHaveLength(2);
    expect(said.join('\n')).toMatch(/\/dev\/ttyUSB0 +usb 1a86:7523 +QinHeng/);
    expect(said.join('\n')).toMatch(/id-card-reader +SAM_V +115200 8N1/);
    expect(said.join('\n')).toMatch(/receipt-printer +ESC\/POS +115200 8N1/);
  });

  test('says what is missing when the system cannot say', async () => {
    const { said, run } = rig({}, async () => err('line-list-unavailable'));
    expect(await run('list')).toMatchObject({ code: 1, summary: { error: 'line-list-unavailable' } });
    expect(said.join('\n')).toContain('udev');
  });
});

describe('probe', () => {
  test('finds each device on its line, and says what it is doing', async () => {
    const { said, run } = rig({ a: 'id-card-reader', b: 'receipt-printer', c: 'presence-radar' });
    const { code, summary } = await run('probe a b c');
    expect(code).toBe(0);
    expect(summary.lines.map(({ path: at, device }: Record<string, string>) => [at, device])).toEqual([
      ['a', 'id-card-reader'],
      ['b', 'receipt-printer'],
      ['c', 'presence-radar'],
    ]);
    expect(summary.lines[0]).toMatchObject({ protocol: 'SAM_V', settings: { baudRate: 115_200 } });
    expect(said.filter((line) => line.endsWith('...')).length).toBeGreaterThan(3);
    expect(said.join('\n')).toMatch(/a +id-card-reader +SAM_V +115200 8N1/);
  });

  test('takes every line of the machine when none is named', async () => {
    const { run } = rig({ a: 'receipt-printer' }, async () => ok([{ path: 'a' }, { path: 'none' }]));
    const { code, summary } = await run('probe --only receipt-printer');
    expect(code).toBe(1);
    expect(summary.lines).toMatchObject([
      { path: 'a', outcome: 'found' },
      { path: 'none', outcome: 'unopened' },
    ]);
  });

  test('has nothing to do on a machine without lines, and says how to name one', async () => {
    const without = rig();
    expect(await without.run('probe')).toMatchObject({ code: 1, summary: { lines: [] } });
    expect(without.said.join('\n')).toContain('probe /dev/ttyUSB0');
    const unable = rig({}, async () => err('line-list-unavailable'));
    expect((await unable.run('probe')).code).toBe(1);
    expect(unable.said.join('\n')).toContain('line-list-unavailable');
  });
});

describe('self-test', () => {
  test.each(deviceKinds.map(({ device }) => device))('passes on the twin of a %s', async (device) => {
    const { said, run } = rig({ a: device });
    const { code, summary } = await run(`self-test ${device} a`);
    expect([summary.passed, code]).toEqual([true, 0]);
    expect(summary.device).toBe(device);
    expect(summary.findings.length).toBeGreaterThan(0);
    expect(said.join('\n')).toContain(`${device}: passed`);
  });

  test('fails on a line that is not there, and names the reason', async () => {
    const { said, run } = rig();
    const { code, summary, tookMs } = await run('self-test id-card-reader /dev/none');
    expect([code, summary.passed]).toEqual([1, false]);
    expect(said).toContain('the line: line-not-there');
    expect(said.filter((line) => line === 'the line: line-not-there')).toHaveLength(1);
    expect(tookMs).toBeLessThan(20_000);
  });

  test('fails on a device that is silent, and shows what was last on the line', async () => {
    const { machine, said, run } = rig({ a: 'id-card-reader' });
    machine.get('a')!.twin.setFault({ name: 'silent', at: null, times: 1_000 });
    expect((await run('self-test id-card-reader a')).code).toBe(1);
    const at = said.indexOf('Last on the line:');
    expect(said.slice(at + 1).join('\n')).toMatch(/ms {2}-> {2}AA AA AA 96 69/);
  });

  test('opens the line as the device usually has it, unless told otherwise', async () => {
    const usual = rig({ a: 'presence-radar' });
    await usual.run('self-test presence-radar a');
    expect(usual.opened[0]).toMatchObject({ baudRate: 256_000, dataBits: 8, parity: 'none', flow: 'none' });
    const told = rig({ a: 'receipt-printer' });
    await told.run('self-test receipt-printer a --baud 9600 --frame 7E2 --flow rts-cts');
    expect(told.opened[0]).toEqual({
      path: 'a',
      baudRate: 9_600,
      dataBits: 7,
      parity: 'even',
      stopBits: 2,
      flow: 'rts-cts',
    });
  });

  test('of a profile asks every device that it names', async () => {
    const file = path.join(mkdtempSync(path.join(tmpdir(), 'care-kiosk-profile-')), 'site.json');
    const devices = { idCardReader: { path: 'a' }, receiptPrinter: { path: '/dev/none' } };
    writeFileSync(file, JSON.stringify({ version: 1, devices }));
    const { said, run } = rig({ a: 'id-card-reader' });
    const { code, summary } = await run(`self-test --profile ${file}`);
    expect(code).toBe(1);
    expect(summary.devices).toMatchObject([
      { device: 'id-card-reader', passed: true },
      { device: 'receipt-printer', passed: false },
    ]);
    expect(said).toContain('receipt-printer: line-not-there');
  });

  test('of a profile that does not parse names the key', async () => {
    const file = path.join(mkdtempSync(path.join(tmpdir(), 'care-kiosk-profile-')), 'site.json');
    writeFileSync(file, '{"version":1,"devices":{"receiptPrintr":{"path":"COM3"}}}');
    const { run } = rig();
    expect(await run(`self-test --profile ${file}`)).toMatchObject({
      code: 1,
      summary: { error: 'profile-invalid', where: 'devices.receiptPrintr' },
    });
  });
});

describe('watch', () => {
  test('tells states and happenings without anything personal, and ends when the time is up', async () => {
    const { clock, machine, said, run } = rig({ a: 'id-card-reader' });
    clock.after(2_000, () => void machine.get('a')!.twin.orders['lay']!.obey(['resident']));
    clock.after(4_000, () => machine.get('a')!.cable.cut());
    const { code, summary, tookMs } = await run('watch id-card-reader a --for 10 --frames');
    expect(said).toContain('id-card-reader is online');
    expect(said).toContain('id-card-reader is no-device, reader-missing');
    expect(said.join('\n')).toMatch(/card read: resident, name of 3 characters/);
    expect(said.join('\n')).toMatch(/<- {2}AA AA AA 96 69 05 08 00 00 90 \*\* x1285/);
    expect(said.join('\n')).not.toMatch(/王秀英|8B 73|1A 4F/);
    expect([code, summary.state, summary.cause]).toEqual([1, 'no-device', 'reader-missing']);
    expect(tookMs).toBeLessThan(11_000);
  });

  test('writes the same lines into a file', async () => {
    const { said, written, run } = rig({ a: 'presence-radar' });
    expect(await run('watch presence-radar a --for 2 --log r.log')).toMatchObject({
      code: 0,
      summary: { state: 'online' },
    });
    expect(written.length).toBeGreaterThan(0);
    for (const [file, line] of written) {
      expect(file).toBe('r.log');
      expect(said).toContain(line);
    }
  });

  test('ends when the technician has had enough', async () => {
    const { clock, run, interrupt } = rig({ a: 'receipt-printer' });
    clock.after(5_000, interrupt);
    const { code, summary, tookMs } = await run('watch receipt-printer a');
    expect([code, summary.state]).toEqual([0, 'online']);
    expect(tookMs).toBeLessThan(7_000);
  });
});
