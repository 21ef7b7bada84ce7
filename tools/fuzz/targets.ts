import type { FuzzTarget } from './target.ts';
import { bloodPressureTargets } from './targets/blood-pressure.ts';
import { codeScannerTargets } from './targets/code-scanner.ts';
import { idCardTargets } from './targets/id-card.ts';
import { keypadTargets } from './targets/keypad.ts';
import { presenceRadarTargets } from './targets/presence-radar.ts';
import { printerTargets } from './targets/printer.ts';
import { socialSecurityTargets } from './targets/social-security-card.ts';

/** Every codec of every device, at both ends of its line. A new one is one line. */
export const fuzzTargets: readonly FuzzTarget[] = [
  ...idCardTargets,
  ...printerTargets,
  ...codeScannerTargets,
  ...presenceRadarTargets,
  ...keypadTargets,
  ...bloodPressureTargets,
  ...socialSecurityTargets,
];
