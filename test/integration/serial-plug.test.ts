import { execFileSync } from 'node:child_process';
import { rename, symlink } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import type { Port } from '../../hardware/port.ts';
import { keepLine } from '../../hardware/line-keeper.ts';
import { lineOpener } from '../../hardware/serial/open-line.ts';
import { listSerialPorts } from '../../hardware/serial/usb-lookup.ts';
import { ok } from '../../core/lib/result.ts';
import { plainLine } from '../../hardware/line-settings.ts';
import { ptyPair } from '../../tools/rig/pty-pair.ts';
import { bytesOf, closingsOf, heardBy, textOf } from '../support/open-ports.ts';
import {
  baudRate,
  cableForEachTest,
  clock,
  kioskLine,
  openDevice,
  openKiosk,
  ports,
  ptys,
  withinTwoSeconds,
} from '../support/serial-cable.ts';

cableForEachTest();

describe('a serial line on which nothing flows', () => {
  test('ends when another device stands behind the same path, because that one was never asked who it is', async () => {
    const other = await ptyPair();
    const closings = closingsOf(await openKiosk());
    await symlink(other.kioskPath, `${ptys.kioskPath}-next`);
    await rename(`${ptys.kioskPath}-next`, ptys.kioskPath);
    await expect.poll(() => closings, withinTwoSeconds).toEqual(['gone']);
    await other.dispose();
  });

  test('stays open for as long as its device stays', async () => {
    const kiosk = await openKiosk();
    const closings = closingsOf(kiosk);
    const heard = heardBy(await openDevice());
    const since = clock.monotonicMs();
    await expect.poll(() => clock.monotonicMs() - since, { timeout: 3_000 }).toBeGreaterThan(1_600);
    expect(closings).toEqual([]);
    expect(await kiosk.write(bytesOf('here'), 1_000)).toMatchObject({ ok: true });
    await expect.poll(() => textOf(heard)).toBe('here');
  });

  test('is back within two seconds of the replugging, and carries only what is written to the new line', async () => {
    const told: string[] = [];
    let up: Port | null = null;
    const keeper = keepLine({
      open: kioskLine(),
      clock,
      onUp(port) {
        up = port;
        told.push('up');
      },
      onDown: (cause) => told.push(cause),
    });
    keeper.start();
    await expect.poll(() => told, withinTwoSeconds).toEqual(['up']);
    for (const round of [1, 2]) {
      told.length = 0;
      await ptys.unplug();
      await expect.poll(() => told, withinTwoSeconds).toEqual(['gone']);
      await ptys.replug();
      const heard = heardBy(await openDevice());
      await expect.poll(() => told, withinTwoSeconds).toEqual(['gone', 'up']);
      await up!.write(bytesOf(`round ${round}`), 1_000);
      await expect.poll(() => textOf(heard), withinTwoSeconds).toBe(`round ${round}`);
    }
    await keeper.stop();
    await openKiosk();
  });
});

describe('a USB identity in the profile', () => {
  const path = { vendorId: '1A86', productId: '7523' };

  test('is looked up at each opening, so the device may come back under another name', async () => {
    let listed = [{ path: '/dev/nowhere', vendorId: '1a86', productId: '7523' }];
    const troubles: string[] = [];
    const open = lineOpener(clock, async () => ok(listed))({ path, ...plainLine(baudRate) }, (it) =>
      troubles.push(it),
    );
    expect(await open()).toEqual({ ok: false, error: 'gone' });
    listed = [];
    expect(await open()).toEqual({ ok: false, error: 'gone' });
    expect(troubles).toEqual(['line-not-there', 'line-not-there']);
    listed = [{ path: ptys.kioskPath, vendorId: '1a86', productId: '7523' }];
    await ports.open(open);
  });

  test('cannot be looked up without udevadm, which is told by name, and explicit paths still work', async () => {
    const searchPath = process.env['PATH'];
    process.env['PATH'] = '';
    try {
      const troubles: string[] = [];
      const openLine = lineOpener(clock);
      const byIdentity = openLine({ path, ...plainLine(baudRate) }, (it) => troubles.push(it));
      expect(await byIdentity()).toEqual({ ok: false, error: 'gone' });
      expect(troubles).toEqual(['line-list-unavailable']);
      expect(await listSerialPorts()).toEqual({ ok: false, error: 'line-list-unavailable' });
      await ports.open(openLine({ path: ptys.kioskPath, ...plainLine(baudRate) }));
    } finally {
      process.env['PATH'] = searchPath;
    }
  });
});

describe('the settings of a line', () => {
  const settingsOf = (path: string) => execFileSync('stty', ['-a', '-F', path], { encoding: 'utf8' });

  test('reach the operating system: speed, stop bits and flow control', async () => {
    const open = lineOpener(clock);
    const scanner = { ...plainLine(9_600), stopBits: 2, flow: 'rts-cts', path: ptys.kioskPath } as const;
    await ports.open(open(scanner));
    expect(settingsOf(ptys.kioskPath)).toMatch(/speed 9600 .*[^-]cstopb.*[^-]crtscts.*-ixon -ixoff/s);
    await ports.open(open({ ...plainLine(19_200), flow: 'xon-xoff', path: ptys.devicePath }));
    expect(settingsOf(ptys.devicePath)).toMatch(/speed 19200 .*-cstopb.*-crtscts.*[^-]ixon [^-]*ixoff/s);
  });

  test('with XON/XOFF hold the writer while the device says so, and those two bytes are never data', async () => {
    const line = { ...plainLine(baudRate), flow: 'xon-xoff', path: ptys.kioskPath } as const;
    const open = lineOpener(clock)(line);
    const kiosk = await ports.open(open);
    const atKiosk = heardBy(kiosk);
    const device = await openDevice();
    await device.write(Uint8Array.of(0x41, 0x13), 1_000);
    await expect.poll(() => atKiosk, withinTwoSeconds).toEqual([0x41]);
    expect(await kiosk.write(bytesOf('held'), 200)).toEqual({ ok: false, error: 'stalled' });
    await kiosk.close();

    const again = await ports.open(open);
    const heard = heardBy(device);
    await device.write(Uint8Array.of(0x11), 1_000);
    expect(await again.write(bytesOf('sent'), 2_000)).toMatchObject({ ok: true });
    await expect.poll(() => textOf(heard), withinTwoSeconds).toBe('sent');
  });
});
