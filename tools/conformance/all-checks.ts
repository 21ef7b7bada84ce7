import { screenChecks } from './checks/screen-checks.ts';
import type { CheckName } from './deciders.ts';
import { productChecks } from './product/product-checks.ts';
import { traceChecks } from './trace.ts';

/** Every check by name, for what is to be told of it. */
export const allChecks: Readonly<Record<CheckName, { readonly told: string }>> = {
  ...screenChecks,
  ...traceChecks,
  ...productChecks,
};
