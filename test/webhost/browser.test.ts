import { describe, expect, it } from 'vitest';
import { browserArguments } from '../../webhost/browser.ts';

describe("the browser's command line", () => {
  const options = {
    program: 'chromium',
    profileFolder: '/data/browser',
    isKiosk: true,
    withoutSandbox: false,
  };

  it('keeps the sandbox unless it is told otherwise, and is full screen in a branch only', () => {
    const branch = browserArguments(options, 'http://127.0.0.1:1/launch?c=x');
    expect(branch).toContain('--kiosk');
    expect(branch).toContain('--autoplay-policy=no-user-gesture-required');
    expect(branch).toContain('--app=http://127.0.0.1:1/launch?c=x');
    expect(branch).toContain('--user-data-dir=/data/browser');
    expect(branch).not.toContain('--no-sandbox');
    const demo = browserArguments({ ...options, isKiosk: false, withoutSandbox: true }, 'x');
    expect(demo).toContain('--no-sandbox');
    expect(demo).not.toContain('--kiosk');
  });
});
