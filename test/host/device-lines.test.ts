import { describe, expect, it } from 'vitest';
import { err } from '../../core/lib/result.ts';
import type { DeviceLine } from '../../hardware/line-address.ts';
import { memoryLine } from '../../hardware/memory-line.ts';
import type { OpeningTrouble } from '../../hardware/port.ts';
import { deviceLines, type OpenSerial } from '../../host/device-lines.ts';
import { parseProfile } from '../../host/profile.ts';

function devicesOf(devices: object) {
  const profile = parseProfile(JSON.stringify({ version: 1, devices }));
  if (!profile.ok) throw new Error(profile.error.where);
  return profile.value.devices;
}

function rig(devices: object) {
  const opened: DeviceLine[] = [];
  const told: string[] = [];
  const cable = memoryLine();
  const line: { trouble: OpeningTrouble | null } = { trouble: null };
  const openSerial: OpenSerial = (asked, onRefused) => {
    opened.push(asked);
    return async () => {
      if (line.trouble === null) return cable.kiosk();
      onRefused?.(line.trouble);
      return err('gone');
    };
  };
  const lines = deviceLines(devicesOf(devices), openSerial, (device, trouble) =>
    told.push(`${device} ${trouble}`),
  );
  return { lines, opened, told, line };
}

describe('the lines of a profile', () => {
  it('are opened as it says, without what concerns the device alone', () => {
    const { lines, opened } = rig({
      receiptPrinter: { path: 'COM3', baudRate: 19_200, flow: 'rts-cts', paperWidthMm: 58 },
    });
    expect(lines.opener('receipt-printer')).not.toBeNull();
    expect(opened).toEqual([
      { path: 'COM3', baudRate: 19_200, dataBits: 8, parity: 'none', stopBits: 1, flow: 'rts-cts' },
    ]);
  });

  it('are none for a device that it does not name', () => {
    const { lines } = rig({});
    expect([lines.opener('keypad'), lines.trouble('keypad')]).toEqual([null, null]);
  });

  it.each([
    [{ path: 'COM3' }, { path: 'COM3' }],
    [{ path: { vendorId: '1a86', productId: '7523' } }, { path: { vendorId: '1A86', productId: '7523' } }],
  ])('named for two devices are given to neither: %j', (idCardReader, receiptPrinter) => {
    const { lines, opened, told } = rig({ idCardReader, receiptPrinter, keypad: { path: 'COM4' } });
    for (const device of ['id-card-reader', 'receipt-printer'] as const)
      expect([lines.opener(device), lines.trouble(device)]).toEqual([null, 'line-named-twice']);
    expect(lines.opener('keypad')).not.toBeNull();
    expect(opened.map(({ path }) => path)).toEqual(['COM4']);
    expect(told).toEqual(['id-card-reader line-named-twice', 'receipt-printer line-named-twice']);
  });

  it('are different ones where only the serial number differs', () => {
    const path = { vendorId: '0403', productId: '6001' };
    const { lines } = rig({
      idCardReader: { path: { ...path, serialNumber: 'A1' } },
      receiptPrinter: { path: { ...path, serialNumber: 'A2' } },
    });
    expect(lines.trouble('id-card-reader')).toBeNull();
  });

  it('say why they are not to be had, once for each reason, and nothing when they are', async () => {
    const { lines, told, line } = rig({ keypad: { path: 'COM4' } });
    const open = lines.opener('keypad')!;
    for (const trouble of ['line-not-there', 'line-not-there', 'line-in-use'] as const) {
      line.trouble = trouble;
      expect(await open()).toEqual({ ok: false, error: 'gone' });
      expect(lines.trouble('keypad')).toBe(trouble);
    }
    line.trouble = null;
    const port = await open();
    expect(port.ok).toBe(true);
    expect(lines.trouble('keypad')).toBeNull();
    line.trouble = 'line-in-use';
    await open();
    expect(told).toEqual(['keypad line-not-there', 'keypad line-in-use', 'keypad line-in-use']);
  });
});
