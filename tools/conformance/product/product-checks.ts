import { audioChecks } from './audio-checks.ts';
import { clockChecks } from './clock-checks.ts';
import { handChecks } from './hand-checks.ts';
import { journeyChecks } from './journey-checks.ts';
import { settingChecks } from './setting-checks.ts';
import { sourceChecks } from './source-checks.ts';

/** What hangs on the product as a whole and not on a setting; decided once. */
export const productChecks = {
  ...clockChecks,
  ...audioChecks,
  ...handChecks,
  ...settingChecks,
  ...journeyChecks,
  ...sourceChecks,
} as const;
export type ProductCheckName = keyof typeof productChecks;
