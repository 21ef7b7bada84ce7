import { describe, expect, it } from 'vitest';
import { noHash, type Receipt } from '../../../core/records/envelope.ts';
import { verifyOnNode } from '../../../machine/ed25519.ts';
import { receiptSigningBytes } from '../../../sync/protocol/chain.ts';
import { verifyReceipt, type Verify } from '../../../sync/protocol/receipt.ts';
import { verifyInBrowser } from '../../../sync/uploader/web-crypto.ts';
import { signingKey } from '../support/keys.ts';

const hub = signingKey();
const hash = 'H'.repeat(43);
const nonce = 'N'.repeat(43);

function receipt(change: Partial<Receipt> = {}, key = hub): Receipt {
  const unsigned = {
    version: 1 as const,
    kioskId: 'K01',
    epoch: 2,
    upToSequence: 7,
    headHash: hash,
    requestNonce: nonce,
    hubTimeMs: 1,
    receiptKeyId: 'receipt-1',
    ...change,
  };
  return { ...unsigned, signature: key.sign(receiptSigningBytes(unsigned)) };
}

const asked = {
  kioskId: 'K01',
  epoch: 2,
  nonce,
  receiptKeys: [{ id: 'receipt-1', publicKey: hub.publicKey }],
  hashAt: async (sequence: number) =>
    new Map([
      [0, noHash],
      [7, hash],
    ]).get(sequence) ?? null,
};

describe.each<[string, Verify]>([
  ['node:crypto', verifyOnNode],
  ['WebCrypto', verifyInBrowser],
])('a receipt, checked with %s', (_, verify) => {
  const verdictOn = async (offered: Receipt) => {
    const verdict = await verifyReceipt(offered, asked, verify);
    return verdict.ok ? 'good' : verdict.error;
  };

  it('is good when it answers our request about our record', async () => {
    expect(await verdictOn(receipt())).toBe('good');
    expect(await verdictOn(receipt({ upToSequence: 0, headHash: noHash }))).toBe('good');
  });

  it.each<[string, Receipt]>([
    ['bad-signature', { ...receipt(), signature: 'A'.repeat(86) }],
    ['bad-signature', receipt({}, signingKey())],
    ['bad-signature', receipt({ receiptKeyId: 'receipt-2' })],
    ['foreign-kiosk', receipt({ kioskId: 'K02' })],
    ['foreign-epoch', receipt({ epoch: 1 })],
    ['stale', receipt({ requestNonce: 'M'.repeat(43) })],
    ['unknown-head', receipt({ headHash: 'G'.repeat(43) })],
    ['unknown-head', receipt({ upToSequence: 8 })],
  ])('is named %s', async (name, offered) => {
    expect(await verdictOn(offered)).toBe(name);
  });

  it.each(['kioskId', 'epoch', 'upToSequence', 'headHash', 'requestNonce', 'hubTimeMs'] as const)(
    'is no receipt any more when %s was changed after signing',
    async (field) => {
      const value = typeof receipt()[field] === 'number' ? 99 : 'Z'.repeat(9);
      expect(await verdictOn({ ...receipt(), [field]: value })).toBe('bad-signature');
    },
  );
});

it('takes a public key that is none for a bad signature', async () => {
  for (const verify of [verifyOnNode, verifyInBrowser])
    expect(await verify('no key', new Uint8Array(1), receipt().signature)).toBe(false);
});
