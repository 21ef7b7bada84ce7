import { languages, type Language } from '../../core/strings/language.ts';
import { contrasts, type Look } from '../../renderer/customer/look.ts';
import { panels as galleryPanels, type GalleryPanel, type PanelName } from '../../renderer/gallery/panels.ts';

export type Panel = GalleryPanel & { readonly name: PanelName };

/** The three that every row is measured on. */
export const panels: readonly Panel[] = (['21.5-portrait', '23.8-landscape', '32-portrait'] as const).map(
  (name) => ({ name, ...galleryPanels[name] }),
);

/** 标准, 大 and 特大, and all of it twice as large. */
export const sizes = [
  { textSize: 'standard', zoom: 1 },
  { textSize: 'large', zoom: 1 },
  { textSize: 'extra', zoom: 1 },
  { textSize: 'large', zoom: 2 },
] as const satisfies readonly Omit<Look, 'contrast'>[];

/** How the glass is set, whatever it shows. */
export type Setting = {
  readonly panel: Panel;
  readonly look: Look;
  readonly language: Language;
};

export type View = Setting & { readonly screen: string };

/** Every setting there is; times the screens it makes every view. */
export const settings: readonly Setting[] = panels.flatMap((panel) =>
  contrasts.flatMap((contrast) =>
    sizes.flatMap((size) => languages.map((language) => ({ panel, look: { ...size, contrast }, language }))),
  ),
);

/**
 * The gallery's address of a view.
 *
 * @param lit which line has its first words lit up, as while they are spoken
 * @param page of a screen that is turned in pages; null for where it begins
 */
export function hashOf(view: View, lit: number | null, page: number | null): string {
  const { screen, language, look, panel } = view;
  const query = new URLSearchParams({
    screen,
    language,
    size: look.textSize,
    zoom: String(look.zoom),
    contrast: look.contrast,
    panel: panel.name,
    bare: '1',
  });
  if (lit !== null) query.set('lit', String(lit));
  if (page !== null) query.set('page', String(page));
  return `#${query.toString()}`;
}

export function nameOfView({ panel, look, language, screen }: View): string {
  const zoom = look.zoom === 1 ? '' : ` ×${look.zoom}`;
  return `${screen} · ${panel.name} · ${look.textSize}${zoom} · ${look.contrast} · ${language}`;
}
