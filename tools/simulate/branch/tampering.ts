import type { Upload, UploadAnswer } from '../../../sync/protocol/wire.ts';
import type { Dice } from '../world/dice.ts';

/** The answer of somebody who is not the hub: everything accepted, and a receipt for all of it that nobody has signed. */
export function forged(body: string, dice: Dice): string {
  const { kioskId, epoch, nonce, records } = JSON.parse(body) as Upload;
  const head = records.at(-1)?.envelope;
  const answer: UploadAnswer = {
    version: 2,
    verdicts: records.map(({ envelope }) => ({ sequence: envelope.header.sequence, verdict: 'accepted' })),
    receipt: {
      version: 1,
      kioskId,
      epoch,
      upToSequence: head?.header.sequence ?? 0,
      headHash: head?.hash ?? 'A'.repeat(43),
      requestNonce: nonce,
      hubTimeMs: 0,
      receiptKeyId: 'receipt-1',
      signature: Buffer.from(dice.bytes(64)).toString('base64url'),
    },
    pace: { spreadSeconds: 0 },
    tier: 'branch',
    keys: null,
    rules: null,
  };
  return JSON.stringify(answer);
}

/** One character of one sealed record is another when it arrives. */
export function garbled(body: string, dice: Dice): string {
  const upload = JSON.parse(body) as Upload;
  if (upload.records.length === 0) return body;
  const { envelope } = dice.pick(upload.records);
  const at = dice.below(envelope.ciphertext.length);
  const other = envelope.ciphertext[at] === 'A' ? 'B' : 'A';
  const ciphertext = envelope.ciphertext.slice(0, at) + other + envelope.ciphertext.slice(at + 1);
  const records = upload.records.map((row) =>
    row.envelope === envelope ? { ...row, envelope: { ...envelope, ciphertext } } : row,
  );
  return JSON.stringify({ ...upload, records });
}
