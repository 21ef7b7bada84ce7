import { createPublicKey, diffieHellman, sign, verify } from 'node:crypto';
import { expect, test } from 'vitest';
import { keyPair } from '../../../tools/fleet/key-pair.ts';

const imported = (crv: string, x: string) => createPublicKey({ format: 'jwk', key: { kty: 'OKP', crv, x } });

test('what a signing key of a fleet signs is verified by its public key and by no other', () => {
  const [own, other] = [keyPair('ed25519'), keyPair('ed25519')];
  const signature = sign(null, Buffer.from('a record'), own.privateKey);
  const verifies = ({ publicKey }: typeof own) =>
    verify(null, Buffer.from('a record'), imported('Ed25519', publicKey), signature);
  expect(verifies(own)).toBe(true);
  expect(verifies(other)).toBe(false);
});

test('two sealing keys of a fleet agree on one secret', () => {
  const [one, other] = [keyPair('x25519'), keyPair('x25519')];
  const agreed = (own: typeof one, { publicKey }: typeof one) =>
    diffieHellman({ privateKey: own.privateKey, publicKey: imported('X25519', publicKey) });
  expect(agreed(one, other)).toEqual(agreed(other, one));
});
