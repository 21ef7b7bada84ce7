import { displayName } from '../identity/rare-characters.ts';
import { unreachable } from '../lib/unreachable.ts';
import { formatMoney } from '../money/format.ts';
import { monthName } from '../voice/english-words.ts';
import { literalWords, valueWords } from '../voice/number-words.ts';
import { splitDay, splitGroups } from '../voice/parts.ts';
import type { Language } from './language.ts';
import type { Line, Piece, RenderedLine, Slot, SpokenPart, SpokenValue } from './line.ts';
import { maskName } from './mask.ts';

/** `private`: a handset or headphone is in use. `public`: the loudspeaker, which others hear (I4). */
export type Privacy = 'public' | 'private';

/** A stretch of a template, filled: for the eye and the word light, and for whoever puts the sound together. */
export type Run = { readonly pieces: readonly Piece[]; readonly parts: readonly SpokenPart[] };

/** Where a slot stands and for whom it is rendered. */
export type SlotPlace = {
  readonly language: Language;
  readonly privacy: Privacy;
  /** The text before and behind the slot, as far as the next slot. */
  readonly before: string;
  readonly after: string;
  readonly renderLine: (line: Line) => RenderedLine;
};

/** Said in place of what the loudspeaker must not say, or what the English voice cannot read. Recorded by these names. */
export const standIns = {
  'on-screen.name': { 'zh-CN': '屏幕上的姓名', 'zh-Hant': '螢幕上的姓名', en: 'the name on the screen' },
  'on-screen.digits': {
    'zh-CN': '屏幕上的号码',
    'zh-Hant': '螢幕上的號碼',
    en: 'the number on the screen',
  },
  'on-screen.money': { 'zh-CN': '屏幕上的金额', 'zh-Hant': '螢幕上的金額', en: 'the amount on the screen' },
  'on-screen.words': { 'zh-CN': '屏幕上的文字', 'zh-Hant': '螢幕上的文字', en: 'what the screen shows' },
} as const satisfies Record<string, Record<Language, string>>;

/** The slot as shown and as spoken, in step. */
export function slotRun(slot: Slot, place: SlotPlace): Run {
  const { language, privacy } = place;
  const isPrivate = privacy === 'private';
  switch (slot.kind) {
    case 'words':
      return canRead(slot.text, language)
        ? freeRun(literalPieces(slot.text, language))
        : standIn(slot.text, 'on-screen.words', language);
    case 'line':
      return lineRun(place.renderLine(slot.line));
    case 'count':
      return valueRun(
        String(slot.value),
        { kind: 'count', value: slot.value, measured: isMeasured(place) },
        language,
      );
    case 'digits': {
      const shown = splitGroups(slot.digits, slot.grouping).join(' ');
      if (slot.personal && !isPrivate) return standIn(shown, 'on-screen.digits', language);
      return valueRun(shown, { kind: 'digits', digits: slot.digits, grouping: slot.grouping }, language);
    }
    case 'day':
      return valueRun(shownDay(slot.day, language), { kind: 'day', day: slot.day }, language);
    case 'money': {
      const shown = shownMoney(BigInt(slot.fen), language);
      if (!isPrivate) return standIn(shown, 'on-screen.money', language);
      return valueRun(shown, { kind: 'money', fen: slot.fen }, language);
    }
    case 'name': {
      const shown = maskName(slot.name);
      return isPrivate && canRead(slot.name, language)
        ? freeRun([{ shown, spoken: displayName(slot.name) }])
        : standIn(shown, 'on-screen.name', language);
    }
    default:
      return unreachable(slot);
  }
}

/** Words of a template. */
export function literalRun(text: string, language: Language, clip: string): Run {
  const pieces = literalPieces(text, language);
  const spoken = joinSpoken(pieces);
  return { pieces, parts: spoken === '' ? [] : [{ kind: 'words', clip, text: spoken }] };
}

/** Text with its digits turned into words, so that no digit ever reaches `spoken` (I10). */
function literalPieces(text: string, language: Language): readonly Piece[] {
  return text
    .split(/([0-9]+)/u)
    .filter((run) => run !== '')
    .map((run) => ({ shown: run, spoken: /^[0-9]/u.test(run) ? literalWords(run, language) : run }));
}

function joinSpoken(pieces: readonly Piece[]): string {
  return pieces.map((piece) => piece.spoken).join('');
}

function lineRun({ key, pieces, spoken, parts }: RenderedLine): Run {
  return { pieces, parts: parts ?? [{ kind: 'words', clip: key, text: spoken }] };
}

function freeRun(pieces: readonly Piece[]): Run {
  return { pieces, parts: [{ kind: 'free', text: joinSpoken(pieces) }] };
}

function valueRun(shown: string, value: SpokenValue, language: Language): Run {
  const text = valueWords(value, language);
  return { pieces: [{ shown, spoken: text }], parts: [{ kind: 'value', value, text }] };
}

function standIn(shown: string, clip: keyof typeof standIns, language: Language): Run {
  const text = standIns[clip][language];
  return { pieces: [{ shown, spoken: text }], parts: [{ kind: 'words', clip, text }] };
}

/** A count before a measure word says 两 (还有两项); after 第 or before a date or floor it says 二. */
function isMeasured({ before, after }: SlotPlace): boolean {
  return !before.endsWith('第') && /^(?![月日号號楼樓层層])\p{Script=Han}/u.test(after);
}

function shownMoney(fen: bigint, language: Language): string {
  return formatMoney(fen) + (language === 'en' ? ' yuan' : '元');
}

function shownDay(date: string, language: Language): string {
  const { year, month, dayOfMonth } = splitDay(date);
  return language === 'en'
    ? `${dayOfMonth} ${monthName(month)} ${year}`
    : `${Number(year)}年${month}月${dayOfMonth}日`;
}

/** The English voice says "Chinese letter" for every Hanzi. */
function canRead(text: string, language: Language): boolean {
  return language !== 'en' || !/\p{Script=Han}/u.test(text);
}
