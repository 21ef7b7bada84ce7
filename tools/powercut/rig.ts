import type { Clock } from '../../core/lib/clock.ts';
import type { Installation } from './installation.ts';
import type { Sender } from './sender.ts';

/** What the trials of a run share. */
export type Rig = {
  /** Everything that is not in the checkout lies below it: images, mounts, copies. */
  readonly folder: string;
  readonly installation: Installation;
  readonly sender: Sender;
  readonly clock: Clock;
};
