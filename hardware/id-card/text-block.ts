import * as v from 'valibot';
import { isCitizenNumber } from '../../core/identity/citizen-number.ts';
import { idCardSchema } from '../../core/identity/id-card.ts';
import type { CardTrouble, IdCard } from '../../core/identity/id-card.ts';
import { err, ok } from '../../core/lib/result.ts';
import type { Result } from '../../core/lib/result.ts';

/** Offset and length in bytes of each field of a resident card's text block; UTF-16LE, padded with blanks. */
const fields = {
  name: [0, 30],
  sex: [30, 2],
  ethnicCode: [32, 4],
  birthDay: [36, 16],
  address: [52, 70],
  number: [122, 36],
  issuer: [158, 30],
  validFrom: [188, 16],
  validUntil: [204, 16],
  /** Blank on a resident card; a letter on every other kind. */
  kindLetter: [248, 2],
} as const;
const blockBytes = 256;

/** The fields as they stand on the chip: days as `YYYYMMDD`, sex as a digit, 长期 for a card without end. */
export type CardText = Readonly<Record<keyof typeof fields, string>>;

export function encodeTextBlock(text: CardText): Uint8Array {
  const block = new Uint8Array(blockBytes);
  const units = new DataView(block.buffer);
  for (let at = 0; at < blockBytes; at += 2) units.setUint16(at, 0x20, true);
  for (const [key, [offset, length]] of Object.entries(fields)) {
    const value = text[key as keyof CardText].slice(0, length / 2);
    for (let at = 0; at < value.length; at += 1) {
      units.setUint16(offset + 2 * at, value.charCodeAt(at), true);
    }
  }
  return block;
}

/** Checks everything this kiosk relies on, the citizen number's check digit included. Expiry is not a reader's business. */
export function decodeTextBlock(block: Uint8Array): Result<IdCard, CardTrouble> {
  if (block.length !== blockBytes) return err('card-content-wrong');
  const text = readFields(block);
  if (text.kindLetter !== '') return err('card-kind-unknown');
  const card = v.safeParse(idCardSchema, {
    kind: 'resident',
    name: text.name,
    sex: sexOf(text.sex),
    ethnicCode: text.ethnicCode,
    birthDay: dayIn(text.birthDay),
    address: text.address,
    number: text.number.toUpperCase(),
    issuer: text.issuer,
    validFrom: dayIn(text.validFrom),
    validUntil: text.validUntil === '长期' ? 'long-term' : dayIn(text.validUntil),
  });
  if (!card.success) return err('card-content-wrong');
  return isCitizenNumber(card.output.number) ? ok(card.output) : err('card-number-wrong');
}

function readFields(block: Uint8Array): CardText {
  const units = new DataView(block.buffer, block.byteOffset, block.length);
  const field = ([offset, length]: readonly [number, number]) => {
    let value = '';
    for (let at = 0; at < length; at += 2) value += String.fromCharCode(units.getUint16(offset + at, true));
    return value.replace(/^[ \0]+|[ \0]+$/g, '');
  };
  return {
    name: field(fields.name),
    sex: field(fields.sex),
    ethnicCode: field(fields.ethnicCode),
    birthDay: field(fields.birthDay),
    address: field(fields.address),
    number: field(fields.number),
    issuer: field(fields.issuer),
    validFrom: field(fields.validFrom),
    validUntil: field(fields.validUntil),
    kindLetter: field(fields.kindLetter),
  };
}

/** GB/T 2261.1; `null` makes the card's content wrong. */
function sexOf(digit: string): IdCard['sex'] | null {
  switch (digit) {
    case '0':
      return 'unknown';
    case '1':
      return 'male';
    case '2':
      return 'female';
    case '9':
      return 'unspecified';
    default:
      return null;
  }
}

/** `YYYYMMDD` as `YYYY-MM-DD`; `null` for a day that no calendar has. */
function dayIn(digits: string): string | null {
  const [, year, month, day] = /^(\d{4})(\d{2})(\d{2})$/.exec(digits) ?? [];
  const atMs = Date.UTC(Number(year), Number(month) - 1, Number(day));
  const iso = `${year}-${month}-${day}`;
  return Number.isFinite(atMs) && new Date(atMs).toISOString().startsWith(iso) ? iso : null;
}
