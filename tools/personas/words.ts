import type { StringKey } from '../../core/strings/catalogue.ts';
import type { Language } from '../../core/strings/language.ts';
import type { Slot } from '../../core/strings/line.ts';
import { renderLine } from '../../core/strings/render.ts';

/** A sentence of the kiosk as it stands on the glass and as it is said over the handset. */
export type Words = { readonly shown: string; readonly spoken: string };

/** What the personas read and hear. */
const mandarin: Language = 'zh-CN';

export function wordsOf(
  key: StringKey,
  slots?: Readonly<Record<string, Slot>>,
  language: Language = mandarin,
): Words {
  const { shown, spoken } = renderLine(slots === undefined ? { key } : { key, slots }, language, 'private');
  return { shown: plain(shown), spoken: plain(spoken) };
}

/** A name that is no sentence of the catalogue, such as a district's. */
export function asIs(text: string): Words {
  return { shown: plain(text), spoken: plain(text) };
}

/** Without what neither eye nor ear makes out: gaps, and the marks between the words. */
export function plain(text: string): string {
  return text.replaceAll(/[\s\p{P}]/gu, '');
}
