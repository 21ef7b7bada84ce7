import { createHash, generateKeyPairSync } from 'node:crypto';
import { expect, test } from 'vitest';
import { noHash } from '../../../core/records/envelope.ts';
import { checkOf } from '../../../machine/ed25519.ts';
import { envelopeSigningBytes, hashFits } from '../../../sync/protocol/chain.ts';
import { readUploadSignature } from '../../../sync/protocol/upload-signature.ts';
import { open } from '../../../sync/sealing/open.ts';
import { signedBody } from '../../../tools/fleet/post.ts';
import { backlogOf, chainOf, fleetKiosk, prepareBacklog } from '../../../tools/fleet/prepare.ts';

const { privateKey, publicKey } = generateKeyPairSync('x25519');
const sealing = { id: 'seal-1', publicKey: publicKey.export({ format: 'jwk' }).x! };
const kiosk = fleetKiosk(7);

test("what a fleet's kiosk seals, the product opens; its hashes, links and signatures are the product's", async () => {
  const chain = chainOf(kiosk, 3, sealing);
  let previousHash = noHash;
  for (const envelope of chain) {
    expect(await open(envelope, privateKey.export({ format: 'jwk' }).d!)).toMatchObject({
      ok: true,
      value: { transactionId: envelope.header.transactionId, person: { name: '测试' } },
    });
    expect(hashFits(envelope)).toBe(true);
    expect(envelope.header.previousHash).toBe(previousHash);
    expect(checkOf(kiosk.deviceKey)(envelopeSigningBytes(envelope.hash), envelope.signature)).toBe(true);
    previousHash = envelope.hash;
  }
});

test('a backlog that has travelled between threads is signed by the device that it was made for', () => {
  const backlog = backlogOf(structuredClone(prepareBacklog(kiosk, 5, 2, sealing)));
  expect(backlog.uploads.map(({ sequences }) => sequences)).toEqual([[1, 2], [3, 4], [5]]);
  const { body, headers } = signedBody(Buffer.from(backlog.uploads[0]!.body), backlog.signer);
  const texts = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]));
  const claim = readUploadSignature(texts, createHash('sha256').update(body).digest())!;
  const signature = Buffer.from(claim.signature).toString('base64url');
  expect(checkOf(kiosk.deviceKey)(claim.message, signature)).toBe(true);
  expect(claim.keyId).toBe('F00007.1');
});
