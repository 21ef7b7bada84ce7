import { contrastBetween } from './colour.ts';
import type { KeySeen } from './seen.ts';

/** What sets a key off from what is around it, by computed styles: its line or its own ground. */
export function edgeContrast({ edge, fill, around }: KeySeen): number {
  const byFill = fill[3] === 1 ? contrastBetween(fill, around.colour) : 1;
  return Math.max(contrastBetween(edge, around.colour), byFill);
}
