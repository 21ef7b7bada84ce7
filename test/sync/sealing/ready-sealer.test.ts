import { expect, it, onTestFinished, vi } from 'vitest';
import type { ErrandRecord } from '../../../core/records/errand-record.ts';
import { open } from '../../../sync/sealing/open.ts';
import { ReadySealer } from '../../../sync/sealing/ready-sealer.ts';
import { sealingSuite } from '../../../sync/sealing/suite.ts';
import { headerWith } from '../../support/envelope-header.ts';
import { sealingKeyPair } from '../support/keys.ts';
import { draftOf } from '../support/people.ts';

const acceptedAt = '2026-11-02T01:00:00.000Z';
const record: ErrandRecord = { ...draftOf('7f0c6f9e-2a3b-4c5d-8e9f-0a1b2c3d4e5f'), acceptedAt };
const header = headerWith({ transactionId: record.transactionId, kind: record.kind, acceptedAt });
const [keys, others] = [await sealingKeyPair(), await sealingKeyPair()];

/** How many contexts have been made since. */
function contextsMade(): () => number {
  const spy = vi.spyOn(sealingSuite, 'createSenderContext');
  onTestFinished(() => spy.mockRestore());
  return () => spy.mock.calls.length;
}

it('no two records share a context, whether it was made ready or not', async () => {
  const sealer = new ReadySealer();
  sealer.makeReady(keys.publicKey, 3);
  const sealed = await Promise.all(
    Array.from({ length: 6 }, () => sealer.seal(record, header, keys.publicKey)),
  );
  expect(new Set(sealed.map(({ encapsulatedKey }) => encapsulatedKey)).size).toBe(6);
  for (const one of sealed)
    expect(await open({ header, ...one }, keys.privateKey)).toEqual({ ok: true, value: record });
});

it('a context that is ready is used, and nothing is made ready twice', async () => {
  const made = contextsMade();
  const sealer = new ReadySealer();
  sealer.makeReady(keys.publicKey, 1);
  sealer.makeReady(keys.publicKey, 1);
  await sealer.seal(record, header, keys.publicKey);
  expect(made()).toBe(1);
  await sealer.seal(record, header, keys.publicKey);
  expect(made()).toBe(2);
});

it('another sealing key throws away what was ready for the one before, in both directions', async () => {
  const sealer = new ReadySealer();
  sealer.makeReady(keys.publicKey, 2);
  const other = await sealer.seal(record, header, others.publicKey);
  expect(await open({ header, ...other }, others.privateKey)).toMatchObject({ ok: true });
  const made = contextsMade();
  const own = await sealer.seal(record, header, keys.publicKey);
  expect(made()).toBe(1);
  expect(await open({ header, ...own }, keys.privateKey)).toMatchObject({ ok: true });
});

it('a key that is none is heard of by whoever seals with it, every time, and by nobody before', async () => {
  const sealer = new ReadySealer();
  sealer.makeReady('AAAA', 1);
  await new Promise((turn) => setImmediate(turn));
  for (let time = 0; time < 2; time += 1) await expect(sealer.seal(record, header, 'AAAA')).rejects.toThrow();
  expect(await sealer.seal(record, header, keys.publicKey)).toMatchObject({ ciphertext: expect.anything() });
});
