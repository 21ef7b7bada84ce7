import { createRequire } from 'node:module';
import type { DeviceReport } from '../../core/devices/states.ts';
import type { SocialSecurityEvent } from '../../core/identity/social-security.ts';
import type { Clock } from '../../core/lib/clock.ts';
import type { DeviceDriver } from '../../hardware/device.ts';
import { decodeGb18030 } from '../../hardware/printer/gb18030.ts';
import { createSocialSecurityReader } from '../../hardware/social-security-card/driver.ts';
import { forkPcsc } from './pcsc-child.ts';
import { createPcscSlot } from './pcsc-slot.ts';
import type { ForkPcsc } from './pcsc-slot.ts';

/**
 * Whether the optional module is there: `npm install smartcard@3.7.0`, which needs a compiler and libpcsclite-dev, and
 * to run pcscd.
 * @param from a file, existing or not, that would load it
 */
export function isSmartcardInstalled(from: string): boolean {
  try {
    createRequire(from).resolve('smartcard');
    return true;
  } catch {
    // The one thing that a resolution fails for.
    return false;
  }
}

/**
 * The social-security card reader behind PC/SC. Where the optional module is not installed it reports `no-device` once
 * and does nothing else, ever: no process is started.
 */
export function createPcscSocialSecurityReader(parts: {
  readonly clock: Clock;
  /** Where `pcsc-process.mjs` lies. */
  readonly script: string;
  /** A file that would load the optional module. */
  readonly from: string;
  readonly onCard: (event: SocialSecurityEvent) => void;
  readonly onState: (report: DeviceReport) => void;
}): DeviceDriver {
  const { clock, script, from, onCard, onState } = parts;
  const fork: ForkPcsc = (onEvent) => forkPcsc(script, from, onEvent);
  return isSmartcardInstalled(from)
    ? createSocialSecurityReader({
        slot: createPcscSlot({ fork, clock }),
        decodeGbk: decodeGb18030,
        onCard,
        onState,
      })
    : absentReader(onState);
}

function absentReader(onState: (report: DeviceReport) => void): DeviceDriver {
  const cause = 'pcsc-not-installed';
  let isRunning = false;
  return {
    start() {
      isRunning = true;
      // Not in the middle of the starting: no other driver reports then either.
      queueMicrotask(() => {
        if (isRunning) onState({ device: 'social-security-reader', state: 'no-device', cause });
      });
    },
    async stop() {
      isRunning = false;
    },
    selfTest: async () => ({
      passed: false,
      findings: [{ name: 'pcsc', value: cause, isGood: false }],
    }),
  };
}
