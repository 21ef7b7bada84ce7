import type { Zoom } from './look.ts';

/** The panel the screens are drawn for: 21.5", 1080 × 1920, 102.46 ppi (accessibility.md section 3). */
export const referencePanel = { shortPx: 1080, longPx: 1920, pxPerMm: 4.034 } as const;

export type Orientation = 'portrait' | 'landscape';

/** `compact`: a small panel, or a large one at 200 %; the content then turns in pages. */
export type Layout = 'full' | 'compact';

export type StageSize = {
  readonly orientation: Orientation;
  readonly layout: Layout;
  readonly widthPx: number;
  readonly heightPx: number;
  /** CSS pixels per millimetre of the design; every length of the stylesheet hangs on it. At 200 % it is doubled. */
  readonly pxPerMm: number;
  /** Where this is not as large as was asked for, the panel has no room for more. */
  readonly zoom: Zoom;
  /** Whether 200 % would find room, at whichever zoom this is. */
  readonly hasRoomToZoom: boolean;
  /** Glass at the upper edge that a seated customer cannot reach: no key stands there. */
  readonly outOfReachPx: number;
};

export type Room = { readonly widthPx: number; readonly heightPx: number };

/** What a technician has measured of the panel. */
export type Panel = {
  /** CSS pixels per millimetre on the glass. */
  readonly pxPerMm: number;
  /** Height of the lower edge of the picture above the floor; null when the profile does not say. */
  readonly bottomMm: number | null;
};

/** Millimetres of the design that a compact screen needs: four fixed keys, one number pad. */
const least = { shortMm: 130, longMm: 215 } as const;
/** From here on the whole screen stands on the glass at once. */
const roomy = { shortMm: 260, longMm: 460 } as const;
/** Nobody has a kiosk smaller than 8" or larger than 65": such a figure is a slip of the pen. */
const plausibleShortMm = { from: 95, to: 820 } as const;
/** EN 301 549 §8.3.2.1 says 1220 mm, its annex C checks 1200. */
const reachMm = 1_200;

export function orientationOf({ widthPx, heightPx }: Room): Orientation {
  return widthPx > heightPx ? 'landscape' : 'portrait';
}

/** Whether a panel of this room can have that millimetre. */
export function isPlausible({ widthPx, heightPx }: Room, { pxPerMm }: Panel): boolean {
  const shortMm = Math.min(widthPx, heightPx) / pxPerMm;
  return shortMm >= plausibleShortMm.from && shortMm <= plausibleShortMm.to;
}

/**
 * The stage for a room. Where the panel's own millimetre is known, a millimetre of the design is a millimetre on the
 * glass, and the whole room is used. Where it is not known, or nonsense, the reference panel is scaled to fit.
 */
export function fitStage(
  room: Room,
  orientation: Orientation,
  panel: Panel | null,
  wanted: Zoom = 1,
): StageSize {
  if (panel !== null && isPlausible(room, panel)) return onPanel(room, orientation, panel, wanted);
  const { shortPx, longPx, pxPerMm } = referencePanel;
  const [widthPx, heightPx] = orientation === 'portrait' ? [shortPx, longPx] : [longPx, shortPx];
  const scale = Math.min(room.widthPx / widthPx, room.heightPx / heightPx);
  const scaled = { widthPx: widthPx * scale, heightPx: heightPx * scale };
  return onPanel(scaled, orientation, { pxPerMm: pxPerMm * scale, bottomMm: null }, wanted);
}

function onPanel(room: Room, orientation: Orientation, panel: Panel, wanted: Zoom): StageSize {
  const hasRoomToZoom = holds(room, panel.pxPerMm * 2, least);
  const zoom = hasRoomToZoom ? wanted : 1;
  const pxPerMm = Math.min(panel.pxPerMm * zoom, largestPxPerMm(room));
  return {
    orientation,
    layout: holds(room, pxPerMm, roomy) ? 'full' : 'compact',
    ...room,
    pxPerMm,
    zoom,
    hasRoomToZoom,
    outOfReachPx: outOfReachPx(room, panel, pxPerMm),
  };
}

type Millimetres = { readonly shortMm: number; readonly longMm: number };

function holds({ widthPx, heightPx }: Room, pxPerMm: number, { shortMm, longMm }: Millimetres): boolean {
  const [short, long] = [Math.min(widthPx, heightPx), Math.max(widthPx, heightPx)];
  return short >= shortMm * pxPerMm && long >= longMm * pxPerMm;
}

/** A panel that is too small for the millimetres still shows the whole screen. */
function largestPxPerMm({ widthPx, heightPx }: Room): number {
  return Math.min(Math.min(widthPx, heightPx) / least.shortMm, Math.max(widthPx, heightPx) / least.longMm);
}

/** Never so much that less than a compact screen is left. */
function outOfReachPx({ heightPx }: Room, { pxPerMm, bottomMm }: Panel, designPxPerMm: number): number {
  if (bottomMm === null) return 0;
  const above = heightPx - (reachMm - bottomMm) * pxPerMm;
  return Math.max(0, Math.min(above, heightPx - least.longMm * designPxPerMm));
}
