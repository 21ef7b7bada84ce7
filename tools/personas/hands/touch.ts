import type { Look, SeenKey } from '../senses/look.ts';
import type { Finger, Spot } from './finger.ts';

/** How somebody presses a key they have found; false when their hand does not get there. */
export type Touch = (finger: Finger, key: SeenKey, look: Look) => Promise<boolean>;

/** The middle, as everybody means it. */
export async function steadyTouch(finger: Finger, key: SeenKey): Promise<boolean> {
  await finger.tap(middleOf(key));
  return true;
}

export function middleOf({ leftPx, topPx, widthPx, heightPx }: SeenKey): Spot {
  return { xPx: leftPx + widthPx / 2, yPx: topPx + heightPx / 2 };
}

/** The nearest spot that is still on the key. */
export function within({ leftPx, topPx, widthPx, heightPx }: SeenKey, { xPx, yPx }: Spot): Spot {
  const edgePx = 2;
  return {
    xPx: Math.min(Math.max(xPx, leftPx + edgePx), leftPx + widthPx - edgePx),
    yPx: Math.min(Math.max(yPx, topPx + edgePx), topPx + heightPx - edgePx),
  };
}
