import type { Witness } from '../check/witness.ts';
import type { Dice } from './dice.ts';
import type { Life } from './life.ts';
import type { Settling } from './settling.ts';
import type { Timeline } from './timeline.ts';

/** What all parts of a run share. */
export type World = {
  readonly dice: Dice;
  readonly timeline: Timeline;
  readonly settling: Settling;
  readonly witness: Witness;
  /** What outlives every machine. */
  readonly air: Life;
  /** A UUID, version 4, of this run's own. */
  readonly nextId: () => string;
};

export function uuidFrom(dice: Dice): string {
  const hex = Buffer.from(dice.bytes(16)).toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20)}`;
}
