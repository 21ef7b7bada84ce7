import * as v from 'valibot';

/** Who gave an input (I6): staff witness and approve, they never fill in for the customer. */
export const rolesSchema = v.picklist(['customer', 'staff']);
export type Role = v.InferOutput<typeof rolesSchema>;

/** One answer of the customer, as it was given. */
export const answerSchema = v.variant('kind', [
  v.object({ kind: v.literal('choice'), option: v.string(), by: rolesSchema }),
  v.object({
    kind: v.literal('phone'),
    digits: v.pipe(v.string(), v.regex(/^1[3-9]\d{9}$/)),
    by: rolesSchema,
  }),
  v.object({
    kind: v.literal('day'),
    day: v.pipe(v.string(), v.regex(/^\d{4}-\d{2}-\d{2}$/)),
    by: rolesSchema,
  }),
  v.object({
    kind: v.literal('place'),
    /** GB/T 2260 code of the district (or of the city where it has none), six digits. */
    code: v.pipe(v.string(), v.regex(/^\d{6}$/)),
    /** Province, city, district as shown to the customer. */
    names: v.array(v.string()),
    by: rolesSchema,
  }),
  v.object({
    kind: v.literal('written'),
    /** By hand: Chinese characters, at most twenty, and the dot within a name. */
    text: v.pipe(v.string(), v.regex(/^\p{Script=Han}[\p{Script=Han}·]{0,19}$/u)),
    by: rolesSchema,
  }),
]);
export type Answer = v.InferOutput<typeof answerSchema>;

export const errandIds = ['contact-change', 'claim-report'] as const;
export type ErrandId = (typeof errandIds)[number];

export const recordKinds = [...errandIds, 'parked-visit', 'cancellation'] as const;

/**
 * What is sealed to the hub. `finished`: class A, done offline. `not-yet-effective`: class B, 已受理·尚未生效.
 * `parked`: the customer left or was interrupted; nothing takes effect, a person calls back. `cancelled`: the customer
 * takes back what `cancels` names.
 */
export const errandRecordSchema = v.object({
  version: v.literal(1),
  transactionId: v.pipe(v.string(), v.uuid()),
  kind: v.picklist(recordKinds),
  errand: v.picklist(errandIds),
  effect: v.picklist(['finished', 'not-yet-effective', 'parked', 'cancelled']),
  person: v.object({
    name: v.string(),
    number: v.string(),
    /** As on the card; only where the customer asked for exactly this address. */
    address: v.optional(v.string()),
  }),
  answers: v.record(v.string(), answerSchema),
  /** Integer fen (I10), as digits; only where the errand is about a sum. */
  amountFen: v.optional(v.pipe(v.string(), v.regex(/^\d{1,15}$/))),
  /** The transaction that a cancellation takes back. */
  cancels: v.optional(v.pipe(v.string(), v.uuid())),
  /** What hangs on it, each in sealed pieces: pieces `from` to `to - 1` of the envelope's `chunkHashes`. */
  attachments: v.optional(
    v.array(v.object({ mediaType: v.string(), bytes: v.number(), from: v.number(), to: v.number() })),
  ),
  language: v.picklist(['zh-CN', 'zh-Hant', 'en']),
  /** Kiosk wall clock, ISO 8601 UTC; evidence, never order. */
  acceptedAt: v.pipe(v.string(), v.isoTimestamp()),
});
export type ErrandRecord = v.InferOutput<typeof errandRecordSchema>;
