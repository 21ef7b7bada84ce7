import type { Panel, Room } from '../customer/stage-size.ts';

/** A panel as it hangs in a branch: pixels of the page, and what its technician has measured. */
export type GalleryPanel = Room & Panel;

/** The three that everything is measured on, then the smallest and the coarsest that are served. */
export const panels = {
  '21.5-portrait': { widthPx: 1080, heightPx: 1920, pxPerMm: 4.034, bottomMm: 700 },
  '23.8-landscape': { widthPx: 1920, heightPx: 1080, pxPerMm: 3.644, bottomMm: 800 },
  '32-portrait': { widthPx: 2160, heightPx: 3840, pxPerMm: 5.422, bottomMm: 600 },
  '10.1-landscape': { widthPx: 1280, heightPx: 800, pxPerMm: 5.882, bottomMm: 850 },
  '10.1-portrait': { widthPx: 800, heightPx: 1280, pxPerMm: 5.882, bottomMm: 850 },
  '32-landscape': { widthPx: 1920, heightPx: 1080, pxPerMm: 2.71, bottomMm: 750 },
} as const satisfies Readonly<Record<string, GalleryPanel>>;

export type PanelName = keyof typeof panels;
export const panelNames = Object.keys(panels) as readonly PanelName[];
