import { utf8ToBytes } from '@noble/hashes/utils.js';
import { base64, base64urlnopad } from '@scure/base';

/** Where uploads are posted; the signature covers it. */
export const uploadPath = '/v1/records';

/** Who signs uploads: a kiosk's device key, or a branch hub's receipt key for what it forwards. */
export type UploadSigner = {
  /** {@link deviceKeyId}, or the id of the branch hub's receipt key. */
  readonly keyId: string;
  /** Ed25519 over `message`, 64 bytes as base64url. */
  readonly sign: (message: Uint8Array) => string;
};

/** The headers that carry the signature (RFC 9421) and what it says of the body (RFC 9530). */
export type UploadHeaders = {
  readonly 'content-digest': string;
  readonly 'signature-input': string;
  readonly signature: string;
};

/** What a signature claims, as bytes to verify: Ed25519 by the key that `keyId` names. */
export type UploadClaim = {
  readonly keyId: string;
  readonly message: Uint8Array;
  /** 64 bytes. */
  readonly signature: Uint8Array;
};

/** `K01.1`: the device key of a kiosk in an epoch. */
export function deviceKeyId(kiosk: { readonly kioskId: string; readonly epoch: number }): string {
  return `${kiosk.kioskId}.${kiosk.epoch}`;
}

/** Signs an upload. @param bodyDigest SHA-256 of the very bytes of the body */
export function signUpload(bodyDigest: Uint8Array, { keyId, sign }: UploadSigner): UploadHeaders {
  const digest = digestField(bodyDigest);
  const signature = base64.encode(base64urlnopad.decode(sign(uploadSigningBytes(digest, keyId))));
  return {
    'content-digest': digest,
    'signature-input': `upload=${signatureParams(keyId)}`,
    signature: `upload=:${signature}:`,
  };
}

/**
 * Reads the signature of an upload. Only the one spelling that {@link signUpload} writes is taken, so that nobody has to
 * agree on how a header may be spelt. Null: there is none, or it is of another body.
 *
 * @param headers names in lower case, as Node has them
 * @param bodyDigest SHA-256 of the body as it came
 */
export function readUploadSignature(
  headers: Readonly<Record<string, string | readonly string[] | undefined>>,
  bodyDigest: Uint8Array,
): UploadClaim | null {
  const digest = digestField(bodyDigest);
  const keyId = keyIdIn(headers['signature-input']);
  const signature = signatureIn(headers['signature']);
  if (headers['content-digest'] !== digest || keyId === null || signature === null) return null;
  return { keyId, message: uploadSigningBytes(digest, keyId), signature };
}

/**
 * The signature base of RFC 9421, 2.5. It begins with `"@method"`, and every other thing that a key signs here begins
 * with `care-kiosk `: one can never stand for the other.
 */
function uploadSigningBytes(digest: string, keyId: string): Uint8Array {
  return utf8ToBytes(
    [
      '"@method": POST',
      `"@path": ${uploadPath}`,
      `"content-digest": ${digest}`,
      `"@signature-params": ${signatureParams(keyId)}`,
    ].join('\n'),
  );
}

const covered = '("@method" "@path" "content-digest")';

function signatureParams(keyId: string): string {
  return `${covered};keyid="${keyId}";alg="ed25519";tag="care-kiosk-upload"`;
}

function digestField(bodyDigest: Uint8Array): string {
  return `sha-256=:${base64.encode(bodyDigest)}:`;
}

function keyIdIn(field: unknown): string | null {
  const keyId = typeof field === 'string' ? /;keyid="([\w.:-]{1,64})";/.exec(field)?.[1] : undefined;
  return keyId !== undefined && field === `upload=${signatureParams(keyId)}` ? keyId : null;
}

function signatureIn(field: unknown): Uint8Array | null {
  const text = typeof field === 'string' ? /^upload=:([A-Za-z\d+/]{86}==):$/.exec(field)?.[1] : undefined;
  try {
    return text === undefined ? null : base64.decode(text);
  } catch {
    return null;
  }
}
