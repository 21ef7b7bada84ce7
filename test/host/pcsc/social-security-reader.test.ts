import { describe, expect, test } from 'vitest';
import type { DeviceReport } from '../../../core/devices/states.ts';
import {
  createPcscSocialSecurityReader,
  isSmartcardInstalled,
} from '../../../host/pcsc/social-security-reader.ts';
import { manualClock } from '../../support/manual-clock.ts';

describe('without the optional module', () => {
  const from = '/nowhere/kiosk.js';

  function absentReader() {
    const clock = manualClock();
    const reports: DeviceReport[] = [];
    const cards: string[] = [];
    const reader = createPcscSocialSecurityReader({
      clock,
      // Starting it would fail loudly: there is no such program.
      script: '/nowhere/pcsc-process.mjs',
      from,
      onCard: ({ state }) => cards.push(state),
      onState: (report) => reports.push(report),
    });
    return { clock, reports, cards, reader };
  }

  test('the reader is reported as not installed, and nothing else ever happens', async () => {
    expect(isSmartcardInstalled(from)).toBe(false);
    const { clock, reports, cards, reader } = absentReader();
    reader.start();
    await clock.advance(3_600_000);
    expect(reports).toEqual([
      { device: 'social-security-reader', state: 'no-device', cause: 'pcsc-not-installed' },
    ]);
    expect(cards).toEqual([]);
    await reader.stop();
  });

  test('the self-test fails and says why', async () => {
    expect(await absentReader().reader.selfTest()).toEqual({
      passed: false,
      findings: [{ name: 'pcsc', value: 'pcsc-not-installed', isGood: false }],
    });
  });
});
