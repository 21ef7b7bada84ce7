import type { Eyes } from './senses/eyes.ts';
import type { Look, SeenKey } from './senses/look.ts';

/**
 * The glass's own aids, by the page's names for their keys: the only place here that knows any. A page without them is
 * played as it is.
 */
const names = {
  aids: 'fixed:aids',
  zoom: 'look:zoom',
  more: 'screen:more',
  before: 'screen:before',
} as const;

const drawnWithinMs = 1_500;
/** More than any screen has, at any size. */
const mostPages = 20;

export type Press = (key: SeenKey, look: Look) => Promise<boolean>;

function named({ keys }: Look, name: string): SeenKey | null {
  return keys.find((key) => key.name === name) ?? null;
}

async function pressed(eyes: Eyes, press: Press, look: Look, name: string): Promise<Look | null> {
  const key = named(look, name);
  if (key === null || !(await press(key, look))) return null;
  return eyes.watch(({ told }) => told !== look.told, drawnWithinMs);
}

/** The next page of what the screen has to say; null where this was the last, or all stands on one. */
export function turnOver(eyes: Eyes, press: Press, look: Look): Promise<Look | null> {
  return pressed(eyes, press, look, names.more);
}

/** The first page; null where it is already. */
export async function turnToFront(eyes: Eyes, press: Press, look: Look): Promise<Look | null> {
  let front: Look | null = null;
  for (let turns = 0; turns < mostPages; turns += 1) {
    const before = await pressed(eyes, press, front ?? look, names.before);
    if (before === null) return front;
    front = before;
  }
  return front;
}

/** Makes everything twice as large. The aids' panel is closed again by the key that opened it. */
export async function zoomIn(eyes: Eyes, press: Press): Promise<void> {
  const panel = await pressed(eyes, press, await eyes.look(), names.aids);
  if (panel === null) return;
  const zoomed = await pressed(eyes, press, panel, names.zoom);
  const again = zoomed ?? (await eyes.look());
  if (named(again, names.zoom) !== null) await pressed(eyes, press, again, names.aids);
}
