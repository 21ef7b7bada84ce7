import { languages, type Language } from '../../core/strings/language.ts';
import { contrasts, textSizes, usualLook, zooms, type Look } from '../customer/look.ts';
import { panelNames, type PanelName } from './panels.ts';

/** What the gallery shows now. It stands in the address, so that a picture can be linked and a test can ask for it. */
export type View = {
  readonly screen: string;
  readonly language: Language;
  readonly look: Look;
  /** Null: the reference panel, as large as the window allows. */
  readonly panel: PanelName | null;
  /** Which page of a screen that does not fit on the glass at once, from 0. */
  readonly page: number;
  /** The glass alone, as large as the window. */
  readonly bare: boolean;
  /** Which line has its first words lit up, as while they are spoken; null for none. */
  readonly lit: number | null;
};

export function viewOf(hash: string): View {
  const query = new URLSearchParams(hash.replace(/^#/u, ''));
  const lit = query.get('lit');
  const named = <T>(values: readonly T[], name: string) =>
    values.find((one) => String(one) === query.get(name));
  return {
    screen: query.get('screen') ?? 'idle',
    language: named(languages, 'language') ?? 'zh-CN',
    look: {
      textSize: named(textSizes, 'size') ?? usualLook.textSize,
      contrast: named(contrasts, 'contrast') ?? usualLook.contrast,
      zoom: named(zooms, 'zoom') ?? usualLook.zoom,
    },
    panel: named(panelNames, 'panel') ?? null,
    page: Number(query.get('page') ?? 0),
    bare: query.has('bare'),
    lit: lit === null ? null : Number(lit),
  };
}

export function hashOf({ screen, language, look, panel, page, bare, lit }: View): string {
  const { textSize, contrast, zoom } = look;
  const query = new URLSearchParams({ screen, language, size: textSize, contrast, zoom: String(zoom) });
  if (panel !== null) query.set('panel', panel);
  if (page > 0) query.set('page', String(page));
  if (bare) query.set('bare', '1');
  if (lit !== null) query.set('lit', String(lit));
  return `#${query.toString()}`;
}
