import { intake } from './baseline/intake.ts';
import { trust } from './baseline/trust.ts';
import { work } from './baseline/work.ts';

/** Every table as the first hub that ships has it. */
export const baseline = intake + work + trust;
