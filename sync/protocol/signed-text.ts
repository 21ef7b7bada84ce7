import { utf8ToBytes } from '@noble/hashes/utils.js';
import * as v from 'valibot';
import { err, ok, type Result } from '../../core/lib/result.ts';
import { bytes32Schema } from '../../core/records/envelope.ts';
import type { SignedText } from '../../core/records/signed-text.ts';
import type { Verify } from './receipt.ts';

/** A public key with the name that signatures give it; Ed25519 or X25519, raw 32 bytes. */
export const namedKeySchema = v.object({
  id: v.pipe(v.string(), v.regex(/^[\w.:-]{1,64}$/)),
  publicKey: bytes32Schema,
});
export type NamedKey = v.InferOutput<typeof namedKeySchema>;

/** The label keeps a signature on one kind of document from standing for another. */
export type DocumentKind = 'rules-pack' | 'key-announcement' | 'introduction';

/** What is signed: label, line feed, text. */
export function textSigningBytes(kind: DocumentKind, text: string): Uint8Array {
  return utf8ToBytes(`care-kiosk ${kind} 1\n${text}`);
}

/** `bad-signature`: by none of these keys, or altered. `unreadable`: signed, and yet not such a document. */
export type SignedTextTrouble = 'bad-signature' | 'unreadable';

/** Reads a signed document. Nothing of it is looked at before the signature holds. */
export async function openSignedText<S extends v.GenericSchema>(
  kind: DocumentKind,
  schema: S,
  signed: SignedText,
  trusted: readonly NamedKey[],
  verify: Verify,
): Promise<Result<v.InferOutput<S>, SignedTextTrouble>> {
  const key = trusted.find(({ id }) => id === signed.keyId);
  if (key === undefined) return err('bad-signature');
  if (!(await verify(key.publicKey, textSigningBytes(kind, signed.text), signed.signature)))
    return err('bad-signature');
  const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), schema), signed.text);
  return parsed.success ? ok(parsed.output) : err('unreadable');
}
