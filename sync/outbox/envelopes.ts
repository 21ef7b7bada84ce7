import { sha256 } from '@noble/hashes/sha2.js';
import { concatBytes, utf8ToBytes } from '@noble/hashes/utils.js';
import { base64urlnopad } from '@scure/base';
import type { KioskFacts, Trust } from '../../core/contract/calls.ts';
import { err, ok, type Result } from '../../core/lib/result.ts';
import type { Chunk, EnvelopeHeader, UnsignedEnvelope } from '../../core/records/envelope.ts';
import { amountBandOf } from '../../core/rules/amount-band.ts';
import { holdBackSecondsOf, urgencyOf } from '../../core/rules/urgency.ts';
import { envelopeHash } from '../protocol/chain.ts';
import type { ReadySealer } from '../sealing/ready-sealer.ts';
import { nameOf, type AcceptTrouble, type Order } from './accept.ts';
import { sealPieces } from './attachments.ts';
import type { Head } from './db.ts';

/** Who accepts, and by which keys and rules. */
export type Standing = {
  readonly facts: Pick<KioskFacts, 'kioskId' | 'epoch'>;
  readonly trust: Pick<Trust, 'sealingKey' | 'rulesPack'>;
  readonly sealer: Pick<ReadySealer, 'seal'>;
};

/** Where the chain goes on. */
export type ChainEnd = Pick<Head, 'sequence' | 'hash' | 'groupSalt'>;

/** Numbered and chained, with the pieces that hang on it. */
export type Sealed = { readonly envelope: UnsignedEnvelope; readonly chunks: readonly Chunk[] };

/** Sealed characters. Large values leave LevelDB's log for files of their own, which a power cut can lose. */
const largestCiphertext = 24_000;

/** The next envelope of the chain behind `end`, sealed to the hub. */
export async function sealedEnvelope(
  order: Order,
  end: ChainEnd,
  standing: Standing,
): Promise<Result<Sealed, AcceptTrouble>> {
  const { record } = order;
  const { sealingKey } = standing.trust;
  try {
    const of = { kioskId: standing.facts.kioskId, transactionId: record.transactionId };
    const chunks = await sealPieces(order.pieces, of, sealingKey);
    const chunkHashes = chunks.map(({ hash }) => hash);
    const header = headerOf(order, end, standing, chunkHashes);
    const sealed = await standing.sealer.seal(record, header, sealingKey.publicKey);
    if (sealed.ciphertext.length > largestCiphertext)
      return err({ code: 'record-too-large', cause: `${sealed.ciphertext.length} characters` });
    const hash = envelopeHash({ header, ...sealed });
    return ok({ envelope: { header, ...sealed, hash }, chunks });
  } catch (cause) {
    return err({ code: 'seal-failed', cause: nameOf(cause) });
  }
}

function headerOf(
  { record, clock, supersedes, orderGroup }: Order,
  { sequence, hash, groupSalt }: ChainEnd,
  { facts, trust }: Standing,
  chunkHashes: string[],
): EnvelopeHeader {
  return {
    version: 2,
    kioskId: facts.kioskId,
    epoch: facts.epoch,
    sequence: sequence + 1,
    transactionId: record.transactionId,
    kind: record.kind,
    urgency: urgencyOf(record, trust.rulesPack),
    orderGroup: orderGroup ?? orderGroupOf(record.person.number, groupSalt),
    amountBand: amountBandOf(record.amountFen),
    acceptedAt: record.acceptedAt,
    clock,
    holdBackSeconds: holdBackSecondsOf(record.kind, trust.rulesPack),
    supersedes,
    rulesSerial: trust.rulesPack.serial,
    chunkHashes,
    sealingKeyId: trust.sealingKey.id,
    previousHash: hash,
  };
}

/**
 * Sixteen bits of a salted hash: enough to keep one person's records in order, too few to tell who it is. A whole hash
 * beside its salt could be tried against every ID number there is.
 */
export function orderGroupOf(personNumber: string, groupSalt: string): number {
  const digest = sha256(concatBytes(base64urlnopad.decode(groupSalt), utf8ToBytes(personNumber)));
  return ((digest[0] ?? 0) << 8) | (digest[1] ?? 0);
}
