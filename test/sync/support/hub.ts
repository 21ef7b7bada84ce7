import type { Output } from '../../../core/contract/calls.ts';
import { noHash, type Envelope, type Receipt } from '../../../core/records/envelope.ts';
import { receiptSigningBytes } from '../../../sync/protocol/chain.ts';
import type { Upload, UploadAnswer, Verdict } from '../../../sync/protocol/wire.ts';
import type { SigningKey } from './keys.ts';

type LineAnswer = Output<'hub.upload'>;

/** How the next uploads fare. `down`: nothing arrives. `lost`: the request arrives, its answer does not. */
export type Weather =
  | { readonly kind: 'fair' | 'down' | 'lost' }
  | { readonly kind: 'status'; readonly status: number; readonly retryAfterSeconds: number | null }
  | { readonly kind: 'body'; readonly alter: (body: string) => string }
  | { readonly kind: 'receipt'; readonly alter: (receipt: Receipt) => Receipt }
  | { readonly kind: 'refuse'; readonly sequence: number };

/** A hub that only remembers: first hash at a place wins, the receipt covers the contiguous prefix. */
export function memoryHub(key: SigningKey, who: { readonly kioskId: string; readonly epoch: number }) {
  const held = new Map<number, Envelope>();
  const uploads: Upload[] = [];
  const receipts: Receipt[] = [];
  let weather: Weather = { kind: 'fair' };

  function signed(parts: Omit<Receipt, 'signature'>): Receipt {
    return { ...parts, signature: key.sign(receiptSigningBytes(parts)) };
  }

  function receiptFor(requestNonce: string): Receipt {
    let upToSequence = 0;
    while (held.has(upToSequence + 1)) upToSequence += 1;
    return signed({
      version: 1,
      ...who,
      upToSequence,
      headHash: held.get(upToSequence)?.hash ?? noHash,
      requestNonce,
      hubTimeMs: 0,
      receiptKeyId: 'receipt-1',
    });
  }

  function verdictOn(envelope: Envelope): Verdict {
    const { sequence } = envelope.header;
    if (weather.kind === 'refuse' && weather.sequence === sequence)
      return { sequence, verdict: 'refused', code: 'unreadable' };
    const there = held.get(sequence);
    if (there === undefined) held.set(sequence, envelope);
    if (there !== undefined && there.hash !== envelope.hash)
      return { sequence, verdict: 'refused', code: 'fork' };
    return { sequence, verdict: there === undefined ? 'stored' : 'duplicate' };
  }

  return {
    held,
    uploads,
    receipts,
    signed,
    set weather(next: Weather) {
      weather = next;
    },
    /** Null: no answer. */
    upload(body: string): LineAnswer | null {
      const upload = JSON.parse(body) as Upload;
      uploads.push(upload);
      if (weather.kind === 'down') return null;
      if (weather.kind === 'status')
        return { status: weather.status, retryAfterSeconds: weather.retryAfterSeconds, body: '' };
      const verdicts = upload.records.map(({ envelope }) => verdictOn(envelope));
      const genuine = receiptFor(upload.nonce);
      receipts.push(genuine);
      if (weather.kind === 'lost') return null;
      const receipt = weather.kind === 'receipt' ? weather.alter(genuine) : genuine;
      const answer = JSON.stringify({ version: 1, verdicts, receipt } satisfies UploadAnswer);
      return {
        status: 200,
        retryAfterSeconds: null,
        body: weather.kind === 'body' ? weather.alter(answer) : answer,
      };
    },
  };
}
export type MemoryHub = ReturnType<typeof memoryHub>;
