import { createHash } from 'node:crypto';
import { beforeEach, afterEach, describe, expect, test } from 'vitest';
import { noHash, type Envelope } from '../../core/records/envelope.ts';
import { deviceKeyObject } from '../../hub/ingest/authenticity.ts';
import { ingest, type IngestParts } from '../../hub/ingest/ingest.ts';
import type { IngestChange, IngestStore, KioskName } from '../../hub/ingest/ingest-store.ts';
import { openUploadSchema } from '../../hub/ingest/upload.ts';
import type { IncidentKind } from '../../hub/incidents/incidents.ts';
import { readUploadSignature } from '../../sync/protocol/upload-signature.ts';
import type { EnrolmentAnswer, Upload, UploadAnswer } from '../../sync/protocol/wire.ts';
import { parse } from 'valibot';
import {
  contactChange,
  newDeviceKey,
  testKiosk,
  uploadOf,
  type TestKiosk,
} from '../support/kiosk-envelopes.ts';
import { newSealingKey } from '../support/sealing-key.ts';
import { uploadHeaders } from '../support/post-upload.ts';
import { chunksOf } from '../support/chunks.ts';

export type StoredIncident = {
  readonly kind: IncidentKind;
  readonly sequence: number;
  readonly detail: string;
  readonly isResolved: boolean;
};

/** A store, and what a test must be able to do to it and see of it. */
export type StoreUnderTest = {
  readonly store: IngestStore;
  readonly enrol: (kiosk: KioskName, deviceKey: string) => Promise<void>;
  /** Of one kiosk, in the order in which they were noticed. */
  readonly incidents: (kiosk: KioskName) => Promise<readonly StoredIncident[]>;
  /** Refused rows by reason, over all days. */
  readonly refusals: (kiosk: KioskName) => Promise<Readonly<Record<string, number>>>;
  readonly close: () => Promise<void>;
};

const nowMs = Date.parse('2026-11-02T03:00:00.000Z');
const minuteMs = 60_000;

/** What every store of envelopes must do, whatever it is made of. */
export function ingestStoreSuite(name: string, open: () => Promise<StoreUnderTest>): void {
  describe(`${name} as a store of envelopes`, () => {
    let under: StoreUnderTest;
    let kiosk: TestKiosk;
    let clockMs: number;

    beforeEach(async () => {
      under = await open();
      kiosk = await enrolled({ kioskId: 'K01', epoch: 1 });
      clockMs = nowMs;
    });
    afterEach(() => under.close());

    async function enrolled(who: KioskName): Promise<TestKiosk> {
      const deviceKey = newDeviceKey();
      await under.enrol(who, deviceKey.publicKey);
      return testKiosk(identityOf(who), deviceKey);
    }

    const held = (sequences: readonly number[] = [], chunkHashes: readonly string[] = []) =>
      under.store.read({ kiosk: { kioskId: 'K01', epoch: 1 }, sequences, chunkHashes });

    /** What stores these envelopes, decided on a kiosk at `revision` of which nothing is held. */
    function change(envelopes: readonly Envelope[], more: Partial<IngestChange> = {}): IngestChange {
      const last = envelopes.at(-1);
      return {
        kiosk: { kioskId: 'K01', epoch: 1 },
        revision: 0,
        receivedAtMs: nowMs,
        offers: envelopes.map((envelope) => ({
          envelope,
          recovered: false,
          notBeforeMs: null,
          notAfterMs: null,
          sentMonotonicMs: null,
        })),
        chunks: [],
        looseChunks: 0,
        prefix: { sequence: last?.header.sequence ?? 0, hash: last?.hash ?? noHash },
        highest: last?.header.sequence ?? 0,
        incidents: [],
        refusals: {},
        report: null,
        ...more,
      };
    }

    const parts = (): IngestParts => ({
      store: under.store,
      keys: { receipt: { id: 'receipt-1', publicKey: '', sign: () => 'S'.repeat(86) } },
      clock: { nowMs: () => clockMs },
      draw: () => 0,
      spreadSeconds: () => 0,
    });

    async function answerTo(upload: Upload): Promise<UploadAnswer> {
      const body = JSON.stringify(upload);
      const claim = readUploadSignature(
        uploadHeaders(kiosk, body),
        createHash('sha256').update(body).digest(),
      );
      const answer = await ingest(parts(), parse(openUploadSchema, upload), claim);
      if (!answer.ok) throw new Error(answer.error);
      return answer.value;
    }
    const upload = (envelopes: readonly Envelope[]) => answerTo(uploadOf(kiosk.identity, envelopes));

    test('knows nobody who was not enrolled, and nothing of somebody who was just enrolled', async () => {
      expect(
        await under.store.read({ kiosk: { kioskId: 'K99', epoch: 1 }, sequences: [], chunkHashes: [] }),
      ).toBe(null);
      expect(
        await under.store.read({ kiosk: { kioskId: 'K01', epoch: 2 }, sequences: [], chunkHashes: [] }),
      ).toBe(null);
      expect(await held([0, 1, 2])).toEqual({
        deviceKey: kiosk.deviceKey.publicKey,
        revision: expect.any(Number),
        prefix: { sequence: 0, hash: noHash },
        highest: 0,
        looseChunks: 0,
        links: new Map(),
        chunkHashes: new Set(),
        unsafe: [],
      });
      expect(() => deviceKeyObject(kiosk.deviceKey.publicKey)).not.toThrow();
    });

    test('counts what was refused as a whole, and changes nothing else', async () => {
      const before = await held([1]);
      await under.store.noteRefusal(kiosk.identity, 'not-signed', nowMs);
      await under.store.noteRefusal(kiosk.identity, 'not-signed', nowMs + minuteMs);
      expect(await under.refusals(kiosk.identity)).toEqual({ 'not-signed': 2 });
      expect(await held([1])).toEqual(before);
    });

    test('knows no branch hub of a kiosk that enrolled here', async () => {
      expect(await under.store.branchKey(kiosk.identity, 'receipt-1')).toBe(null);
    });

    test('answers with the links it holds among those it is asked for', async () => {
      const envelopes = await kiosk.nextMany(3);
      expect(await under.store.commit(change(envelopes))).toBe('committed');
      const now = await held([2, 3, 4]);
      expect(now?.links).toEqual(
        new Map(
          envelopes
            .slice(1)
            .map(({ header, hash }) => [header.sequence, { hash, previousHash: header.previousHash }]),
        ),
      );
      expect(now).toMatchObject({ prefix: { sequence: 3, hash: envelopes[2]!.hash }, highest: 3 });
    });

    test('stores nothing that was decided before another upload of the kiosk was stored', async () => {
      const [first, second] = await kiosk.nextMany(2);
      const before = await held();
      expect(await under.store.commit(change([first!], { revision: before!.revision }))).toBe('committed');
      const late = change([second!], {
        revision: before!.revision,
        incidents: [{ kind: 'restored', place: second!.header }],
        refusals: { 'bad-hash': 1 },
      });
      expect(await under.store.commit(late)).toBe('overtaken');
      expect(await held([1, 2])).toMatchObject({ highest: 1, prefix: { sequence: 1 } });
      expect((await held([1, 2]))!.links.size).toBe(1);
      expect(await under.incidents(kiosk.identity)).toEqual([]);
      expect(await under.refusals(kiosk.identity)).toEqual({});
    });

    test('lets uploads that store nothing pass beside one another', async () => {
      const { revision } = (await held())!;
      const nothing = change([], { revision });
      expect(await under.store.commit(nothing)).toBe('committed');
      expect(await under.store.commit(nothing)).toBe('committed');
      expect((await held())!.revision).toBe(revision);
    });

    test('finds the end of a run beyond what was asked for', async () => {
      const envelopes = await kiosk.nextMany(9);
      const behindGap = envelopes.filter(({ header }) => ![2, 7].includes(header.sequence));
      const first = envelopes[0]!;
      await under.store.commit(change(behindGap, { prefix: { sequence: 1, hash: first.hash } }));
      const from = { sequence: 2, hash: envelopes[1]!.hash };
      expect(await under.store.endOfRun(kiosk.identity, from)).toEqual({
        sequence: 6,
        hash: envelopes[5]!.hash,
      });
      const atGap = { sequence: 6, hash: envelopes[5]!.hash };
      expect(await under.store.endOfRun(kiosk.identity, atGap)).toEqual(atGap);
    });

    test('keeps two lives of a kiosk, and two kiosks, apart', async () => {
      const anew = await enrolled({ kioskId: 'K01', epoch: 2 });
      await enrolled({ kioskId: 'K02', epoch: 1 });
      await upload(await kiosk.nextMany(2));
      for (const who of [anew.identity, { kioskId: 'K02', epoch: 1 }])
        expect(await under.store.read({ kiosk: who, sequences: [1, 2], chunkHashes: [] })).toMatchObject({
          highest: 0,
          links: new Map(),
        });
    });

    test('notes the same incident once and adds up refusals', async () => {
      const envelope = await kiosk.next();
      const noticed = change([], {
        revision: (await held())!.revision,
        incidents: [{ kind: 'fork', place: envelope.header, detail: envelope.hash, envelope }],
        refusals: { fork: 1, 'bad-hash': 2 },
      });
      await under.store.commit(noticed);
      await under.store.commit(noticed);
      expect(await under.incidents(kiosk.identity)).toEqual([
        { kind: 'fork', sequence: 1, detail: envelope.hash, isResolved: false },
      ]);
      expect(await under.refusals(kiosk.identity)).toEqual({ fork: 2, 'bad-hash': 4 });
    });

    test('an upload is accepted once and a duplicate ever after', async () => {
      const envelopes = await kiosk.nextMany(3);
      const once = await upload(envelopes);
      const again = await upload(envelopes);
      expect(once.verdicts).toEqual([1, 2, 3].map((sequence) => ({ sequence, verdict: 'accepted' })));
      expect(again.verdicts).toEqual([1, 2, 3].map((sequence) => ({ sequence, verdict: 'duplicate' })));
      for (const { receipt } of [once, again])
        expect(receipt).toMatchObject({ upToSequence: 3, headHash: envelopes[2]!.hash });
    });

    test('eight uploads of the same rows at once store each row once', async () => {
      const envelopes = await kiosk.nextMany(20);
      const answers = await Promise.all(Array.from({ length: 8 }, () => upload(envelopes)));
      const verdicts = answers.flatMap((answer) => answer.verdicts.map(({ verdict }) => verdict));
      expect(verdicts.filter((verdict) => verdict === 'accepted')).toHaveLength(20);
      expect(verdicts.filter((verdict) => verdict === 'duplicate')).toHaveLength(140);
      expect(answers.map(({ receipt }) => receipt.upToSequence)).toEqual(Array<number>(8).fill(20));
    });

    test('rows in any order lead to the same prefix, and a hole holds it until it is filled', async () => {
      const envelopes = await kiosk.nextMany(8);
      const inOrder = (sequences: readonly number[]) => sequences.map((sequence) => envelopes[sequence - 1]!);
      expect((await upload(inOrder([8, 5, 1]))).receipt.upToSequence).toBe(1);
      expect((await upload(inOrder([4, 6, 7]))).receipt.upToSequence).toBe(1);
      expect((await upload(inOrder([2]))).receipt.upToSequence).toBe(2);
      expect((await upload(inOrder([3]))).receipt).toMatchObject({
        upToSequence: 8,
        headHash: envelopes[7]!.hash,
      });
    });

    test('a fork overwrites nothing and is kept', async () => {
      const first = await kiosk.next();
      const twin = testKiosk(kiosk.identity, kiosk.deviceKey);
      await upload([first]);
      const other = await twin.next();
      expect((await upload([other])).verdicts).toEqual([{ sequence: 1, verdict: 'fork' }]);
      expect((await held([1]))!.links.get(1)!.hash).toBe(first.hash);
      expect(await under.incidents(kiosk.identity)).toEqual([
        { kind: 'fork', sequence: 1, detail: other.hash, isResolved: false },
      ]);
    });

    test('a record waits for its chunks, which may come before it, with it or after it', async () => {
      const [before, beside, after] = [chunksOf('seal-1', 2), chunksOf('seal-1', 2), chunksOf('seal-1', 2)];
      const envelopes: Envelope[] = [];
      for (const { transactionId, chunks } of [before, beside, after]) {
        const chunkHashes = chunks.map(({ hash }) => hash);
        envelopes.push(await kiosk.next(contactChange({ transactionId }), { chunkHashes }));
      }
      const send = (rows: readonly Envelope[], chunks: Upload['chunks']) =>
        answerTo({ ...uploadOf(kiosk.identity, rows), chunks });
      await send([], before.chunks);
      expect((await held())!.looseChunks).toBe(2);
      const answer = await send(envelopes, [...beside.chunks, after.chunks[0]!]);
      expect(answer.verdicts).toEqual([
        { sequence: 1, verdict: 'accepted' },
        { sequence: 2, verdict: 'accepted' },
        { sequence: 3, verdict: 'needs-info', code: 'chunks-missing' },
      ]);
      expect(answer.receipt.upToSequence).toBe(3);
      const altered = { ...after.chunks[1]!, ciphertext: after.chunks[0]!.ciphertext };
      expect((await send([envelopes[2]!], [altered])).verdicts[0]).toMatchObject({ verdict: 'needs-info' });
      expect((await send([envelopes[2]!], [after.chunks[1]!])).verdicts).toEqual([
        { sequence: 3, verdict: 'duplicate' },
      ]);
    });

    test('a hole becomes an incident only when it has been there for long, and is resolved when it is filled', async () => {
      const [first, second, third, fourth] = await kiosk.nextMany(4);
      const watch = () => under.store.watchGaps(clockMs - 15 * minuteMs, clockMs);
      await upload([first!, fourth!]);
      clockMs += 14 * minuteMs;
      expect(await watch()).toEqual({ noted: [], open: 0 });
      await upload([second!]);
      clockMs += 14 * minuteMs;
      expect(await watch()).toEqual({ noted: [], open: 0 });
      await upload([]);
      clockMs += minuteMs;
      expect(await watch()).toEqual({ noted: [{ kioskId: 'K01', epoch: 1, sequence: 3 }], open: 1 });
      expect(await watch()).toEqual({ noted: [], open: 1 });
      await upload([third!]);
      expect(await watch()).toEqual({ noted: [], open: 0 });
      expect(await under.incidents(kiosk.identity)).toEqual([
        { kind: 'gap', sequence: 3, detail: '', isResolved: true },
      ]);
    });
  });
}

function identityOf({ kioskId, epoch }: KioskName): EnrolmentAnswer {
  const key = { id: 'receipt-1', publicKey: noHash };
  return {
    version: 1,
    kioskId,
    epoch,
    branchName: '城东支公司',
    branchCode: '3101',
    sealingKey: newSealingKey(),
    receiptKey: key,
    rulesKey: key,
    keysSerial: 0,
  };
}
