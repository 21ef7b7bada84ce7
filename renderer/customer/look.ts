import { unreachable } from '../../core/lib/unreachable.ts';

/** 标准, 大 (the default, also after each customer) and 特大; main text of 10.1, 12.1 and 14 mm. */
export const textSizes = ['standard', 'large', 'extra'] as const;
export type TextSize = (typeof textSizes)[number];

/** 平常 (10:1 and more), 白底黑字 and 黑底白字 (20:1 and more). There is no low-contrast look. */
export const contrasts = ['default', 'high-light', 'high-dark'] as const;
export type Contrast = (typeof contrasts)[number];

/** The whole screen as it is, or everything on it twice as large. */
export const zooms = [1, 2] as const;
export type Zoom = (typeof zooms)[number];

/** How one customer sees the glass. */
export type Look = { readonly textSize: TextSize; readonly contrast: Contrast; readonly zoom: Zoom };

/** How every customer finds it (I9). */
export const usualLook: Look = { textSize: 'large', contrast: 'default', zoom: 1 };

/** `smaller` and `larger` stay at the ends of the ladder; `contrast` goes round; `zoom` is on or off. */
export type LookChange = 'smaller' | 'larger' | 'zoom' | 'contrast';

export function changedLook(look: Look, change: LookChange): Look {
  switch (change) {
    case 'smaller':
      return { ...look, textSize: neighbour(textSizes, look.textSize, -1) };
    case 'larger':
      return { ...look, textSize: neighbour(textSizes, look.textSize, 1) };
    case 'zoom':
      return { ...look, zoom: look.zoom === 1 ? 2 : 1 };
    case 'contrast': {
      const next = (contrasts.indexOf(look.contrast) + 1) % contrasts.length;
      return { ...look, contrast: contrasts[next] ?? usualLook.contrast };
    }
    default:
      return unreachable(change);
  }
}

function neighbour<T>(ladder: readonly T[], now: T, by: 1 | -1): T {
  return ladder[ladder.indexOf(now) + by] ?? now;
}
