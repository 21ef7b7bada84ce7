import * as v from 'valibot';
import { incidentCodes, mostSentTogether } from '../../core/contract/calls.ts';
import {
  bytes32Schema,
  chunkSchema,
  clockEvidenceSchema,
  envelopeHeaderSchema,
  envelopeSchema,
  kioskIdSchema,
  receiptSchema,
} from '../../core/records/envelope.ts';
import { signedTextSchema } from '../../core/records/signed-text.ts';
import { namedKeySchema } from './signed-text.ts';

/** At most this many records travel in one upload. */
export const uploadLimit = mostSentTogether;

/** Fits every program's integers. */
const count = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(Number.MAX_SAFE_INTEGER));

/** What staff at the hub must be able to see of a kiosk. Machines, counts and codes; never a person (I4). */
export const kioskReportSchema = v.object({
  /** Records that no receipt covers yet. */
  pending: count,
  /** `acceptedAt` of the oldest of them; null when none. */
  oldestAcceptedAt: v.nullable(v.pipe(v.string(), v.isoTimestamp())),
  journalSequence: count,
  /** Up to where this kiosk has a verified receipt. */
  receiptedSequence: count,
  freeBytes: v.nullable(count),
  /** Why it takes no errands just now; null when it does. */
  closedBecause: v.nullable(v.pipe(v.string(), v.maxLength(64))),
  /** The browser's answer to `storage.persist()`; null when it was not asked. */
  storagePersisted: v.nullable(v.boolean()),
  /** The newest incidents of the kiosk's own journal. */
  incidents: v.pipe(
    v.array(
      v.object({
        at: v.pipe(v.string(), v.isoTimestamp()),
        code: v.picklist(incidentCodes),
        detail: v.pipe(v.string(), v.maxLength(300)),
      }),
    ),
    v.maxLength(20),
  ),
});
export type KioskReport = v.InferOutput<typeof kioskReportSchema>;

/**
 * `POST /v1/records`: envelopes of one kiosk, most urgent first and otherwise ascending; within an `orderGroup` always
 * ascending. The sender signs the whole body (see upload-signature.ts), and the device each envelope in it.
 */
export const uploadSchema = v.object({
  version: v.literal(2),
  kioskId: kioskIdSchema,
  epoch: envelopeHeaderSchema.entries.epoch,
  /** 32 random bytes; the receipt repeats them. */
  nonce: bytes32Schema,
  /** As of sending: an envelope of the same `bootId` is as much older as its monotonic time says. */
  clock: clockEvidenceSchema,
  /** Serials of the key announcement and the rules pack that the kiosk has; the hub answers with newer ones. */
  knows: v.object({ keys: count, rules: count }),
  report: v.optional(kioskReportSchema),
  /** Pieces of attachments, before or together with the envelope that names them. */
  chunks: v.pipe(v.array(chunkSchema), v.maxLength(uploadLimit)),
  records: v.pipe(
    v.array(
      v.object({
        envelope: envelopeSchema,
        /** Start-up found it in one store only: the customer may not have been told. */
        recovered: v.boolean(),
      }),
    ),
    v.maxLength(uploadLimit),
  ),
});
export type Upload = v.InferOutput<typeof uploadSchema>;

/** Why a record was rejected by name. It is put aside at the kiosk and told to staff; it never blocks a batch. */
export const rejectionCodes = [
  'bad-signature',
  'bad-hash',
  'bad-chain',
  'foreign-kiosk',
  'unreadable',
  'too-large',
] as const;

/** What a record lacks although it is stored: the kiosk sends it, and the record waits at the hub. */
export const needCodes = ['chunks-missing'] as const;

/**
 * What the hub has done with one record. `accepted`: stored for good. `duplicate`: held already, to the byte. `fork`:
 * the place is held by another envelope of this device. The business decision comes later and elsewhere.
 */
export const verdictSchema = v.variant('verdict', [
  v.object({ sequence: v.number(), verdict: v.picklist(['accepted', 'duplicate', 'fork']) }),
  v.object({ sequence: v.number(), verdict: v.literal('rejected'), code: v.picklist(rejectionCodes) }),
  v.object({ sequence: v.number(), verdict: v.literal('needs-info'), code: v.picklist(needCodes) }),
]);
export type Verdict = v.InferOutput<typeof verdictSchema>;

/** How the hub paces its kiosks. */
export const paceSchema = v.object({
  /** Kiosks that come back together spread their first contact over this long, each at a place of its own. */
  spreadSeconds: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(600)),
});

/**
 * How far a hub's word reaches just now. `branch`: it holds the records, and its head office is out of reach. A kiosk
 * that reaches no hub at all is alone.
 */
export const tiers = ['head-office', 'branch'] as const;
export type Tier = (typeof tiers)[number];

/** `200` answer to an upload; verdicts in the order of its records. */
export const uploadAnswerSchema = v.object({
  version: v.literal(2),
  verdicts: v.array(verdictSchema),
  receipt: receiptSchema,
  pace: paceSchema,
  tier: v.picklist(tiers),
  /** A key announcement, when the hub has a newer one. */
  keys: v.nullable(signedTextSchema),
  /** A rules pack, when the hub has a newer one. */
  rules: v.nullable(signedTextSchema),
});
export type UploadAnswer = v.InferOutput<typeof uploadAnswerSchema>;

/** `POST /v1/enrolments`: a one-time code buys a kiosk its identity and the hub's public keys. */
export const enrolmentSchema = v.object({
  version: v.literal(1),
  code: v.pipe(v.string(), v.regex(/^[A-Z0-9]{4}-[A-Z0-9]{4}-[A-Z0-9]{4}$/)),
  /** Ed25519 public key of the device, raw 32 bytes. */
  deviceKey: bytes32Schema,
});
export type Enrolment = v.InferOutput<typeof enrolmentSchema>;

export const enrolmentAnswerSchema = v.object({
  version: v.literal(1),
  kioskId: kioskIdSchema,
  epoch: v.number(),
  branchName: v.string(),
  branchCode: v.string(),
  /** X25519. */
  sealingKey: namedKeySchema,
  /** Ed25519; what it signs brings the kiosk every later key. */
  receiptKey: namedKeySchema,
  /** Ed25519, for rules packs. */
  rulesKey: namedKeySchema,
  /** The key announcement that these keys stand in; the kiosk lacks those behind it. */
  keysSerial: v.optional(count, 0),
});
export type EnrolmentAnswer = v.InferOutput<typeof enrolmentAnswerSchema>;
