import { describe, expect, it } from 'vitest';
import { defaultProfile, parseProfile, readProfile } from '../../host/profile.ts';

const plain = { dataBits: 8, parity: 'none', stopBits: 1, flow: 'none' } as const;

const whole = {
  version: 1,
  hubUrl: 'http://10.20.30.40:17400',
  language: 'zh-Hant',
  utcOffsetMinutes: 480,
  mmPerPx: 0.37,
  voiceFolder: '/srv/voice',
  voiceKeys: ['A'.repeat(43)],
  journal: { retentionDays: 60, totalMB: 512, copyPath: '/media/kiosk-copy' },
  disk: { floorMB: 800, ballastMB: 32 },
  devices: {
    idCardReader: { path: '/dev/care-kiosk/id-card', baudRate: 115_200, ...plain },
    receiptPrinter: {
      path: { vendorId: '1A86', productId: '7523', serialNumber: 'AB0K' },
      baudRate: 19_200,
      ...plain,
      flow: 'rts-cts',
      paperWidthMm: 58,
      dialect: 'generic',
    },
    codeScanner: { path: 'COM5', baudRate: 115_200, ...plain, model: 'line', terminator: 'cr-lf' },
    presenceRadar: { path: 'tcp://10.0.0.5:4001', baudRate: 256_000, ...plain, nearCm: 90 },
    keypad: { path: '/dev/keypad', baudRate: 1_200, ...plain, dataBits: 7, parity: 'even', model: 'ascii' },
    bloodPressureMonitor: { path: '/dev/pressure', baudRate: 9_600, ...plain, stopBits: 2, flow: 'xon-xoff' },
    socialSecurityReader: {},
  },
};

describe('a site profile', () => {
  it('says everything about the machine', () => {
    expect(parseProfile(JSON.stringify(whole))).toEqual({ ok: true, value: whole });
  });

  it('needs only its version, and then names no device', () => {
    expect(parseProfile('{"version":1}')).toEqual({ ok: true, value: defaultProfile });
    expect(defaultProfile.devices).toEqual({});
    expect(defaultProfile.journal).toEqual({ retentionDays: 30, totalMB: 1_024 });
    expect(defaultProfile.disk).toEqual({ floorMB: 500, ballastMB: 64 });
  });

  it.each([
    ['idCardReader', { baudRate: 115_200 }],
    ['receiptPrinter', { baudRate: 115_200, paperWidthMm: 80, dialect: 'epson' }],
    ['codeScanner', { baudRate: 9_600, model: 'gm65', terminator: 'cr' }],
    ['presenceRadar', { baudRate: 256_000, nearCm: 120 }],
    ['keypad', { baudRate: 19_200, model: 'nav-pad' }],
    ['bloodPressureMonitor', { baudRate: 9_600 }],
  ])('fills in what is usual for the %s', (device, usual) => {
    const parsed = parseProfile(JSON.stringify({ version: 1, devices: { [device]: { path: 'COM3' } } }));
    expect(parsed).toMatchObject({ value: { devices: { [device]: { path: 'COM3', ...plain, ...usual } } } });
  });

  it.each([
    ['ascii', {}, { baudRate: 9_600 }],
    ['two-switch', { parity: 'even' }, { baudRate: 9_600, parity: 'even' }],
    ['ascii', { baudRate: 1_200 }, { baudRate: 1_200 }],
  ])(
    'sets the line of a keypad %s as its model is set, unless it says otherwise: %j',
    (model, said, line) => {
      const keypad = { path: 'COM3', model };
      const parsed = parseProfile(
        JSON.stringify({ version: 1, devices: { keypad: { ...keypad, ...said } } }),
      );
      expect(parsed).toMatchObject({ value: { devices: { keypad: { ...plain, ...keypad, ...line } } } });
    },
  );

  it('may begin with the byte order mark that Windows editors put there', () => {
    expect(parseProfile('\ufeff{"version":1}')).toEqual({ ok: true, value: defaultProfile });
  });

  it.each([
    ['', 'profile-not-json'],
    ['{"version":1', 'profile-not-json'],
    ['{"version":1}\u0000', 'profile-not-json'],
    ['[]', 'profile-invalid'],
    ['null', 'profile-invalid'],
    ['{}', 'profile-invalid'],
    ['{"version":2}', 'profile-invalid'],
  ])('that reads %j is refused as %s', (text, code) => {
    expect(parseProfile(text)).toMatchObject({ ok: false, error: { code } });
  });

  it.each([
    [{ hubUrl: 'the hub' }, 'hubUrl'],
    // A scheme forgotten: by the letter of RFC 3986 an address of the scheme "hub.branch.local".
    [{ hubUrl: 'hub.branch.local:8180' }, 'hubUrl'],
    [{ hubUrl: 'localhost:8180' }, 'hubUrl'],
    [{ hubUrl: 'ftp://hub.branch.local/' }, 'hubUrl'],
    [{ language: 'zh' }, 'language'],
    [{ utcOffsetMinutes: 8.5 }, 'utcOffsetMinutes'],
    [{ devices: { receiptPrintr: { path: 'COM3' } } }, 'devices.receiptPrintr'],
    [{ devices: { receiptPrinter: { path: 'COM3', baudRate: 1_234 } } }, 'devices.receiptPrinter.baudRate'],
    [{ devices: { idCardReader: { path: '' } } }, 'devices.idCardReader.path'],
    [{ devices: { idCardReader: {} } }, 'devices.idCardReader.path'],
    [{ devices: { idCardReader: { path: 'tcp://10.0.0.5' } } }, 'devices.idCardReader.path'],
    [{ devices: { keypad: { path: { vendorId: '1a86' } } } }, 'devices.keypad.path'],
    [
      { devices: { keypad: { path: { vendorId: '1a86', productId: 'USB' } } } },
      'devices.keypad.path.productId',
    ],
    [{ devices: { keypad: { path: 'COM3', model: 'nav' } } }, 'devices.keypad.model'],
    [{ devices: { keypad: { path: 'COM3', baudRate: 1_234 } } }, 'devices.keypad.baudRate'],
    [{ devices: { keypad: { path: 'COM3', dataBits: 9 } } }, 'devices.keypad.dataBits'],
    [{ devices: { keypad: { path: 'COM3', parity: 'mark' } } }, 'devices.keypad.parity'],
    [{ devices: { keypad: { path: 'COM3', stopBits: 3 } } }, 'devices.keypad.stopBits'],
    [{ devices: { keypad: { path: 'COM3', flow: 'dtr-dsr' } } }, 'devices.keypad.flow'],
    [{ devices: { presenceRadar: { path: 'COM3', nearCm: 5 } } }, 'devices.presenceRadar.nearCm'],
  ])('with %j names the key that is wrong', (wrong, where) => {
    expect(parseProfile(JSON.stringify({ version: 1, ...wrong }))).toMatchObject({
      ok: false,
      error: { code: 'profile-invalid', where },
    });
  });

  it('that is not there is missing', async () => {
    expect(await readProfile('/nowhere/site.json')).toMatchObject({ error: { code: 'profile-missing' } });
  });
});
