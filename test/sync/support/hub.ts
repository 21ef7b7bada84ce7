import type { Output } from '../../../core/contract/calls.ts';
import { noHash, type Chunk, type Envelope, type Receipt } from '../../../core/records/envelope.ts';
import { receiptSigningBytes } from '../../../sync/protocol/chain.ts';
import type { Upload, UploadAnswer, Verdict } from '../../../sync/protocol/wire.ts';
import type { SigningKey } from './keys.ts';

type LineAnswer = Output<'hub.upload'>;

/** How the next uploads fare. `down`: nothing arrives. `lost`: the request arrives, its answer does not. */
export type Weather =
  | { readonly kind: 'fair' | 'down' | 'lost' }
  /** The next request's pieces are lost on the hub's side. */
  | { readonly kind: 'forget-chunks' }
  | { readonly kind: 'status'; readonly status: number; readonly retryAfterSeconds: number | null }
  | { readonly kind: 'body'; readonly alter: (body: string) => string }
  | { readonly kind: 'receipt'; readonly alter: (receipt: Receipt) => Receipt }
  | { readonly kind: 'refuse'; readonly sequence: number };

/** A hub that only remembers: first hash at a place wins, the receipt covers the contiguous prefix. */
export function memoryHub(key: SigningKey, who: { readonly kioskId: string; readonly epoch: number }) {
  const held = new Map<number, Envelope>();
  const chunks = new Map<string, Chunk>();
  const uploads: Upload[] = [];
  const receipts: Receipt[] = [];
  let weather: Weather = { kind: 'fair' };
  let timeMs = Date.UTC(2026, 10, 2, 1);
  let signer = { key, id: 'receipt-1' };
  let spreadSeconds = 0;
  let offers: Pick<UploadAnswer, 'keys' | 'rules'> = { keys: null, rules: null };

  function signed(parts: Omit<Receipt, 'signature'>): Receipt {
    return { ...parts, signature: signer.key.sign(receiptSigningBytes(parts)) };
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
      hubTimeMs: timeMs,
      receiptKeyId: signer.id,
    });
  }

  function verdictOn(envelope: Envelope): Verdict {
    const { sequence } = envelope.header;
    if (weather.kind === 'refuse' && weather.sequence === sequence)
      return { sequence, verdict: 'rejected', code: 'unreadable' };
    const there = held.get(sequence);
    if (there === undefined) held.set(sequence, envelope);
    if (there !== undefined && there.hash !== envelope.hash) return { sequence, verdict: 'fork' };
    if (!envelope.header.chunkHashes.every((hash) => chunks.has(hash)))
      return { sequence, verdict: 'needs-info', code: 'chunks-missing' };
    return { sequence, verdict: there === undefined ? 'accepted' : 'duplicate' };
  }

  return {
    held,
    chunks,
    uploads,
    receipts,
    signed,
    set spreadSeconds(next: number) {
      spreadSeconds = next;
    },
    set offers(next: typeof offers) {
      offers = next;
    },
    /** A key of its own takes over. */
    signWith(next: SigningKey, id: string) {
      signer = { key: next, id };
    },
    set timeMs(next: number) {
      timeMs = next;
    },
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
      if (weather.kind === 'forget-chunks') weather = { kind: 'fair' };
      else for (const chunk of upload.chunks) chunks.set(chunk.hash, chunk);
      const verdicts = upload.records.map(({ envelope }) => verdictOn(envelope));
      const genuine = receiptFor(upload.nonce);
      receipts.push(genuine);
      if (weather.kind === 'lost') return null;
      const receipt = weather.kind === 'receipt' ? weather.alter(genuine) : genuine;
      const answer = JSON.stringify({
        version: 2,
        verdicts,
        receipt,
        pace: { spreadSeconds },
        tier: 'head-office',
        ...offers,
      } satisfies UploadAnswer);
      return {
        status: 200,
        retryAfterSeconds: null,
        body: weather.kind === 'body' ? weather.alter(answer) : answer,
      };
    },
  };
}
export type MemoryHub = ReturnType<typeof memoryHub>;
