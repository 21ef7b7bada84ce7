import { createHash, createPublicKey, verify } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { envelopeSigningBytes } from '../../../sync/protocol/chain.ts';
import { noHash } from '../../../core/records/envelope.ts';
import { deviceKeyId, readUploadSignature, signUpload } from '../../../sync/protocol/upload-signature.ts';
import { newDeviceKey, signedWith } from '../../support/kiosk-envelopes.ts';

const device = newDeviceKey();
const digestOf = (body: string) => createHash('sha256').update(body).digest();
const body = '{"version":2}';
const keyId = deviceKeyId({ kioskId: 'K01', epoch: 3 });
const headers = signUpload(digestOf(body), { keyId, sign: (message) => signedWith(device, message) });

function isSigned(message: Uint8Array, signature: Uint8Array): boolean {
  const key = { kty: 'OKP', crv: 'Ed25519', x: device.publicKey };
  return verify(null, message, createPublicKey({ format: 'jwk', key }), signature);
}

test('an upload is signed by an RFC 9421 signature over method, path and the digest of its bytes', () => {
  const digest = digestOf(body).toString('base64');
  expect(headers).toEqual({
    'content-digest': `sha-256=:${digest}:`,
    'signature-input':
      'upload=("@method" "@path" "content-digest");keyid="K01.3";alg="ed25519";tag="care-kiosk-upload"',
    signature: expect.stringMatching(/^upload=:[A-Za-z\d+/]{86}==:$/),
  });
  const claim = readUploadSignature(headers, digestOf(body));
  expect(claim?.keyId).toBe('K01.3');
  expect(Buffer.from(claim!.message).toString()).toBe(
    [
      '"@method": POST',
      '"@path": /v1/records',
      `"content-digest": sha-256=:${digest}:`,
      `"@signature-params": ${headers['signature-input'].slice('upload='.length)}`,
    ].join('\n'),
  );
  expect(isSigned(claim!.message, claim!.signature)).toBe(true);
});

test('the bytes of an envelope signature never begin like those of an upload', () => {
  const { message } = readUploadSignature(headers, digestOf(body))!;
  expect(Buffer.from(envelopeSigningBytes(noHash)).toString()).toMatch(/^care-kiosk /);
  expect(Buffer.from(message).toString()).toMatch(/^"@method"/);
});

describe('no signature of this body is', () => {
  test('one over another body, be it a blank longer', () => {
    expect(readUploadSignature(headers, digestOf(`${body} `))).toBe(null);
  });

  test.each([
    ['a missing digest', { 'content-digest': undefined }],
    ['a missing input', { 'signature-input': undefined }],
    ['a missing signature', { signature: undefined }],
    ['a header given twice', { signature: [headers.signature, headers.signature] }],
    ['two digests', { 'content-digest': `${headers['content-digest']}, sha-512=:AAAA:` }],
    ['another label', { 'signature-input': headers['signature-input'].replace('upload=', 'sig1=') }],
    [
      'fewer covered components',
      { 'signature-input': headers['signature-input'].replace(' "content-digest"', '') },
    ],
    [
      'another algorithm',
      { 'signature-input': headers['signature-input'].replace('ed25519', 'hmac-sha256') },
    ],
    ['more parameters', { 'signature-input': `${headers['signature-input']};created=1` }],
    ['a key id of other characters', { 'signature-input': headers['signature-input'].replace('K01', 'K"1') }],
    ['half a signature', { signature: `${headers.signature.slice(0, 40)}:` }],
    ['a signature with stray bits', { signature: `upload=:${'A'.repeat(85)}B==:` }],
  ])('%s', (_, change) => {
    expect(readUploadSignature({ ...headers, ...change }, digestOf(body))).toBe(null);
  });

  test('one that claims another key: what is verified then is not what was signed', () => {
    const claimed = headers['signature-input'].replace('K01.3', 'K02.3');
    const claim = readUploadSignature({ ...headers, 'signature-input': claimed }, digestOf(body))!;
    expect(claim.keyId).toBe('K02.3');
    expect(isSigned(claim.message, claim.signature)).toBe(false);
  });
});
