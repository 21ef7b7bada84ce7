import { describe, expect, it } from 'vitest';
import { denyPermissions, isShortcut, lockPage } from '../../electron/lockdown.ts';
import { isOurs } from '../../electron/origin.ts';
import { SessionDouble, WebContentsDouble } from '../support/electron-double.ts';

describe('an address', () => {
  it.each(['app://kiosk/', 'app://kiosk/index.html', 'app://kiosk/a?b#c'])('%s is ours', (address) => {
    expect(isOurs(address)).toBe(true);
  });

  // Node calls the origin of every foreign scheme 'null': comparing origins would let all of these in.
  it.each([
    'app://elsewhere/',
    'app://kiosk.evil/',
    'app://kiosk:1/',
    'app:kiosk',
    'file:///etc/passwd',
    'data:text/html,x',
    'about:blank',
    'http://kiosk/',
    'https://app/kiosk',
    'javascript:0',
    '',
    '//kiosk/',
  ])('%j is not', (address) => {
    expect(isOurs(address)).toBe(false);
  });
});

describe('permissions', () => {
  it('are all denied, by request, by check and by device', () => {
    const session = new SessionDouble();
    denyPermissions(session as never);
    for (const permission of [
      'media',
      'geolocation',
      'notifications',
      'serial',
      'clipboard-read',
      'fullscreen',
    ]) {
      let answer: unknown = 'none';
      session.request?.(null, permission, (granted: unknown) => (answer = granted));
      expect(answer).toBe(false);
      expect(session.check?.(null, permission, 'app://kiosk', {})).toBe(false);
    }
    expect(session.device?.({ deviceType: 'serial' })).toBe(false);
  });
});

describe('a locked page', () => {
  function locked() {
    const page = new WebContentsDouble();
    lockPage(page as never);
    return page;
  }

  it.each(['will-navigate', 'will-redirect', 'will-frame-navigate'])('stays at home on %s', (event) => {
    const page = locked();
    expect(page.allows(event, { url: 'app://kiosk/' })).toBe(true);
    for (const url of ['http://evil.example/', 'file:///etc/passwd', 'app://elsewhere/', 'data:text/html,x'])
      expect(page.allows(event, { url })).toBe(false);
  });

  it('opens no window and takes no webview', () => {
    const page = locked();
    expect(page.opens('app://kiosk/')).toBe(false);
    expect(page.opens('http://evil.example/')).toBe(false);
    expect(page.allows('will-attach-webview', {})).toBe(false);
  });

  it.each([
    ['F12', {}],
    ['F5', {}],
    ['F11', {}],
    ['r', { control: true }],
    ['R', { control: true, shift: true }],
    ['I', { control: true, shift: true }],
    ['+', { control: true }],
    ['-', { meta: true }],
    ['0', { control: true }],
    ['w', { control: true }],
    ['F4', { alt: true }],
    ['ArrowLeft', { alt: true }],
  ])('swallows %s with %j', (key, modifiers) => {
    const input = { key, control: false, meta: false, alt: false, ...modifiers };
    expect(isShortcut(input)).toBe(true);
    expect(locked().allows('before-input-event', {}, input)).toBe(false);
  });

  it.each(['5', 'a', 'Enter', 'Backspace', 'Tab', 'F', 'Fn'])('lets the plain key %s through', (key) => {
    const input = { key, control: false, meta: false, alt: false };
    expect(locked().allows('before-input-event', {}, input)).toBe(true);
  });
});
