import { createHash, createPublicKey, verify } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, test } from 'vitest';
import { openApiDocument } from '../../../tools/openapi/document.ts';
import type { protocolVectors } from '../../../tools/openapi/vectors.ts';
import { openBase } from '../../support/hpke-reader.ts';

const published = JSON.parse(readFileSync('docs/protocol/openapi.json', 'utf8'));
const vectors: Awaited<ReturnType<typeof protocolVectors>> = JSON.parse(
  readFileSync('docs/protocol/vectors.json', 'utf8'),
);
const { keys, envelope, chunk, receipt } = vectors;

test('docs/protocol/openapi.json says what hub and kiosk go by', () => {
  expect(published).toEqual(JSON.parse(JSON.stringify(openApiDocument())));
});

describe('whoever goes by the published schemas', () => {
  const ajv = new Ajv2020({ strict: false, validateFormats: false });
  ajv.addSchema(published, 'hub');
  const takes = (name: string, value: unknown) => ajv.validate(`hub#/components/schemas/${name}`, value);

  test.each([
    ['Upload', JSON.parse(vectors.upload.body)],
    ['Envelope', envelope],
    ['Chunk', chunk],
    ['Receipt', receipt],
    ['Record', vectors.record],
    ['SignedText', vectors.rulesPack],
    ['RulesPack', JSON.parse(vectors.rulesPack.text)],
    ['KeyAnnouncement', JSON.parse(vectors.keyAnnouncement.text)],
  ])('takes the %s of the vectors', (name, value) => {
    expect(takes(name, value)).toBe(true);
  });

  test.each([
    ['without a hash', { ...envelope, hash: undefined }],
    ['of an earlier version', { ...envelope, header: { ...envelope.header, version: 1 } }],
    ['with sequence 0', { ...envelope, header: { ...envelope.header, sequence: 0 } }],
    ['with half a group', { ...envelope, header: { ...envelope.header, orderGroup: 1.5 } }],
    ['with a lower-case kiosk', { ...envelope, header: { ...envelope.header, kioskId: 'k01' } }],
  ])('refuses an envelope %s', (_, value) => {
    expect(takes('Envelope', JSON.parse(JSON.stringify(value)))).toBe(false);
  });
});

describe('whoever writes the other side by docs/protocol/protocol.md alone', () => {
  const sha256 = (...parts: (string | Buffer)[]) =>
    parts.reduce((hash, part) => hash.update(part), createHash('sha256')).digest();
  const raw = (text: string) => Buffer.from(text, 'base64url');
  const isSigned = (x: string, message: Buffer, signature: string) =>
    verify(
      null,
      message,
      createPublicKey({ format: 'jwk', key: { kty: 'OKP', crv: 'Ed25519', x } }),
      raw(signature),
    );
  const { header } = envelope;
  const headerText = JSON.stringify([
    header.version, header.kioskId, header.epoch, header.sequence, header.transactionId, header.kind, header.urgency,
    header.orderGroup, header.amountBand, header.acceptedAt, header.clock.bootId, header.clock.monotonicMs,
    header.clock.hubOffsetMs, header.holdBackSeconds, header.supersedes, header.rulesSerial, header.chunkHashes,
    header.sealingKeyId, header.previousHash,
  ]); // prettier-ignore

  test('opens the record with the hub key, and not with another header', () => {
    expect(headerText).toBe(vectors.headerText);
    expect(JSON.parse(openBase(keys.sealing, envelope, 'care-kiosk record 1', headerText))).toEqual(
      vectors.record,
    );
    expect(() => openBase(keys.sealing, envelope, 'care-kiosk record 1', `${headerText} `)).toThrow();
  });

  test('finds the hash of the envelope and the signature of the device', () => {
    const hash = sha256(sha256(headerText), raw(envelope.encapsulatedKey), sha256(raw(envelope.ciphertext)));
    expect(hash.toString('base64url')).toBe(envelope.hash);
    const message = Buffer.concat([Buffer.from('care-kiosk envelope 1\n'), hash]);
    expect(isSigned(keys.device.x, message, envelope.signature)).toBe(true);
    expect(isSigned(keys.receipt.x, message, envelope.signature)).toBe(false);
  });

  test('opens the piece of the attachment and finds its hash', () => {
    const { transactionId, index, sealingKeyId } = chunk;
    const aad = `care-kiosk chunk 1\n${JSON.stringify([header.kioskId, transactionId, index])}`;
    expect(openBase(keys.sealing, chunk, 'care-kiosk chunk 1', aad)).toBe(vectors.chunkText);
    const label = sha256(JSON.stringify([transactionId, index, sealingKeyId]));
    const hash = sha256(label, raw(chunk.encapsulatedKey), sha256(raw(chunk.ciphertext)));
    expect(hash.toString('base64url')).toBe(chunk.hash);
    expect(header.chunkHashes).toEqual([chunk.hash]);
  });

  test('finds the signature of the upload over the very bytes of its body', () => {
    const { method, path, headers, body } = vectors.upload;
    const digest = `sha-256=:${sha256(body).toString('base64')}:`;
    expect(headers['content-digest']).toBe(digest);
    const params = '("@method" "@path" "content-digest");keyid="K01.1";alg="ed25519";tag="care-kiosk-upload"';
    expect(headers['signature-input']).toBe(`upload=${params}`);
    const lines = [
      `"@method": ${method}`,
      `"@path": ${path}`,
      `"content-digest": ${digest}`,
      `"@signature-params": ${params}`,
    ];
    const signature = /^upload=:(.+):$/.exec(headers.signature)![1]!;
    const isValid = (text: string) =>
      isSigned(keys.device.x, Buffer.from(text), Buffer.from(signature, 'base64').toString('base64url'));
    expect(isValid(lines.join('\n'))).toBe(true);
    expect(isValid(lines.join('\n').replace('POST', 'PUT'))).toBe(false);
    expect(JSON.parse(body).records).toEqual([{ envelope, recovered: false }]);
  });

  test('finds the signatures of the receipt, the rules and the announcement', () => {
    const { version, kioskId, epoch, upToSequence, headHash, requestNonce, hubTimeMs, receiptKeyId } =
      receipt;
    const values = [version, kioskId, epoch, upToSequence, headHash, requestNonce, hubTimeMs, receiptKeyId];
    const message = Buffer.from(`care-kiosk receipt 1\n${JSON.stringify(values)}`);
    expect(isSigned(keys.receipt.x, message, receipt.signature)).toBe(true);
    const { rulesPack, keyAnnouncement } = vectors;
    const rules = Buffer.from(`care-kiosk rules-pack 1\n${rulesPack.text}`);
    expect(isSigned(keys.rules.x, rules, rulesPack.signature)).toBe(true);
    const announcement = Buffer.from(`care-kiosk key-announcement 1\n${keyAnnouncement.text}`);
    expect(isSigned(keys.receipt.x, announcement, keyAnnouncement.signature)).toBe(true);
    expect(isSigned(keys.receipt.x, rules, keyAnnouncement.signature)).toBe(false);
  });
});
