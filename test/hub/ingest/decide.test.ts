import { describe, expect, test } from 'vitest';
import { noHash, type Chunk, type Envelope } from '../../../core/records/envelope.ts';
import type { Offer } from '../../../hub/ingest/authenticity.ts';
import { decide, largestCiphertext, mostLooseChunks, type ReadUpload } from '../../../hub/ingest/decide.ts';
import type { Held } from '../../../hub/ingest/ingest-store.ts';
import type { KioskReport } from '../../../sync/protocol/wire.ts';
import { headerWith } from '../../support/envelope-header.ts';
import { chunksOf } from '../../support/chunks.ts';

const nothing: Held = {
  deviceKey: '',
  revision: 0,
  prefix: { sequence: 0, hash: noHash },
  highest: 0,
  looseChunks: 0,
  links: new Map(),
  chunkHashes: new Set(),
  unsafe: [],
};

function offer(sequence: number, previousHash: string, change: Partial<Envelope> = {}): Offer {
  const header = headerWith({ sequence, previousHash });
  return {
    envelope: {
      header,
      encapsulatedKey: noHash,
      ciphertext: '',
      hash: `hash-${sequence}`,
      signature: '',
      ...change,
    },
    recovered: false,
  };
}

const upload = (rows: ReadUpload['rows'], more: Partial<ReadUpload> = {}): ReadUpload => ({
  kiosk: { kioskId: 'K01', epoch: 1 },
  rows,
  chunks: [],
  report: null,
  ...more,
});

const report = (journalSequence: number, pending: number): KioskReport => ({
  pending,
  oldestAcceptedAt: null,
  journalSequence,
  receiptedSequence: journalSequence - pending,
  freeBytes: null,
  closedBecause: null,
  storagePersisted: null,
  incidents: [],
});

describe('what becomes of an upload', () => {
  test('one refused row changes nothing for the others', () => {
    const decision = decide(
      upload([
        offer(1, noHash),
        { sequence: 2, refused: 'bad-hash' },
        { sequence: 0, refused: 'unreadable' },
      ]),
      nothing,
    );
    expect(decision.verdicts).toEqual([
      { sequence: 1, verdict: 'accepted' },
      { sequence: 2, verdict: 'rejected', code: 'bad-hash' },
      { sequence: 0, verdict: 'rejected', code: 'unreadable' },
    ]);
    expect(decision.refusals).toEqual({ 'bad-hash': 1, unreadable: 1 });
    expect(decision).toMatchObject({ prefix: { sequence: 1, hash: 'hash-1' }, highest: 1, incidents: [] });
  });

  test('a signed record larger than any errand is refused by name and kept as evidence', () => {
    const large = offer(1, noHash, { ciphertext: 'A'.repeat(largestCiphertext + 1) });
    const decision = decide(upload([large]), nothing);
    expect(decision.verdicts).toEqual([{ sequence: 1, verdict: 'rejected', code: 'too-large' }]);
    expect(decision.incidents).toMatchObject([
      { kind: 'too-large', detail: 'hash-1', envelope: large.envelope },
    ]);
    expect(decision.offers).toEqual([]);
    const fits = offer(1, noHash, { ciphertext: 'A'.repeat(largestCiphertext) });
    expect(decide(upload([fits]), nothing).offers).toEqual([fits]);
  });
});

describe('a kiosk that has a receipt for more than is held', () => {
  const held: Held = { ...nothing, prefix: { sequence: 4, hash: 'hash-4' }, highest: 4 };

  test('shows that this hub was restored from an older backup', () => {
    const { incidents } = decide(upload([offer(11, 'hash-10')], { report: report(11, 1) }), held);
    expect(incidents).toEqual([
      { kind: 'hub-behind', place: { kioskId: 'K01', epoch: 1, sequence: 5 }, detail: '10' },
    ]);
  });

  test('is not believed without a row that it has signed', () => {
    const rows = [{ sequence: 11, refused: 'bad-signature' } as const];
    expect(decide(upload(rows, { report: report(11, 1) }), held).incidents).toEqual([]);
    expect(decide(upload([], { report: report(11, 1) }), held).incidents).toEqual([]);
  });

  test('is another thing than one that has not sent everything yet', () => {
    expect(decide(upload([offer(11, 'hash-10')], { report: report(11, 7) }), held).incidents).toEqual([]);
  });
});

describe('chunks that no envelope beside them names', () => {
  const many = (count: number): readonly Chunk[] => chunksOf('seal-1', count).chunks;

  test('are taken up to a bound, because anybody can send them', () => {
    const first = decide(upload([], { chunks: many(200) }), {
      ...nothing,
      looseChunks: mostLooseChunks - 50,
    });
    expect(first.chunks).toHaveLength(50);
    expect(first.looseChunks).toBe(mostLooseChunks);
  });

  test('are counted anew once a signed envelope names its own', () => {
    const pieces = many(2);
    const header = headerWith({ chunkHashes: pieces.map(({ hash }) => hash) });
    const row = offer(1, noHash, { header });
    const decision = decide(upload([row], { chunks: [...pieces, ...many(1)] }), {
      ...nothing,
      looseChunks: mostLooseChunks,
    });
    expect(decision.verdicts).toEqual([{ sequence: 1, verdict: 'accepted' }]);
    expect([decision.chunks.length, decision.looseChunks]).toEqual([3, 1]);
  });
});

test('a record of a place that staff had given up is stored like any other, and told', () => {
  const held: Held = { ...nothing, prefix: { sequence: 4, hash: 'hash-4' }, highest: 4 };
  const decision = decide(upload([offer(2, 'hash-1'), offer(5, 'hash-4')]), held);
  expect(decision.verdicts.map(({ verdict }) => verdict)).toEqual(['accepted', 'accepted']);
  expect(decision.incidents).toMatchObject([{ kind: 'came-after-all', place: { sequence: 2 } }]);
  expect(decision.prefix).toEqual({ sequence: 5, hash: 'hash-5' });
});

test('a kiosk that has lost a record does not look like one with a receipt for more than is here', () => {
  const held: Held = { ...nothing, prefix: { sequence: 4, hash: 'hash-4' }, highest: 4 };
  const lacksOne = { ...report(10, 5), receiptedSequence: 4 };
  expect(decide(upload([offer(7, 'hash-6')], { report: lacksOne }), held).incidents).toEqual([]);
});
