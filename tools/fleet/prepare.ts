import { createPrivateKey, randomBytes, randomUUID, sign, type KeyObject } from 'node:crypto';
import { noHash, type Envelope, type EnvelopeHeader } from '../../core/records/envelope.ts';
import type { ErrandRecord } from '../../core/records/errand-record.ts';
import { fastEnvelopeHash } from '../../hub/ingest/fast-hash.ts';
import { envelopeSigningBytes, headerBytes } from '../../sync/protocol/chain.ts';
import type { NamedKey } from '../../sync/protocol/signed-text.ts';
import { deviceKeyId, type UploadSigner } from '../../sync/protocol/upload-signature.ts';
import { fastSealer, type SealTo } from './fast-seal.ts';
import { keyPair } from './key-pair.ts';

/** A kiosk as a hub knows it, with a device key of its own. */
export type FleetKiosk = {
  readonly kioskId: string;
  readonly epoch: number;
  /** Ed25519, raw 32 bytes, base64url. */
  readonly deviceKey: string;
  readonly privateKey: KeyObject;
};

const bootId = randomUUID();
/** As a kiosk's two clocks: what they say fits together. */
const monotonicMs = () => Math.round(performance.now());
const wallClock = () => new Date(performance.timeOrigin + performance.now()).toISOString();

/** `F00042`: more than a head office has. */
export function fleetKiosk(number: number): FleetKiosk {
  const { privateKey, publicKey: deviceKey } = keyPair('ed25519');
  return { kioskId: `F${String(number).padStart(5, '0')}`, epoch: 1, deviceKey, privateKey };
}

/** As a kiosk's host signs uploads. */
export function signerOf(kiosk: Pick<FleetKiosk, 'kioskId' | 'epoch' | 'privateKey'>): UploadSigner {
  return {
    keyId: deviceKeyId(kiosk),
    sign: (message) => sign(null, message, kiosk.privateKey).toString('base64url'),
  };
}

/** `rows` envelopes of a kiosk's chain from its beginning: sealed, hashed, chained and signed as the product does. */
export function chainOf(kiosk: FleetKiosk, rows: number, sealingKey: NamedKey): readonly Envelope[] {
  const sealTo = fastSealer(sealingKey.publicKey);
  const envelopes: Envelope[] = [];
  let previousHash = noHash;
  for (let sequence = 1; sequence <= rows; sequence += 1) {
    const place = { sequence, previousHash, sealingKeyId: sealingKey.id };
    const envelope = envelopeAt(kiosk, place, sealTo);
    envelopes.push(envelope);
    previousHash = envelope.hash;
  }
  return envelopes;
}

function envelopeAt(
  kiosk: FleetKiosk,
  place: Pick<EnvelopeHeader, 'sequence' | 'previousHash' | 'sealingKeyId'>,
  sealTo: SealTo,
): Envelope {
  const record = claim();
  const header: EnvelopeHeader = {
    version: 2,
    kioskId: kiosk.kioskId,
    epoch: kiosk.epoch,
    sequence: place.sequence,
    transactionId: record.transactionId,
    kind: record.kind,
    urgency: 'ordinary',
    orderGroup: place.sequence % 65_536,
    amountBand: 'none',
    acceptedAt: record.acceptedAt,
    clock: { bootId, monotonicMs: monotonicMs(), hubOffsetMs: null },
    holdBackSeconds: 0,
    supersedes: null,
    rulesSerial: 0,
    chunkHashes: [],
    sealingKeyId: place.sealingKeyId,
    previousHash: place.previousHash,
  };
  const sealed = sealTo(Buffer.from(JSON.stringify(record)), headerBytes(header));
  const hash = fastEnvelopeHash({ header, ...sealed });
  if (hash === null) throw new Error('an envelope without a hash');
  const signature = sign(null, envelopeSigningBytes(hash), kiosk.privateKey).toString('base64url');
  return { header, ...sealed, hash, signature };
}

/** A claim as long as a customer's, of nobody. */
function claim(): ErrandRecord {
  return {
    version: 1,
    transactionId: randomUUID(),
    kind: 'claim-report',
    errand: 'claim-report',
    effect: 'not-yet-effective',
    person: { name: '测试', number: randomBytes(9).toString('hex') },
    answers: {
      what: { kind: 'choice', option: 'hospital', by: 'customer' },
      when: { kind: 'day', day: '2026-11-01', by: 'customer' },
      where: { kind: 'place', code: '310101', names: ['上海市', '黄浦区'], by: 'customer' },
      phone: { kind: 'phone', digits: '13900000000', by: 'customer' },
    },
    language: 'zh-CN',
    acceptedAt: wallClock(),
  };
}

/** One upload as bytes. Each try writes a fresh nonce into it, as the product's uploader does. */
export type PreparedUpload = {
  readonly body: Uint8Array;
  readonly nonceAt: number;
  readonly sequences: readonly number[];
};

/** What a kiosk has gathered while its hub was out of reach, as one thread gives it to another. */
export type PreparedBacklog = Pick<FleetKiosk, 'kioskId' | 'epoch' | 'deviceKey'> & {
  /** PKCS #8. */
  readonly privateKey: Uint8Array;
  readonly uploads: readonly PreparedUpload[];
  /** Of its envelopes, from the first. */
  readonly hashes: readonly string[];
};

/** A chain in uploads of at most `batch` rows. */
export function prepareBacklog(
  kiosk: FleetKiosk,
  rows: number,
  batch: number,
  sealingKey: NamedKey,
): PreparedBacklog {
  const { kioskId, epoch, deviceKey, privateKey } = kiosk;
  const chain = chainOf(kiosk, rows, sealingKey);
  const uploads: PreparedUpload[] = [];
  for (let from = 0; from < chain.length; from += batch) {
    const envelopes = chain.slice(from, from + batch);
    const body = uploadBody(kiosk, envelopes);
    const nonceAt = body.indexOf('"nonce":"') + '"nonce":"'.length;
    uploads.push({ body, nonceAt, sequences: envelopes.map(({ header }) => header.sequence) });
  }
  return {
    kioskId,
    epoch,
    deviceKey,
    privateKey: privateKey.export({ format: 'der', type: 'pkcs8' }),
    uploads,
    hashes: chain.map(({ hash }) => hash),
  };
}

/** The same, ready to be sent. */
export type Backlog = Pick<PreparedBacklog, 'kioskId' | 'epoch' | 'deviceKey' | 'uploads'> & {
  readonly signer: UploadSigner;
  /** The kiosk's own hash at a sequence. */
  readonly hashAt: (sequence: number) => Promise<string | null>;
};

export function backlogOf({ privateKey, hashes, ...prepared }: PreparedBacklog): Backlog {
  const key = createPrivateKey({ key: Buffer.from(privateKey), format: 'der', type: 'pkcs8' });
  return {
    ...prepared,
    signer: signerOf({ ...prepared, privateKey: key }),
    hashAt: async (sequence) => (sequence === 0 ? noHash : (hashes[sequence - 1] ?? null)),
  };
}

/** The body of an upload, as the product's uploader builds it. */
export function uploadBody(kiosk: FleetKiosk, envelopes: readonly Envelope[]): Buffer {
  return Buffer.from(
    JSON.stringify({
      version: 2,
      kioskId: kiosk.kioskId,
      epoch: kiosk.epoch,
      nonce: randomBytes(32).toString('base64url'),
      clock: { bootId, monotonicMs: monotonicMs(), hubOffsetMs: null },
      knows: { keys: 0, rules: 0 },
      chunks: [],
      records: envelopes.map((envelope) => ({ envelope, recovered: false })),
    }),
  );
}
