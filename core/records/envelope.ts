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

/** The clear part of an envelope; it is the AAD of the seal, so changing any of it breaks the opening. */
export const envelopeHeaderSchema = v.object({
  version: v.literal(1),
  kioskId: kioskIdSchema,
  /** A re-imaged kiosk gets a new epoch, so a sequence never restarts silently. */
  epoch: sequence,
  /** Gapless within (kiosk, epoch), from 1. */
  sequence,
  transactionId: v.pipe(v.string(), v.uuid()),
  kind: v.picklist(recordKinds),
  acceptedAt: v.pipe(v.string(), v.isoTimestamp()),
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
