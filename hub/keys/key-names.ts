import { createHash } from 'node:crypto';
import type { NamedKey } from '../../sync/protocol/signed-text.ts';
import { keyPurposes, type KeyFile, type KeyPurpose } from './key-file.ts';

const idPrefixes: Readonly<Record<KeyPurpose, string>> = {
  sealing: 'seal',
  receipt: 'receipt',
  rules: 'rules',
};

/** A name that follows from the key, so that a restored hub has the same names. */
export function keyId(purpose: KeyPurpose, publicKey: string): string {
  const digest = createHash('sha256').update(publicKey).digest('hex').slice(0, 12);
  return `${idPrefixes[purpose]}-${digest}`;
}

/** The public halves of one purpose, newest first. */
export function publicKeys(keys: KeyFile, purpose: KeyPurpose): readonly NamedKey[] {
  return keys[purpose].map(({ x }) => ({ id: keyId(purpose, x), publicKey: x }));
}

export type PublicKey = NamedKey & { readonly purpose: KeyPurpose };

export function allPublicKeys(keys: KeyFile): readonly PublicKey[] {
  return keyPurposes.flatMap((purpose) => publicKeys(keys, purpose).map((key) => ({ ...key, purpose })));
}
