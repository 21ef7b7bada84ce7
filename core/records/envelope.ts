import * as v from 'valibot';
import { recordKinds } from './errand-record.ts';

const base64url = v.pipe(v.string(), v.regex(/^[\w-]*$/));
/** SHA-256 or X25519/Ed25519 key, 32 bytes. */
export const bytes32Schema = v.pipe(v.string(), v.regex(/^[\w-]{43}$/));
/** Ed25519 signature, 64 bytes. */
export const signatureSchema = v.pipe(v.string(), v.regex(/^[\w-]{86}$/));
export const kioskIdSchema = v.pipe(v.string(), v.regex(/^[A-Z0-9]{3,12}$/));
/** Fits the hub's and every script's integers: a record a second for 68 years. */
const sequence = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(2_147_483_647));

/** Severe claims, cancellations and complaints before the rest, ratings last. */
export const urgencies = ['urgent', 'ordinary', 'deferrable'] as const;
export type Urgency = (typeof urgencies)[number];

/** Yuan; `none` for a record without an amount. A band, because the exact sum is the customer's own affair. */
export const amountBands = ['none', 'to-1000', 'to-10000', 'to-50000', 'above-50000'] as const;
export type AmountBand = (typeof amountBands)[number];

/** `K01-1-000007`, as printed: kiosk, epoch, sequence. */
export const slipNumberSchema = v.pipe(v.string(), v.regex(/^[A-Z0-9]{3,12}-[1-9]\d{0,9}-\d{6,10}$/));

/** What a kiosk knows of time. The hub bounds the true time from it; nobody orders or refuses by a kiosk's wall clock. */
export const clockEvidenceSchema = v.object({
  /** One run of the machine: monotonic times of two runs cannot be compared. */
  bootId: v.pipe(v.string(), v.regex(/^[\w-]{8,64}$/)),
  monotonicMs: v.pipe(v.number(), v.integer(), v.minValue(0)),
  /** Hub's clock minus this one's, as of the last verified receipt; null before the first since the page was opened. */
  hubOffsetMs: v.nullable(v.pipe(v.number(), v.integer())),
});
export type ClockEvidence = v.InferOutput<typeof clockEvidenceSchema>;

/** At most this many sealed pieces belong to one record. */
export const mostChunks = 400;

/** The clear part of an envelope; it is the AAD of the seal, so changing any of it breaks the opening. */
export const envelopeHeaderSchema = v.object({
  version: v.literal(2),
  kioskId: kioskIdSchema,
  /** A re-imaged kiosk gets a new epoch, so a sequence never restarts silently. */
  epoch: sequence,
  /** Gapless within (kiosk, epoch), from 1. */
  sequence,
  transactionId: v.pipe(v.string(), v.uuid()),
  kind: v.picklist(recordKinds),
  urgency: v.picklist(urgencies),
  /** Records of one customer at this kiosk share it and keep their order; 16 bits, so that it names nobody. */
  orderGroup: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(65_535)),
  amountBand: v.picklist(amountBands),
  /** Kiosk wall clock. */
  acceptedAt: v.pipe(v.string(), v.isoTimestamp()),
  clock: clockEvidenceSchema,
  /** Seconds after `acceptedAt` for which the kiosk holds it back, so that its customer can still cancel; 0: not. */
  holdBackSeconds: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(86_400)),
  /** The record that this one takes the place of, after that was sent back; null when none. */
  supersedes: v.nullable(slipNumberSchema),
  /** `serial` of the rules pack that let it be accepted; 0 is the built-in one. */
  rulesSerial: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(2_147_483_647)),
  /** `hash` of each sealed attachment piece, in order. */
  chunkHashes: v.pipe(v.array(bytes32Schema), v.maxLength(mostChunks)),
  /** Which of the hub's sealing keys was used. */
  sealingKeyId: v.pipe(v.string(), v.regex(/^[\w.:-]{1,64}$/)),
  /** `hash` of the envelope before; 32 zero bytes for the first of an epoch. */
  previousHash: bytes32Schema,
});
export type EnvelopeHeader = v.InferOutput<typeof envelopeHeaderSchema>;

/** A sealed record: HPKE base mode, DHKEM(X25519, HKDF-SHA256), HKDF-SHA256, AES-256-GCM (RFC 9180). */
export const envelopeSchema = v.object({
  header: envelopeHeaderSchema,
  /** HPKE encapsulated key, 32 bytes. */
  encapsulatedKey: bytes32Schema,
  ciphertext: base64url,
  /** SHA-256 over the canonical header, the encapsulated key and the ciphertext; the next envelope names it. */
  hash: bytes32Schema,
  /** Ed25519 by the device key over `hash`. */
  signature: signatureSchema,
});
export type Envelope = v.InferOutput<typeof envelopeSchema>;

/** As the page makes it and keeps it: the host adds the signature when it journals it. */
export const unsignedEnvelopeSchema = v.omit(envelopeSchema, ['signature']);
export type UnsignedEnvelope = v.InferOutput<typeof unsignedEnvelopeSchema>;

/**
 * A sealed piece of an attachment; a row, a journal line and an upload stay small. Sealed like a record, with the
 * transaction and the place in it as AAD.
 */
export const chunkSchema = v.object({
  transactionId: v.pipe(v.string(), v.uuid()),
  /** Place in `chunkHashes`, from 0. */
  index: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(mostChunks - 1)),
  sealingKeyId: v.pipe(v.string(), v.regex(/^[\w.:-]{1,64}$/)),
  encapsulatedKey: bytes32Schema,
  ciphertext: v.pipe(base64url, v.maxLength(24_000)),
  /** SHA-256 over transaction id, index, sealing key id, encapsulated key and ciphertext. */
  hash: bytes32Schema,
});
export type Chunk = v.InferOutput<typeof chunkSchema>;

/** The hub's signed word that it holds everything up to `upToSequence`; only this lets the kiosk drop a record. */
export const receiptSchema = v.object({
  version: v.literal(1),
  kioskId: kioskIdSchema,
  epoch: sequence,
  /** Contiguous prefix; 0 when nothing is held yet. */
  upToSequence: v.pipe(v.number(), v.integer(), v.minValue(0)),
  /** `hash` of the envelope at `upToSequence`; 32 zero bytes at 0. */
  headHash: bytes32Schema,
  /** The nonce of the request this answers: yesterday's receipt does not fit today's question. */
  requestNonce: bytes32Schema,
  hubTimeMs: v.number(),
  receiptKeyId: v.string(),
  signature: signatureSchema,
});
export type Receipt = v.InferOutput<typeof receiptSchema>;

/** The 32 zero bytes that stand before the first envelope of an epoch, base64url. */
export const noHash = 'A'.repeat(43);
