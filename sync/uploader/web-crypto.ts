import { base64urlnopad } from '@scure/base';
import type { Verify } from '../protocol/receipt.ts';

/** {@link Verify} on the browser's WebCrypto; Ed25519 is there since Chromium 137. */
export const verifyInBrowser: Verify = async (publicKey, message, signature) => {
  try {
    const raw = new Uint8Array(base64urlnopad.decode(publicKey));
    const key = await crypto.subtle.importKey('raw', raw, 'Ed25519', false, ['verify']);
    const signed = new Uint8Array(base64urlnopad.decode(signature));
    return await crypto.subtle.verify('Ed25519', key, signed, new Uint8Array(message));
  } catch {
    return false;
  }
};

/** 32 random bytes, base64url. */
export function newNonce(): string {
  return base64urlnopad.encode(crypto.getRandomValues(new Uint8Array(32)));
}
