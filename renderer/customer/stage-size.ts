/** The panel the screens are drawn for: 21.5", 1080 × 1920, 102.46 ppi (accessibility.md section 3). */
export const referencePanel = { shortPx: 1080, longPx: 1920, pxPerMm: 4.034 } as const;

export type Orientation = 'portrait' | 'landscape';

export type StageSize = {
  readonly orientation: Orientation;
  readonly widthPx: number;
  readonly heightPx: number;
  /** CSS pixels per millimetre of the design; every length of the stylesheet hangs on it. */
  readonly pxPerMm: number;
};

export type Room = { readonly widthPx: number; readonly heightPx: number };

export function orientationOf({ widthPx, heightPx }: Room): Orientation {
  return widthPx > heightPx ? 'landscape' : 'portrait';
}

/**
 * The largest stage that fits into `room` whole, so that nothing ever has to be scrolled. Where the panel's own
 * millimetre is known and the panel is at least as large as the reference, a millimetre of the design is a millimetre
 * on the glass; everywhere else the reference panel is scaled to fit.
 *
 * @param panelPxPerMm CSS pixels per millimetre as measured on this panel, or null
 */
export function fitStage(room: Room, orientation: Orientation, panelPxPerMm: number | null): StageSize {
  const { shortPx, longPx, pxPerMm } = referencePanel;
  const [widthPx, heightPx] = orientation === 'portrait' ? [shortPx, longPx] : [longPx, shortPx];
  const scale = Math.min(room.widthPx / widthPx, room.heightPx / heightPx);
  if (panelPxPerMm !== null && panelPxPerMm <= scale * pxPerMm) {
    return { orientation, ...room, pxPerMm: panelPxPerMm };
  }
  return { orientation, widthPx: widthPx * scale, heightPx: heightPx * scale, pxPerMm: pxPerMm * scale };
}
