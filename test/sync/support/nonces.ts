let nonces = 0;

/** Another nonce each time, 32 bytes. */
export function nextNonce(): string {
  nonces += 1;
  return Buffer.alloc(32, nonces.toString(16).padStart(8, '0')).toString('base64url');
}
