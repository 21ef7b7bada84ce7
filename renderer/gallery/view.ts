import { languages, type Language } from '../../core/strings/language.ts';
import { textSizes, type TextSize } from '../customer/stage.tsx';

/** What the gallery shows now. It stands in the address, so that a picture can be linked and a test can ask for it. */
export type View = {
  readonly screen: string;
  readonly language: Language;
  readonly textSize: TextSize;
  /** The glass alone, as large as the window. */
  readonly bare: boolean;
  /** Which line has its first words lit up, as while they are spoken; null for none. */
  readonly lit: number | null;
};

export function viewOf(hash: string): View {
  const query = new URLSearchParams(hash.replace(/^#/u, ''));
  const lit = query.get('lit');
  return {
    screen: query.get('screen') ?? 'idle',
    language: languages.find((one) => one === query.get('language')) ?? 'zh-CN',
    textSize: textSizes.find((one) => one === query.get('size')) ?? 'large',
    bare: query.has('bare'),
    lit: lit === null ? null : Number(lit),
  };
}

export function hashOf({ screen, language, textSize, bare, lit }: View): string {
  const query = new URLSearchParams({ screen, language, size: textSize });
  if (bare) query.set('bare', '1');
  if (lit !== null) query.set('lit', String(lit));
  return `#${query.toString()}`;
}
