import * as v from 'valibot';
import { isCitizenNumber } from '../../core/identity/citizen-number.ts';
import { socialSecurityCardSchema } from '../../core/identity/social-security.ts';
import type { SocialSecurityCard, SocialSecurityTrouble } from '../../core/identity/social-security.ts';
import { daysInMonth } from '../../core/lib/day.ts';
import { err, ok } from '../../core/lib/result.ts';
import type { Result } from '../../core/lib/result.ts';

/** Where the chip holds each field: file, tag, and the length of its value in bytes. */
export const fields = {
  cardId: { file: 0xef05, tag: 0x01, length: 16 },
  issueDay: { file: 0xef05, tag: 0x05, length: 4 },
  validUntil: { file: 0xef05, tag: 0x06, length: 4 },
  cardNumber: { file: 0xef05, tag: 0x07, length: 9 },
  number: { file: 0xef06, tag: 0x08, length: 18 },
  name: { file: 0xef06, tag: 0x09, length: 30 },
  sex: { file: 0xef06, tag: 0x0a, length: 1 },
  ethnicCode: { file: 0xef06, tag: 0x0b, length: 1 },
  birthplaceCode: { file: 0xef06, tag: 0x0c, length: 3 },
  birthDay: { file: 0xef06, tag: 0x0d, length: 4 },
} as const;
export type FieldName = keyof typeof fields;
export const fieldNames = Object.keys(fields) as readonly FieldName[];

/** Bytes before a value: tag and length. */
export const headBytes = 2;

/** The records as the card gave them; a field that it has not is left out. */
export type Records = Readonly<Partial<Record<FieldName, Uint8Array>>>;

/** Text of GBK bytes, U+FFFD where they mean nothing. */
export type DecodeGbk = (bytes: Uint8Array) => string;

/**
 * Whose card it is. Nothing half read: a field that is there and does not parse spoils the whole card, and so does a
 * card on which neither number stands.
 */
export function decodeCard(
  records: Records,
  decodeGbk: DecodeGbk,
): Result<SocialSecurityCard, SocialSecurityTrouble> {
  const value = (name: FieldName) => valueIn(records[name], fields[name].tag);
  const card = v.safeParse(socialSecurityCardSchema, {
    cardId: digitsIn(value('cardId')),
    issueDay: dayIn(digitsIn(value('issueDay'))),
    validUntil: dayIn(digitsIn(value('validUntil'))),
    cardNumber: textIn(value('cardNumber'), asciiOf),
    number: textIn(value('number'), asciiOf)?.toUpperCase() ?? null,
    name: textIn(value('name'), decodeGbk),
    sex: sexIn(value('sex')),
    ethnicCode: digitsIn(value('ethnicCode')),
    birthplaceCode: digitsIn(value('birthplaceCode')),
    birthDay: dayIn(digitsIn(value('birthDay'))),
  });
  if (!card.success) return err('card-content-wrong');
  const { number, cardNumber, name } = card.output;
  if ((number === null && cardNumber === null) || name?.includes('\ufffd')) return err('card-content-wrong');
  return number === null || isCitizenNumber(number) ? ok(card.output) : err('card-number-wrong');
}

/** Null: not on the card. `broken`: a length that its own bytes do not keep. */
type Value = Uint8Array | null | 'broken';

/** A record of another tag is another field: the card numbers its records in its own way. */
export function hasTag(record: Uint8Array, tag: number): boolean {
  return record[0] === tag;
}

function valueIn(record: Uint8Array | undefined, tag: number): Value {
  if (record === undefined || !hasTag(record, tag)) return null;
  const length = record[1];
  if (length === undefined || record.length < headBytes + length) return 'broken';
  return record.slice(headBytes, headBytes + length);
}

/** What no schema lets pass. */
const unreadable = '?';

/** Chips fill text up with 00, FF or blanks; text of nothing else is none. */
function textIn(value: Value, decode: DecodeGbk): string | null {
  if (value === null) return null;
  if (value === 'broken') return '';
  const end = value.findLastIndex((byte) => byte !== 0x00 && byte !== 0xff && byte !== 0x20) + 1;
  return end === 0 ? null : decode(value.subarray(0, end));
}

function asciiOf(bytes: Uint8Array): string {
  return String.fromCharCode(...bytes);
}

/** Two digits a byte. All 00 or all FF is how a chip says that it has nothing. */
function digitsIn(value: Value): string | null {
  if (value === null) return null;
  if (value === 'broken') return unreadable;
  if (value.every((byte) => byte === 0x00) || value.every((byte) => byte === 0xff)) return null;
  return Array.from(value, (byte) => byte.toString(16).padStart(2, '0').toUpperCase()).join('');
}

/** `YYYYMMDD` as `YYYY-MM-DD`, when a calendar has it. */
function dayIn(digits: string | null): string | null {
  if (digits === null) return null;
  const [, year, month, day] = /^(\d{4})(\d{2})(\d{2})$/.exec(digits) ?? [];
  const isInYear = Number(month) >= 1 && Number(month) <= 12;
  const isInMonth = Number(day) >= 1 && Number(day) <= daysInMonth(Number(year), Number(month));
  return isInYear && isInMonth ? `${year}-${month}-${day}` : unreadable;
}

/** GB/T 2261.1, as a digit or as its letter. */
function sexIn(value: Value): SocialSecurityCard['sex'] | typeof unreadable {
  if (digitsIn(value) === null) return null;
  switch (value?.[0]) {
    case 0x30:
      return 'unknown';
    case 0x01:
    case 0x31:
      return 'male';
    case 0x02:
    case 0x32:
      return 'female';
    case 0x09:
    case 0x39:
      return 'unspecified';
    default:
      return unreadable;
  }
}
