import type { Identity } from '../../host/identity.ts';

/** What a kiosk is that a hub has taken in whose every key is this one. */
export function enrolledIdentity(publicKey: string): Identity {
  const named = (id: string) => ({ id, publicKey });
  return {
    version: 1,
    kioskId: 'K01',
    epoch: 1,
    branchName: '示范营业厅',
    branchCode: 'DEMO01',
    sealingKey: named('seal-1'),
    receiptKey: named('receipt-1'),
    rulesKey: named('rules-1'),
    keysSerial: 0,
    hubUrl: 'http://127.0.0.1:1',
  };
}
