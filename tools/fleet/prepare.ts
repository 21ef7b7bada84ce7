import { generateKeyPairSync, randomBytes, randomUUID, sign, type KeyObject } from 'node:crypto';
import { noHash, type Envelope, type EnvelopeHeader } from '../../core/records/envelope.ts';
import type { ErrandRecord } from '../../core/records/errand-record.ts';
import { envelopeHash, envelopeSigningBytes } from '../../sync/protocol/chain.ts';
import type { NamedKey } from '../../sync/protocol/signed-text.ts';
import { seal } from '../../sync/sealing/seal.ts';

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
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const { x } = publicKey.export({ format: 'jwk' });
  if (x === undefined) throw new Error('no Ed25519 key');
  return { kioskId: `F${String(number).padStart(5, '0')}`, epoch: 1, deviceKey: x, privateKey };
}

/** `rows` envelopes of a kiosk's chain from its beginning: sealed, hashed, chained and signed by the product's own code. */
export async function chainOf(
  kiosk: FleetKiosk,
  rows: number,
  sealingKey: NamedKey,
): Promise<readonly Envelope[]> {
  const envelopes: Envelope[] = [];
  let previousHash = noHash;
  for (let sequence = 1; sequence <= rows; sequence += 1) {
    const envelope = await envelopeAt(kiosk, sequence, previousHash, sealingKey);
    envelopes.push(envelope);
    previousHash = envelope.hash;
  }
  return envelopes;
}

async function envelopeAt(
  kiosk: FleetKiosk,
  sequence: number,
  previousHash: string,
  sealingKey: NamedKey,
): Promise<Envelope> {
  const record = claim();
  const header: EnvelopeHeader = {
    version: 2,
    kioskId: kiosk.kioskId,
    epoch: kiosk.epoch,
    sequence,
    transactionId: record.transactionId,
    kind: record.kind,
    urgency: 'ordinary',
    orderGroup: sequence % 65_536,
    amountBand: 'none',
    acceptedAt: record.acceptedAt,
    clock: { bootId, monotonicMs: monotonicMs(), hubOffsetMs: null },
    holdBackSeconds: 0,
    supersedes: null,
    rulesSerial: 0,
    chunkHashes: [],
    sealingKeyId: sealingKey.id,
    previousHash,
  };
  const sealed = await seal(record, header, sealingKey.publicKey);
  const hash = envelopeHash({ header, ...sealed });
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
  readonly body: Buffer;
  readonly nonceAt: number;
  readonly sequences: readonly number[];
};

/** What a kiosk has gathered while its hub was out of reach. */
export type Backlog = {
  readonly kioskId: string;
  readonly epoch: number;
  readonly uploads: readonly PreparedUpload[];
  /** The kiosk's own hash at a sequence. */
  readonly hashAt: (sequence: number) => Promise<string | null>;
};

/** A chain in uploads of at most `batch` rows. */
export async function backlogOf(
  kiosk: FleetKiosk,
  rows: number,
  batch: number,
  sealingKey: NamedKey,
): Promise<Backlog> {
  const chain = await chainOf(kiosk, rows, sealingKey);
  const uploads: PreparedUpload[] = [];
  for (let from = 0; from < chain.length; from += batch) {
    const envelopes = chain.slice(from, from + batch);
    const body = uploadBody(kiosk, envelopes);
    const nonceAt = body.indexOf('"nonce":"') + '"nonce":"'.length;
    uploads.push({ body, nonceAt, sequences: envelopes.map(({ header }) => header.sequence) });
  }
  const hashes = chain.map(({ hash }) => hash);
  return {
    kioskId: kiosk.kioskId,
    epoch: kiosk.epoch,
    uploads,
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
