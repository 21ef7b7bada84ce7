import { generateKeyPairSync, randomBytes, randomUUID, sign, type KeyObject } from 'node:crypto';
import { noHash, type Envelope, type EnvelopeHeader } from '../../core/records/envelope.ts';
import type { ErrandRecord } from '../../core/records/errand-record.ts';
import { envelopeHash, envelopeSigningBytes } from '../../sync/protocol/chain.ts';
import type { EnrolmentAnswer, Upload } from '../../sync/protocol/wire.ts';
import { seal } from '../../sync/sealing/seal.ts';
import { headerWith } from './envelope-header.ts';

/** Words that occur in no record of anybody else: where they turn up, personal data has leaked. */
export const canary = { name: '金丝雀', number: '11010119491001001X', phone: '13912345678' } as const;

/** An Ed25519 device key, the public half as the wire wants it. */
export type DeviceKey = { readonly publicKey: string; readonly privateKey: KeyObject };

export function newDeviceKey(): DeviceKey {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  return { privateKey, publicKey: publicKey.export({ format: 'jwk' }).x! };
}

/** A kiosk that knows its hub, as far as envelopes go: sealed, hashed, signed and chained for real. */
export type TestKiosk = {
  readonly identity: EnrolmentAnswer;
  readonly deviceKey: DeviceKey;
  /** The next envelope of this kiosk's chain. */
  readonly next: (record?: ErrandRecord, header?: Partial<EnvelopeHeader>) => Promise<Envelope>;
  readonly nextMany: (count: number) => Promise<readonly Envelope[]>;
};

export function testKiosk(identity: EnrolmentAnswer, deviceKey: DeviceKey): TestKiosk {
  let sequence = 0;
  let previousHash = noHash;

  async function next(record = contactChange(), header: Partial<EnvelopeHeader> = {}): Promise<Envelope> {
    sequence += 1;
    const envelope = await makeEnvelope(identity, deviceKey, record, { ...header, sequence, previousHash });
    previousHash = envelope.hash;
    return envelope;
  }

  return {
    identity,
    deviceKey,
    next,
    async nextMany(count) {
      const envelopes: Envelope[] = [];
      while (envelopes.length < count) envelopes.push(await next());
      return envelopes;
    },
  };
}

/** One envelope at any place of the chain; `header` overrides what the record and the identity give. */
export async function makeEnvelope(
  identity: EnrolmentAnswer,
  deviceKey: DeviceKey,
  record: ErrandRecord,
  header: Pick<EnvelopeHeader, 'sequence' | 'previousHash'> & Partial<EnvelopeHeader>,
): Promise<Envelope> {
  const whole = headerWith({
    kioskId: identity.kioskId,
    epoch: identity.epoch,
    transactionId: record.transactionId,
    kind: record.kind,
    acceptedAt: record.acceptedAt,
    sealingKeyId: identity.sealingKey.id,
    ...header,
  });
  return signed(deviceKey, { header: whole, ...(await seal(record, whole, identity.sealingKey.publicKey)) });
}

/** Hashes and signs the parts, whatever they are. */
export function signed(
  deviceKey: DeviceKey,
  parts: Pick<Envelope, 'header' | 'encapsulatedKey' | 'ciphertext'>,
): Envelope {
  const hash = envelopeHash(parts);
  return { ...parts, hash, signature: signedWith(deviceKey, envelopeSigningBytes(hash)) };
}

/** Ed25519, base64url. */
export function signedWith({ privateKey }: DeviceKey, message: Uint8Array): string {
  return sign(null, message, privateKey).toString('base64url');
}

/** A record full of the {@link canary}'s data. */
export function contactChange(change: Partial<ErrandRecord> = {}): ErrandRecord {
  return {
    version: 1,
    transactionId: randomUUID(),
    kind: 'contact-change',
    errand: 'contact-change',
    effect: 'not-yet-effective',
    person: { name: canary.name, number: canary.number },
    answers: { newPhone: { kind: 'phone', digits: canary.phone, by: 'customer' } },
    language: 'zh-CN',
    acceptedAt: '2026-11-02T00:58:03.456Z',
    ...change,
  };
}

export function uploadOf(
  { kioskId, epoch }: Pick<EnrolmentAnswer, 'kioskId' | 'epoch'>,
  envelopes: readonly Envelope[],
  recovered = false,
): Upload {
  return {
    version: 2,
    kioskId,
    epoch,
    // Another run of the machine than the records': nothing is measured, so nothing contradicts a test's clock.
    clock: { bootId: 'boot-of-upload', monotonicMs: 2_000, hubOffsetMs: null },
    knows: { keys: 0, rules: 0 },
    chunks: [],
    nonce: randomBytes(32).toString('base64url'),
    records: envelopes.map((envelope) => ({ envelope, recovered })),
  };
}
