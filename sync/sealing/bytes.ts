import { base64urlnopad } from '@scure/base';
import { err, ok, type Result } from '../../core/lib/result.ts';
import type { Envelope } from '../../core/records/envelope.ts';
import { sealingSuite } from './suite.ts';

/** What HPKE makes of a plain text, as base64url. */
export type Sealed = Pick<Envelope, 'encapsulatedKey' | 'ciphertext'>;

/** `info` keeps one kind of sealed thing from being opened as another; `aad` binds it to its place. */
export type Binding = { readonly info: Uint8Array; readonly aad: Uint8Array };

/**
 * Seals with a fresh key each time: nobody on this side can open it again.
 *
 * @param publicKey X25519, raw 32 bytes as base64url
 * @throws when the public key is not a key or this runtime lacks X25519; the caller names it
 */
export async function sealBytes(plain: Uint8Array, publicKey: string, binding: Binding): Promise<Sealed> {
  return sealIn(await sealingContext(publicKey, binding.info), plain, binding.aad);
}

/** A fresh key pair, encapsulated: what sealing needs before it knows what. Good for one seal. */
export type SealingContext = Awaited<ReturnType<typeof sealingContext>>;

/** @throws as {@link sealBytes} */
export async function sealingContext(publicKey: string, info: Uint8Array) {
  const recipientPublicKey = await sealingSuite.kem.deserializePublicKey(base64urlnopad.decode(publicKey));
  return sealingSuite.createSenderContext({ recipientPublicKey, info });
}

export async function sealIn(context: SealingContext, plain: Uint8Array, aad: Uint8Array): Promise<Sealed> {
  const ciphertext = await context.seal(plain, aad);
  return {
    encapsulatedKey: base64urlnopad.encode(new Uint8Array(context.enc)),
    ciphertext: base64urlnopad.encode(new Uint8Array(ciphertext)),
  };
}

/**
 * - `private-key-unusable`: not a raw X25519 key; nothing is said about what was sealed
 * - `not-openable`: another key, or something of it was altered; the cipher cannot tell which
 */
export type BytesTrouble = 'private-key-unusable' | 'not-openable';

/** @param privateKey X25519, raw 32 bytes as base64url */
export async function openBytes(
  sealed: Sealed,
  privateKey: string,
  binding: Binding,
): Promise<Result<Uint8Array, BytesTrouble>> {
  const key = await privateKeyOf(privateKey);
  if (!key.ok) return key;
  try {
    const plain = await sealingSuite.open(
      { recipientKey: key.value, enc: base64urlnopad.decode(sealed.encapsulatedKey), info: binding.info },
      base64urlnopad.decode(sealed.ciphertext),
      binding.aad,
    );
    return ok(new Uint8Array(plain));
  } catch {
    return err('not-openable');
  }
}

/** A `CryptoKey`, which this layer has no name for. */
type PrivateKey = Awaited<ReturnType<typeof sealingSuite.kem.deserializePrivateKey>>;

async function privateKeyOf(raw: string): Promise<Result<PrivateKey, 'private-key-unusable'>> {
  try {
    return ok(await sealingSuite.kem.deserializePrivateKey(base64urlnopad.decode(raw)));
  } catch {
    return err('private-key-unusable');
  }
}
