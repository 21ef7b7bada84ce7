import * as v from 'valibot';
import {
  bytes32Schema,
  envelopeHeaderSchema,
  envelopeSchema,
  kioskIdSchema,
  receiptSchema,
} from '../../core/records/envelope.ts';

/** At most this many records travel in one upload (docs/adr: batch limit 200 rows or 256 KB; small while narrow). */
export const uploadLimit = 50;

/** `POST /v1/records`: envelopes of one kiosk, ascending by sequence. Authenticity is each envelope's own signature. */
export const uploadSchema = v.object({
  version: v.literal(1),
  kioskId: kioskIdSchema,
  epoch: envelopeHeaderSchema.entries.epoch,
  /** 32 random bytes; the receipt repeats them. */
  nonce: bytes32Schema,
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

/** Why a record was refused. A refused record is quarantined on the kiosk and told to staff; it never blocks a batch. */
export const refusalCodes = [
  'bad-signature',
  'bad-hash',
  'bad-chain',
  'foreign-kiosk',
  'fork',
  'unreadable',
] as const;

/** Delivery is per record; the business decision comes later and elsewhere. */
export const verdictSchema = v.variant('verdict', [
  v.object({ sequence: v.number(), verdict: v.picklist(['stored', 'duplicate']) }),
  v.object({ sequence: v.number(), verdict: v.literal('refused'), code: v.picklist(refusalCodes) }),
]);
export type Verdict = v.InferOutput<typeof verdictSchema>;

/** `200` answer to an upload. */
export const uploadAnswerSchema = v.object({
  version: v.literal(1),
  verdicts: v.array(verdictSchema),
  receipt: receiptSchema,
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
  /** X25519, raw 32 bytes. */
  sealingKey: v.object({ id: v.string(), publicKey: bytes32Schema }),
  /** Ed25519, raw 32 bytes. */
  receiptKey: v.object({ id: v.string(), publicKey: bytes32Schema }),
});
export type EnrolmentAnswer = v.InferOutput<typeof enrolmentAnswerSchema>;
