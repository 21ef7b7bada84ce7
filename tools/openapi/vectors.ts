import { createHash, createPrivateKey, generateKeyPairSync, sign } from 'node:crypto';
import { builtInRulesPack } from '../../core/rules/rules-pack.ts';
import {
  noHash,
  type Chunk,
  type Envelope,
  type EnvelopeHeader,
  type Receipt,
} from '../../core/records/envelope.ts';
import type { ErrandRecord } from '../../core/records/errand-record.ts';
import type { SignedText } from '../../core/records/signed-text.ts';
import {
  envelopeHash,
  envelopeSigningBytes,
  headerBytes,
  receiptSigningBytes,
} from '../../sync/protocol/chain.ts';
import { deviceKeyId, signUpload, uploadPath } from '../../sync/protocol/upload-signature.ts';
import { textSigningBytes, type DocumentKind } from '../../sync/protocol/signed-text.ts';
import type { Upload } from '../../sync/protocol/wire.ts';
import { sealChunk } from '../../sync/sealing/chunk.ts';
import { seal } from '../../sync/sealing/seal.ts';

/** `x` the public, `d` the private half, raw 32 bytes each, named as in RFC 8037. */
type Pair = { readonly x: string; readonly d: string };

const kioskId = 'K01';
const transactionId = '7f0c6f9e-2a3b-4c5d-8e9f-0a1b2c3d4e5f';

/** An invented person: this stands in public docs. */
const record: ErrandRecord = {
  version: 1,
  transactionId,
  kind: 'claim-report',
  errand: 'claim-report',
  effect: 'finished',
  person: { name: '示例人', number: '11010519491231002X' },
  answers: { what: { kind: 'choice', option: 'hospital-stay', by: 'customer' } },
  attachments: [{ mediaType: 'text/plain', bytes: 7, from: 0, to: 1 }],
  language: 'zh-CN',
  acceptedAt: '2026-11-22T02:00:00.000Z',
};

const chunkText = '示例.';

/** One of everything that is sealed, hashed or signed, with the keys, for whoever writes the other side anew. */
export async function protocolVectors() {
  const keys = {
    sealing: newPair('x25519'),
    device: newPair('ed25519'),
    receipt: newPair('ed25519'),
    rules: newPair('ed25519'),
  };
  const sealingKey = { id: 'seal-1', publicKey: keys.sealing.x };
  const chunk = await sealChunk(
    new TextEncoder().encode(chunkText),
    { kioskId, transactionId, index: 0 },
    sealingKey,
  );
  const header = headerNaming(chunk.hash);
  const sealed = await seal(record, header, keys.sealing.x);
  const hash = envelopeHash({ header, ...sealed });
  const envelope: Envelope = {
    header,
    ...sealed,
    hash,
    signature: signed(keys.device, envelopeSigningBytes(hash)),
  };
  return {
    keys,
    record,
    headerText: Buffer.from(headerBytes(header)).toString(),
    envelope,
    chunkText,
    chunk,
    upload: signedUpload(envelope, chunk, keys.device),
    receipt: receiptFor(envelope, keys.receipt),
    rulesPack: signedText('rules-pack', builtInRulesPack, 'rules-1', keys.rules),
    keyAnnouncement: signedText(
      'key-announcement',
      {
        version: 1,
        serial: 1,
        issuedAt: '2026-11-22T02:00:00.000Z',
        sealingKeys: [{ id: 'seal-1', publicKey: keys.sealing.x }],
        receiptKeys: [{ id: 'receipt-1', publicKey: keys.receipt.x }],
        rulesKeys: [{ id: 'rules-1', publicKey: keys.rules.x }],
      },
      'receipt-1',
      keys.receipt,
    ),
  };
}

function headerNaming(chunkHashText: string): EnvelopeHeader {
  return {
    version: 2,
    kioskId,
    epoch: 1,
    sequence: 1,
    transactionId,
    kind: record.kind,
    urgency: 'urgent',
    orderGroup: 4_711,
    amountBand: 'none',
    acceptedAt: record.acceptedAt,
    clock: { bootId: 'boot-0001', monotonicMs: 123_456, hubOffsetMs: -250 },
    holdBackSeconds: 0,
    supersedes: null,
    rulesSerial: 0,
    chunkHashes: [chunkHashText],
    sealingKeyId: 'seal-1',
    previousHash: noHash,
  };
}

/** A whole request as it goes over the line. */
function signedUpload(envelope: Envelope, chunk: Chunk, device: Pair) {
  const upload: Upload = {
    version: 2,
    kioskId,
    epoch: envelope.header.epoch,
    nonce: noHash,
    clock: envelope.header.clock,
    knows: { keys: 0, rules: 0 },
    chunks: [chunk],
    records: [{ envelope, recovered: false }],
  };
  const body = JSON.stringify(upload);
  const sign = (message: Uint8Array) => signed(device, message);
  const headers = signUpload(createHash('sha256').update(body).digest(), {
    keyId: deviceKeyId(upload),
    sign,
  });
  return { method: 'POST', path: uploadPath, headers, body };
}

function receiptFor({ header, hash }: Envelope, key: Pair): Receipt {
  const unsigned = {
    version: 1,
    kioskId,
    epoch: header.epoch,
    upToSequence: header.sequence,
    headHash: hash,
    requestNonce: noHash,
    hubTimeMs: Date.parse(record.acceptedAt) + 60_000,
    receiptKeyId: 'receipt-1',
  } as const;
  return { ...unsigned, signature: signed(key, receiptSigningBytes(unsigned)) };
}

function signedText(kind: DocumentKind, document: unknown, keyId: string, key: Pair): SignedText {
  const text = JSON.stringify(document);
  return { text, keyId, signature: signed(key, textSigningBytes(kind, text)) };
}

function newPair(kind: 'x25519' | 'ed25519'): Pair {
  const { privateKey } = kind === 'x25519' ? generateKeyPairSync('x25519') : generateKeyPairSync('ed25519');
  const { x = '', d = '' } = privateKey.export({ format: 'jwk' });
  return { x, d };
}

function signed({ x, d }: Pair, bytes: Uint8Array): string {
  const key = createPrivateKey({ format: 'jwk', key: { kty: 'OKP', crv: 'Ed25519', x, d } });
  return sign(null, bytes, key).toString('base64url');
}
