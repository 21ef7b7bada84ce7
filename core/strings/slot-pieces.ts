import { displayName } from '../identity/rare-characters.ts';
import { unreachable } from '../lib/unreachable.ts';
import { formatMoney } from '../money/format.ts';
import { monthName } from '../voice/english-words.ts';
import {
  countWords,
  dayWords,
  digitWords,
  integerWords,
  literalWords,
  moneyWords,
} from '../voice/number-words.ts';
import { splitDay, splitGroups } from '../voice/parts.ts';
import type { Language } from './language.ts';
import type { Line, Piece, Slot } from './line.ts';
import { maskName } from './mask.ts';

/** `private`: a handset or headphone is in use. `public`: the loudspeaker, which others hear (I4). */
export type Privacy = 'public' | 'private';

/** Where a slot stands and for whom it is rendered. */
export type SlotPlace = {
  readonly language: Language;
  readonly privacy: Privacy;
  /** The text before and behind the slot, as far as the next slot. */
  readonly before: string;
  readonly after: string;
  readonly renderLine: (line: Line) => readonly Piece[];
};

/** Said in place of what the loudspeaker must not say, or what the English voice cannot read. */
const onScreen = {
  name: { 'zh-CN': '屏幕上的姓名', 'zh-Hant': '螢幕上的姓名', en: 'the name on the screen' },
  digits: { 'zh-CN': '屏幕上的号码', 'zh-Hant': '螢幕上的號碼', en: 'the number on the screen' },
  money: { 'zh-CN': '屏幕上的金额', 'zh-Hant': '螢幕上的金額', en: 'the amount on the screen' },
  words: { 'zh-CN': '屏幕上的文字', 'zh-Hant': '螢幕上的文字', en: 'what the screen shows' },
} as const satisfies Record<string, Record<Language, string>>;

/** The slot as shown and as spoken, in step. */
export function slotPieces(slot: Slot, place: SlotPlace): readonly Piece[] {
  const { language } = place;
  switch (slot.kind) {
    case 'words':
      return canRead(slot.text, language)
        ? literalPieces(slot.text, language)
        : [{ shown: slot.text, spoken: onScreen.words[language] }];
    case 'line':
      return place.renderLine(slot.line);
    case 'count':
      return [{ shown: String(slot.value), spoken: spokenCount(BigInt(slot.value), place) }];
    case 'digits':
      return [digitsPiece(slot.digits, slot.grouping, slot.personal, place)];
    case 'day':
      return [{ shown: shownDay(slot.day, language), spoken: dayWords(slot.day, language) }];
    case 'money':
      return [moneyPiece(BigInt(slot.fen), place)];
    case 'name':
      return [namePiece(slot.name, place)];
    default:
      return unreachable(slot);
  }
}

/** Text of ours with its digits turned into words, so that no digit ever reaches `spoken` (I10). */
export function literalPieces(text: string, language: Language): readonly Piece[] {
  return text
    .split(/([0-9]+)/u)
    .filter((run) => run !== '')
    .map((run) => ({ shown: run, spoken: /^[0-9]/u.test(run) ? literalWords(run, language) : run }));
}

/** A count before a measure word says 两 (还有两项); after 第 or before a date or floor it says 二. */
function spokenCount(value: bigint, { language, before, after }: SlotPlace): string {
  const isMeasured = !before.endsWith('第') && /^(?![月日号號楼樓层層])\p{Script=Han}/u.test(after);
  return isMeasured ? countWords(value, language) : integerWords(value, language);
}

function digitsPiece(
  digits: string,
  grouping: readonly number[],
  personal: boolean,
  { language, privacy }: SlotPlace,
): Piece {
  const mayBeSaid = !personal || privacy === 'private';
  return {
    shown: splitGroups(digits, grouping).join(' '),
    spoken: mayBeSaid ? digitWords(digits, grouping, language) : onScreen.digits[language],
  };
}

function namePiece(name: string, { language, privacy }: SlotPlace): Piece {
  const mayBeSaid = privacy === 'private' && canRead(name, language);
  return { shown: maskName(name), spoken: mayBeSaid ? displayName(name) : onScreen.name[language] };
}

function moneyPiece(fen: bigint, { language, privacy }: SlotPlace): Piece {
  const unit = language === 'en' ? ' yuan' : '元';
  const spoken = privacy === 'private' ? moneyWords(fen, language) : onScreen.money[language];
  return { shown: formatMoney(fen) + unit, spoken };
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
