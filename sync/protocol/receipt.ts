import type { Receipt } from '../../core/records/envelope.ts';
import { err, ok, type Result } from '../../core/lib/result.ts';
import { receiptSigningBytes } from './chain.ts';
import type { NamedKey } from './signed-text.ts';

/**
 * Ed25519 over `message`; key and signature raw as base64url. Page: WebCrypto, host and hub: node:crypto. A key or
 * signature that is none is `false`, never an exception.
 */
export type Verify = (publicKey: string, message: Uint8Array, signature: string) => Promise<boolean>;

/**
 * Why a receipt does not count, in the order it is asked:
 * - `bad-signature`: by none of the hub's receipt keys, or altered
 * - `foreign-kiosk`, `foreign-epoch`: a true receipt, but for somebody else or for an earlier life of this kiosk
 * - `stale`: it answers another request than ours, such as yesterday's
 * - `unknown-head`: it covers a record that we do not know like this, or less than was covered before
 */
export type ReceiptTrouble = 'bad-signature' | 'foreign-kiosk' | 'foreign-epoch' | 'stale' | 'unknown-head';

export type ReceiptQuestion = {
  readonly kioskId: string;
  readonly epoch: number;
  readonly receiptKeys: readonly NamedKey[];
  /** Of the request that the receipt must answer. */
  readonly nonce: string;
  /** Our own hash at a sequence; null where we have none. */
  readonly hashAt: (sequence: number) => Promise<string | null>;
};

/** Judges a receipt. Only a receipt that passes lets a record be dropped (I2). */
export async function verifyReceipt(
  receipt: Receipt,
  asked: ReceiptQuestion,
  verify: Verify,
): Promise<Result<Receipt, ReceiptTrouble>> {
  const key = asked.receiptKeys.find(({ id }) => id === receipt.receiptKeyId);
  const isSigned =
    key !== undefined && (await verify(key.publicKey, receiptSigningBytes(receipt), receipt.signature));
  if (!isSigned) return err('bad-signature');
  if (receipt.kioskId !== asked.kioskId) return err('foreign-kiosk');
  if (receipt.epoch !== asked.epoch) return err('foreign-epoch');
  if (receipt.requestNonce !== asked.nonce) return err('stale');
  const ourHash = await asked.hashAt(receipt.upToSequence);
  return ourHash === receipt.headHash ? ok(receipt) : err('unknown-head');
}
