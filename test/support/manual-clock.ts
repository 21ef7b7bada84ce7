export { manualClock } from '../../tools/rig/manual-clock.ts';
export type { ManualClock } from '../../tools/rig/manual-clock.ts';
