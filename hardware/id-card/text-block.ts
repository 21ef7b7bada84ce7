import * as v from 'valibot';
import { isNumberOf } from '../../core/identity/card-number.ts';
import { idCardSchema } from '../../core/identity/id-card.ts';
import type { CardTrouble, IdCard, IdCardKind } from '../../core/identity/id-card.ts';
import { err, ok } from '../../core/lib/result.ts';
import type { Result } from '../../core/lib/result.ts';
import { unreachable } from '../../core/lib/unreachable.ts';
import { blockBytes, kindLetters, kindOf, kindPlace, layouts } from './card-layouts.ts';
import type { FieldPlace } from './card-layouts.ts';

type TextOf<Kind extends IdCardKind> = { readonly kind: Kind } & Readonly<
  Record<keyof (typeof layouts)[Kind], string>
>;

/** The fields as they stand on the chip: days as `YYYYMMDD`, sex as a digit, 长期 for a card without end. */
export type CardText = { [Kind in IdCardKind]: TextOf<Kind> }[IdCardKind];

/** What is too long for its field is cut off. `letter` only to make a card of a kind that nobody knows. */
export function encodeTextBlock(text: CardText, letter: string = kindLetters[text.kind]): Uint8Array {
  const block = new Uint8Array(blockBytes);
  putText(block, [0, blockBytes], '');
  const values: Readonly<Record<string, string>> = text;
  for (const [name, place] of Object.entries<FieldPlace>(layouts[text.kind])) {
    putText(block, place, values[name] ?? '');
  }
  putText(block, kindPlace, letter);
  return block;
}

/** Checks everything this kiosk relies on, the number's check digit included. Expiry is not a reader's business. */
export function decodeTextBlock(block: Uint8Array): Result<IdCard, CardTrouble> {
  if (block.length !== blockBytes) return err('card-content-wrong');
  const kind = kindOf(trimmed(textIn(block, kindPlace)));
  if (kind === null) return err('card-kind-unknown');
  const card = v.safeParse(idCardSchema, cardOf(readText(block, kind)));
  if (!card.success) return err('card-content-wrong');
  return isNumberOf(kind, card.output.number) ? ok(card.output) : err('card-number-wrong');
}

/** Fills up with blanks, as chips do. */
export function putText(block: Uint8Array, [offset, length]: FieldPlace, value: string): void {
  const units = new DataView(block.buffer, block.byteOffset, block.length);
  for (let at = 0; at < length; at += 2) {
    units.setUint16(offset + at, value[at / 2]?.charCodeAt(0) ?? 0x20, true);
  }
}

/** As it stands there, padding included. */
export function textIn(block: Uint8Array, [offset, length]: FieldPlace): string {
  const units = new DataView(block.buffer, block.byteOffset, block.length);
  let text = '';
  for (let at = 0; at < length; at += 2) text += String.fromCharCode(units.getUint16(offset + at, true));
  return text;
}

/** Cards are padded with U+0020, some with U+0000; a full-width blank (U+3000) is part of an address. */
export function trimmed(text: string): string {
  return text.replace(/^[ \0]+|[ \0]+$/g, '');
}

/** Half a surrogate pair or a control character: no text that anybody wrote on a card. */
export function isBroken(text: string): boolean {
  return /[\p{Cs}\p{Cc}]/u.test(text);
}

function readText(block: Uint8Array, kind: IdCardKind): CardText {
  const places = Object.entries<FieldPlace>(layouts[kind]);
  const texts = Object.fromEntries(places.map(([name, place]) => [name, textIn(block, place)]));
  // The layout's keys are the fields of this kind's text.
  return { kind, ...texts } as CardText;
}

/** Field by field what `idCardSchema` is to check; `null` where a field does not parse. */
function cardOf(text: CardText): unknown {
  const common = {
    kind: text.kind,
    number: trimmed(text.number).toUpperCase(),
    sex: sexOf(text.sex),
    birthDay: dayIn(text.birthDay),
    validFrom: dayIn(text.validFrom),
    validUntil: trimmed(text.validUntil) === '长期' ? 'long-term' : dayIn(text.validUntil),
  };
  switch (text.kind) {
    case 'resident':
      return { ...common, ...addressed(text), ethnicCode: written(text.ethnicCode) };
    case 'hmt-permit':
      return {
        ...common,
        ...addressed(text),
        passNumber: written(text.passNumber),
        issueCount: written(text.issueCount),
      };
    case 'pr-2017':
      return {
        ...common,
        ...foreigner(text, text.englishName),
        version: written(text.version),
        agencyCode: written(text.agencyCode),
      };
    case 'pr-2023':
      return {
        ...common,
        ...foreigner(text, text.englishName + text.englishNameRest),
        renewalCount: written(text.renewalCount),
        previousNumberLink: written(text.previousNumberLink),
      };
    default:
      return unreachable(text);
  }
}

function addressed({ name, address, issuer }: TextOf<'resident' | 'hmt-permit'>) {
  return { name: written(name), address: written(address), issuer: written(issuer) };
}

function foreigner(text: TextOf<'pr-2017' | 'pr-2023'>, wholeEnglishName: string) {
  const englishName = written(wholeEnglishName);
  const country = trimmed(text.country);
  return {
    name: written(text.chineseName) || englishName,
    englishName,
    // Sources disagree about this field; a card is not refused for it.
    country: /^([A-Z]{3}|\d{3})$/.test(country) ? country : null,
  };
}

function written(field: string): string | null {
  const text = trimmed(field);
  return isBroken(text) ? null : text;
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
