import * as v from 'valibot';
import { signatureSchema } from './envelope.ts';

/**
 * A document that somebody has signed, as the very text that was signed: there is no second way to write it down, so
 * nothing depends on how JSON is spelt.
 */
export const signedTextSchema = v.object({
  /** JSON. */
  text: v.pipe(v.string(), v.maxLength(64_000)),
  keyId: v.pipe(v.string(), v.regex(/^[\w.:-]{1,64}$/)),
  /** Ed25519 over a label that names the kind of document, a line feed, and the text in UTF-8. */
  signature: signatureSchema,
});
export type SignedText = v.InferOutput<typeof signedTextSchema>;
