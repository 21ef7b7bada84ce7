import { sha256 } from '@noble/hashes/sha2.js';
import { concatBytes, utf8ToBytes } from '@noble/hashes/utils.js';
import { base64urlnopad } from '@scure/base';
import type { Chunk, Envelope, EnvelopeHeader, Receipt } from '../../core/records/envelope.ts';

/**
 * The header as text: JSON of its values in this fixed order. As UTF-8 it is the AAD of the seal and part of the hash,
 * so a changed order or a renamed field is a new `version`.
 */
export function headerText(header: EnvelopeHeader): string {
  return JSON.stringify([
    header.version,
    header.kioskId,
    header.epoch,
    header.sequence,
    header.transactionId,
    header.kind,
    header.urgency,
    header.orderGroup,
    header.amountBand,
    header.acceptedAt,
    header.clock.bootId,
    header.clock.monotonicMs,
    header.clock.hubOffsetMs,
    header.holdBackSeconds,
    header.supersedes,
    header.rulesSerial,
    header.chunkHashes,
    header.sealingKeyId,
    header.previousHash,
  ]);
}

export function headerBytes(header: EnvelopeHeader): Uint8Array {
  return utf8ToBytes(headerText(header));
}

/** SHA-256(length-free concatenation of 32-byte digests): header digest ‖ encapsulated key ‖ ciphertext digest. */
export function envelopeHash(parts: Pick<Envelope, 'header' | 'encapsulatedKey' | 'ciphertext'>): string {
  const bytes = concatBytes(
    sha256(headerBytes(parts.header)),
    base64urlnopad.decode(parts.encapsulatedKey),
    sha256(base64urlnopad.decode(parts.ciphertext)),
  );
  return base64urlnopad.encode(sha256(bytes));
}

/** Whether an envelope carries the hash of its own parts; false also when a part is no base64url. */
export function hashFits(envelope: Omit<Envelope, 'signature'>): boolean {
  try {
    return envelope.hash === envelopeHash(envelope);
  } catch {
    return false;
  }
}

/** What stands before a chunk's key and ciphertext in its hash: JSON of these values in this fixed order. */
export function chunkLabel({ transactionId, index, sealingKeyId }: Omit<Chunk, 'hash'>): string {
  return JSON.stringify([transactionId, index, sealingKeyId]);
}

/** As of an envelope: SHA-256(label digest ‖ encapsulated key ‖ ciphertext digest). */
export function chunkHash(chunk: Omit<Chunk, 'hash'>): string {
  const bytes = concatBytes(
    sha256(utf8ToBytes(chunkLabel(chunk))),
    base64urlnopad.decode(chunk.encapsulatedKey),
    sha256(base64urlnopad.decode(chunk.ciphertext)),
  );
  return base64urlnopad.encode(sha256(bytes));
}

/** What the device key signs. The label keeps one kind of signature from standing for another. */
export function envelopeSigningBytes(hash: string): Uint8Array {
  return concatBytes(utf8ToBytes('care-kiosk envelope 1\n'), base64urlnopad.decode(hash));
}

/** What the hub's receipt key signs. */
export function receiptSigningBytes(receipt: Omit<Receipt, 'signature'>): Uint8Array {
  return utf8ToBytes(
    `care-kiosk receipt 1\n${JSON.stringify([
      receipt.version,
      receipt.kioskId,
      receipt.epoch,
      receipt.upToSequence,
      receipt.headHash,
      receipt.requestNonce,
      receipt.hubTimeMs,
      receipt.receiptKeyId,
    ])}`,
  );
}

/** `K01-1-000007`: kiosk, epoch, sequence. The number on the customer's slip is the hub's primary key. */
export function slipNumber(header: Pick<EnvelopeHeader, 'kioskId' | 'epoch' | 'sequence'>): string {
  return `${header.kioskId}-${header.epoch}-${String(header.sequence).padStart(6, '0')}`;
}
