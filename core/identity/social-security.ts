import * as v from 'valibot';
import type { CardTrouble } from './id-card.ts';

const day = v.pipe(v.string(), v.regex(/^\d{4}-\d{2}-\d{2}$/));

/**
 * What the chip of a social-security card (社会保障卡) says. Provinces fill it differently: what a card does not hold,
 * or does not give without its PIN, is null. Personal data: memory only.
 */
export const socialSecurityCardSchema = v.object({
  /** 卡识别码, 16 bytes in hexadecimal. */
  cardId: v.nullable(v.pipe(v.string(), v.regex(/^[0-9A-F]{32}$/))),
  issueDay: v.nullable(day),
  validUntil: v.nullable(day),
  /** 卡号, as printed. */
  cardNumber: v.nullable(v.pipe(v.string(), v.regex(/^[0-9A-Z]{1,9}$/))),
  /** 社会保障号码, which is the citizen number; GB 11643, the check digit has been verified. */
  number: v.nullable(v.pipe(v.string(), v.regex(/^\d{17}[\dX]$/))),
  name: v.nullable(v.pipe(v.string(), v.minLength(1), v.maxLength(30))),
  sex: v.nullable(v.picklist(['unknown', 'male', 'female', 'unspecified'])),
  /** GB/T 3304, two digits. */
  ethnicCode: v.nullable(v.pipe(v.string(), v.regex(/^\d{2}$/))),
  /** GB/T 2260, six digits. */
  birthplaceCode: v.nullable(v.pipe(v.string(), v.regex(/^\d{6}$/))),
  birthDay: v.nullable(day),
});
export type SocialSecurityCard = v.InferOutput<typeof socialSecurityCardSchema>;

/** Why such a card could not be read: the same words, spoken words and staff hints as for an identity card. */
export const socialSecurityTroubles = [
  'card-unreadable', // no answer to reset, or memory failures, also after the retry
  'card-lifted-too-soon', // pulled out in the middle of the read
  'card-number-wrong', // GB 11643 check digit does not match
  'card-content-wrong', // a field does not parse, or nothing says whose card it is
  'card-kind-unknown', // no social-security application on it, e.g. a plain bank card
  'reader-silent', // no answer within the deadline
] as const satisfies readonly CardTrouble[];
export type SocialSecurityTrouble = (typeof socialSecurityTroubles)[number];

/** In order: `laid` → `read` or `trouble` → `lifted`. */
export const socialSecurityEventSchema = v.variant('state', [
  v.object({ state: v.literal('laid') }),
  v.object({ state: v.literal('read'), card: socialSecurityCardSchema }),
  v.object({ state: v.literal('trouble'), trouble: v.picklist(socialSecurityTroubles) }),
  v.object({ state: v.literal('lifted') }),
]);
export type SocialSecurityEvent = v.InferOutput<typeof socialSecurityEventSchema>;
