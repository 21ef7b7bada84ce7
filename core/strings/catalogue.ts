import type { Entry } from './entry.ts';
import { aidTexts } from './texts/aids.ts';
import { cardTexts } from './texts/card.ts';
import { careTexts } from './texts/care.ts';
import { deviceTexts } from './texts/devices.ts';
import { dialectTexts } from './texts/dialects.ts';
import { errandTexts } from './texts/errands.ts';
import { handwritingTexts } from './texts/handwriting.ts';
import { keyTexts } from './texts/keys.ts';
import { pickerTexts } from './texts/pickers.ts';
import { pinyinTexts } from './texts/pinyin.ts';
import { serviceTexts } from './texts/service.ts';
import { submitTexts } from './texts/submit.ts';
import { visitTexts } from './texts/visit.ts';
import { voiceTexts } from './texts/voice.ts';

/** Every sentence a customer can see or hear. A sentence that is not here cannot reach a screen or a loudspeaker. */
export const catalogue = {
  ...keyTexts,
  ...aidTexts,
  ...cardTexts,
  ...visitTexts,
  ...errandTexts,
  ...pickerTexts,
  ...handwritingTexts,
  ...pinyinTexts,
  ...submitTexts,
  ...deviceTexts,
  ...serviceTexts,
  ...careTexts,
  ...voiceTexts,
  ...dialectTexts,
} as const satisfies Readonly<Record<string, Entry>>;

export type StringKey = keyof typeof catalogue;
