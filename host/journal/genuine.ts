import type { Chunk, Envelope, Receipt } from '../../core/records/envelope.ts';
import { chunkHash, envelopeSigningBytes, hashFits, receiptSigningBytes } from '../../sync/protocol/chain.ts';
import type { Check } from '../../machine/ed25519.ts';
import type { JournalRecord } from './record.ts';

/** Whose journal it is, and whose signatures count in it. */
export type Enrolled = {
  readonly kioskId: string;
  readonly epoch: number;
  /** By this kiosk's device key. */
  readonly checkDevice: Check;
  /** By one of the hub's receipt keys. */
  readonly checkHub: Check;
};

export function isOurEnvelope({ kioskId, epoch, checkDevice }: Enrolled, envelope: Envelope): boolean {
  return (
    envelope.header.kioskId === kioskId &&
    envelope.header.epoch === epoch &&
    hashFits(envelope) &&
    checkDevice(envelopeSigningBytes(envelope.hash), envelope.signature)
  );
}

export function isOurReceipt({ kioskId, epoch, checkHub }: Enrolled, receipt: Receipt): boolean {
  return (
    receipt.kioskId === kioskId &&
    receipt.epoch === epoch &&
    checkHub(receiptSigningBytes(receipt), receipt.signature)
  );
}

export function chunkFits(chunk: Chunk): boolean {
  try {
    return chunk.hash === chunkHash(chunk);
  } catch {
    return false; // a part that is no base64url
  }
}

/** Whether a line speaks for itself. Prints and incidents carry no signature; unheard they would do more harm. */
export function isGenuine(enrolled: Enrolled, record: JournalRecord): boolean {
  switch (record.kind) {
    case 'envelope':
      return isOurEnvelope(enrolled, record.envelope);
    case 'receipt':
      return isOurReceipt(enrolled, record.receipt);
    case 'chunk':
      return chunkFits(record.chunk);
    case 'carried':
      return record.receipts.every((receipt) => isOurReceipt(enrolled, receipt));
    default:
      return true;
  }
}
