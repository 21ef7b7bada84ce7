import { describe, expect, it } from 'vitest';
import { defaultProfile, parseProfile, readProfile } from '../../host/profile.ts';

const whole = {
  version: 1,
  hubUrl: 'http://10.20.30.40:17400',
  language: 'zh-Hant',
  utcOffsetMinutes: 480,
  mmPerPx: 0.37,
  voiceFolder: '/srv/voice',
  devices: {
    idCardReader: { path: '/dev/care-kiosk/id-card', baudRate: 115_200 },
    receiptPrinter: { path: '/dev/care-kiosk/printer', baudRate: 19_200, paperWidthMm: 58 },
  },
};

describe('a site profile', () => {
  it('says everything about the machine', () => {
    expect(parseProfile(JSON.stringify(whole))).toEqual({ ok: true, value: whole });
  });

  it('needs only its version, and then names no device', () => {
    expect(parseProfile('{"version":1}')).toEqual({ ok: true, value: defaultProfile });
    expect(defaultProfile.devices).toEqual({});
  });

  it('fills in the usual line speed and paper', () => {
    const parsed = parseProfile('{"version":1,"devices":{"receiptPrinter":{"path":"COM3"}}}');
    expect(parsed).toMatchObject({
      value: { devices: { receiptPrinter: { path: 'COM3', baudRate: 115_200, paperWidthMm: 80 } } },
    });
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
