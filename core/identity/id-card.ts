import * as v from 'valibot';

const day = v.pipe(v.string(), v.regex(/^\d{4}-\d{2}-\d{2}$/));
const longestName = 60;

/** What every kind of card says. */
const person = {
  /**
   * What its holder is called: the Chinese name, the English one where there is no other. As the chip has it, private-use
   * characters included; `displayName` makes them fit to show.
   */
  name: v.pipe(v.string(), v.minLength(1), v.maxLength(longestName)),
  sex: v.picklist(['unknown', 'male', 'female', 'unspecified']),
  birthDay: day,
  validFrom: day,
  /** Last valid day, or `long-term` for 长期. */
  validUntil: v.union([day, v.literal('long-term')]),
};
/** Citizen number (公民身份号码), 18 characters, GB 11643; the check digit has been verified. */
const citizenNumber = v.pipe(v.string(), v.regex(/^\d{17}[\dX]$/));

const withAddress = {
  /** Where the card was issued for. */
  address: v.string(),
  /** Added to the chip when its holder moved (追加地址); absent when there is none or it could not be read. */
  latestAddress: v.optional(v.string()),
  issuer: v.string(),
  number: citizenNumber,
};
const foreigner = {
  englishName: v.pipe(v.string(), v.maxLength(longestName)),
  /** GB/T 2659, three letters or three digits as the chip has it; `null` where it holds neither. */
  country: v.nullable(v.pipe(v.string(), v.regex(/^([A-Z]{3}|\d{3})$/))),
};

/** What the chip of a second-generation card says. Personal data: memory only. */
export const idCardSchema = v.variant('kind', [
  /** 居民身份证. */
  v.object({
    kind: v.literal('resident'),
    ...person,
    ...withAddress,
    /** GB/T 3304, two digits. */
    ethnicCode: v.string(),
  }),
  /** 港澳台居民居住证. */
  v.object({
    kind: v.literal('hmt-permit'),
    ...person,
    ...withAddress,
    /** Of the travel permit (通行证) behind it. */
    passNumber: v.string(),
    /** How often the permit has been issued, two digits. */
    issueCount: v.string(),
  }),
  /** 外国人永久居留身份证 of 2017: a number of 15 characters, no address. */
  v.object({
    kind: v.literal('pr-2017'),
    ...person,
    ...foreigner,
    number: v.pipe(v.string(), v.regex(/^[A-Z]{3}\d{12}$/)),
    version: v.string(),
    agencyCode: v.string(),
  }),
  /** 外国人永久居留身份证 of 2023, the five-star card (五星卡): a citizen-style number, no address. */
  v.object({
    kind: v.literal('pr-2023'),
    ...person,
    ...foreigner,
    number: citizenNumber,
    /** Two digits. */
    renewalCount: v.string(),
    /** What ties the number to the 15 characters of an earlier card. */
    previousNumberLink: v.string(),
  }),
]);
export type IdCard = v.InferOutput<typeof idCardSchema>;
export type IdCardKind = IdCard['kind'];

/** The card of one kind. */
export type CardOf<Kind extends IdCardKind> = Extract<IdCard, { readonly kind: Kind }>;

/** A card that says where its holder lives. */
export type AddressedCard = CardOf<'resident' | 'hmt-permit'>;

/** Where the holder lives by the card: the added address before the first one; `null` on cards without any. */
export function addressOn(card: IdCard): string | null {
  return 'address' in card ? (card.latestAddress ?? card.address) : null;
}

/**
 * Why a card could not be read. Each has the customer's words, the spoken words and a staff hint in `core/strings`.
 * `card-*` is mended by the customer, `reader-*` by staff.
 */
export const cardTroubles = [
  'card-unreadable', // SW3 41 47 81 91: lift it and lay it down again
  'card-not-authenticated', // SW3 31 32 33: dirty, or not genuine
  'card-not-identity', // SW3 40: a card of another trade, e.g. for the bus
  'card-lifted-too-soon', // the card went away in the middle of the read
  'card-number-wrong', // the number is not one of its kind, e.g. a wrong GB 11643 check digit
  'card-content-wrong', // a field of the text block does not parse
  'card-kind-unknown', // offset 248 holds a letter that no known kind has: manual handling
  'reader-fault', // SW3 23 24 60 and what no manual lists
  'reader-unauthorised', // SW3 66
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
