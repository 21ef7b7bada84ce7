import * as v from 'valibot';

const day = v.pipe(v.string(), v.regex(/^\d{4}-\d{2}-\d{2}$/));

/** What the chip of a second-generation resident identity card (居民身份证) says. Personal data: memory only. */
export const idCardSchema = v.object({
  kind: v.literal('resident'),
  name: v.pipe(v.string(), v.minLength(1), v.maxLength(15)),
  sex: v.picklist(['unknown', 'male', 'female', 'unspecified']),
  /** GB/T 3304, two digits. */
  ethnicCode: v.string(),
  birthDay: day,
  address: v.string(),
  /** Citizen number (公民身份号码), 18 characters, GB 11643; the check digit has been verified. */
  number: v.pipe(v.string(), v.regex(/^\d{17}[\dX]$/)),
  issuer: v.string(),
  validFrom: day,
  /** Last valid day, or `long-term` for 长期. */
  validUntil: v.union([day, v.literal('long-term')]),
});
export type IdCard = v.InferOutput<typeof idCardSchema>;

/**
 * Why a card could not be read. Each has the customer's words, the spoken words and a staff hint in `core/strings`.
 * `card-*` is mended by the customer, `reader-*` by staff.
 */
export const cardTroubles = [
  'card-unreadable', // SW3 31 32 33 40 41 47 81: lift it and lay it down again
  'card-lifted-too-soon', // the card went away in the middle of the read
  'card-number-wrong', // GB 11643 check digit does not match
  'card-content-wrong', // a field of the text block does not parse
  'card-kind-unknown', // offset 248 holds a letter other than blank: manual handling
  'reader-fault', // SW3 60 66 24
  'reader-silent', // no answer within the deadline
  'reader-garbled', // bad checksum or wrong length, also after the retry
  'reader-missing', // no port, or it was unplugged
] as const;
export type CardTrouble = (typeof cardTroubles)[number];
export const cardTroubleSchema = v.picklist(cardTroubles);

/** What the reader reports, in order: `laid` → `read` or `trouble` → `lifted`. */
export const cardEventSchema = v.variant('state', [
  v.object({ state: v.literal('laid') }),
  v.object({ state: v.literal('read'), card: idCardSchema }),
  v.object({ state: v.literal('trouble'), trouble: cardTroubleSchema }),
  v.object({ state: v.literal('lifted') }),
]);
export type CardEvent = v.InferOutput<typeof cardEventSchema>;
