import type { StringKey } from './catalogue.ts';
import type { Line, Slot } from './line.ts';

const count = (value: number): Slot => ({ kind: 'count', value });
const words = (text: string): Slot => ({ kind: 'words', text });

/**
 * Something of the kind that every slot of the catalogue is filled with; a test compares the slots with the catalogue's.
 * What can be recorded is worked out from them.
 */
const sampleSlots: Partial<Record<StringKey, Readonly<Record<string, Slot>>>> = {
  'confirming.person': {
    name: { kind: 'name', name: '王英' },
    tail: { kind: 'digits', digits: '001X', grouping: [4], personal: true },
  },
  'care.result.figures': { systolic: count(138), diastolic: count(82) },
  'care.result.pulse': { pulse: count(72) },
  'aids.switch': {
    aid: { kind: 'line', line: { key: 'aids.zoom' } },
    state: { kind: 'line', line: { key: 'look.zoom.off' } },
  },
  'calendar.year': { year: { kind: 'digits', digits: '2026', grouping: [4], personal: false } },
  'calendar.day': { day: count(22) },
  'dialect.now': { dialect: { kind: 'line', line: { key: 'dialect.cantonese' } } },
  'done.number': { slip: words('K01-1-000007') },
  'handwriting.candidate': { text: words('桂') },
  'pad.digit': { digit: { kind: 'digits', digits: '7', grouping: [1], personal: false } },
  'page.of': { page: count(1), pages: count(2) },
  'pinyin.candidate': { text: words('桂'), word: words('桂花') },
  'place.name': { place: words('江岸区') },
  'still-there.detail': { count: count(60) },
  'value.day': {
    day: { kind: 'day', day: '2026-11-22' },
    weekday: { kind: 'line', line: { key: 'weekday.0' } },
  },
  'value.phone': {
    phone: { kind: 'digits', digits: '13800138000', grouping: [3, 4, 4], personal: true },
  },
  'value.place': { place: words('江岸区') },
  'value.written': { text: words('团结路') },
  'where.asking': { errand: { kind: 'line', line: { key: 'errand.claim-report' } }, count: count(2) },
  'where.saving': { errand: { kind: 'line', line: { key: 'errand.claim-report' } } },
  'where.title': { branch: words('汉口支公司') },
};

/** The line of a key with its slots filled by samples. */
export function sampleLine(key: StringKey): Line {
  const slots = sampleSlots[key];
  return slots === undefined ? { key } : { key, slots };
}
