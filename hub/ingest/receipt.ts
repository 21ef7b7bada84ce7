import type { Receipt } from '../../core/records/envelope.ts';
import { receiptSigningBytes } from '../../sync/protocol/chain.ts';
import type { HubKeys } from '../keys/hub-keys.ts';

/** Signs the hub's word. Only ever called after the COMMIT that makes it true. */
export function signReceipt(
  keys: Pick<HubKeys, 'receipt'>,
  facts: Pick<Receipt, 'kioskId' | 'epoch' | 'upToSequence' | 'headHash' | 'requestNonce' | 'hubTimeMs'>,
): Receipt {
  const unsigned = { version: 1 as const, ...facts, receiptKeyId: keys.receipt.id };
  return { ...unsigned, signature: keys.receipt.sign(receiptSigningBytes(unsigned)) };
}
