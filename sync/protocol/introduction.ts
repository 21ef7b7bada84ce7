import * as v from 'valibot';
import { bytes32Schema, envelopeHeaderSchema, kioskIdSchema } from '../../core/records/envelope.ts';

/**
 * What a branch hub tells its head office of the kiosks that enrolled with it, as a {@link SignedText} by the branch's
 * receipt key. From then on the head office takes those kiosks' envelopes, which carry the kiosks' own signatures.
 */
export const introductionSchema = v.object({
  version: v.literal(1),
  kiosks: v.pipe(
    v.array(
      v.object({
        kioskId: kioskIdSchema,
        epoch: envelopeHeaderSchema.entries.epoch,
        branchName: v.pipe(v.string(), v.minLength(1), v.maxLength(80)),
        branchCode: v.pipe(v.string(), v.minLength(1), v.maxLength(80)),
        /** Ed25519, raw 32 bytes. */
        deviceKey: bytes32Schema,
      }),
    ),
    v.minLength(1),
    v.maxLength(200),
  ),
});
export type Introduction = v.InferOutput<typeof introductionSchema>;

/**
 * `200` answer to `POST /v1/introductions`. `known-otherwise`: another device or another branch has that name; kiosks
 * are numbered across the whole insurer.
 */
export const introductionAnswerSchema = v.object({
  version: v.literal(1),
  refused: v.array(
    v.object({ kioskId: kioskIdSchema, epoch: v.number(), code: v.literal('known-otherwise') }),
  ),
});
export type IntroductionAnswer = v.InferOutput<typeof introductionAnswerSchema>;
