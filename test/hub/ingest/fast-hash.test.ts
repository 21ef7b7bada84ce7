import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fastChunkHash, fastEnvelopeHash } from '../../../hub/ingest/fast-hash.ts';
import { chunkHash, envelopeHash } from '../../../sync/protocol/chain.ts';
import { headerWith } from '../../support/envelope-header.ts';

const bytes = (minLength: number, maxLength: number) =>
  fc.uint8Array({ minLength, maxLength }).map((content) => Buffer.from(content).toString('base64url'));

describe("the hub's own hash", () => {
  test('of an envelope is the hash that every kiosk makes', () => {
    fc.assert(
      fc.property(
        bytes(32, 32),
        bytes(0, 300),
        fc.nat(),
        fc.uuid(),
        (encapsulatedKey, ciphertext, sequence, transactionId) => {
          const parts = { header: headerWith({ sequence, transactionId }), encapsulatedKey, ciphertext };
          expect(fastEnvelopeHash(parts)).toBe(envelopeHash(parts));
        },
      ),
    );
  });

  test('of a chunk is the hash that every kiosk makes', () => {
    fc.assert(
      fc.property(
        bytes(32, 32),
        bytes(0, 300),
        fc.nat(399),
        fc.uuid(),
        (encapsulatedKey, ciphertext, index, transactionId) => {
          const parts = { transactionId, index, sealingKeyId: 'seal-1', encapsulatedKey, ciphertext };
          expect(fastChunkHash(parts)).toBe(chunkHash(parts));
        },
      ),
    );
  });

  test('is none for a part that no encoder writes, where the portable one throws', () => {
    const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'.split('');
    const parts = { header: headerWith(), encapsulatedKey: 'A'.repeat(43) };
    for (const before of ['', 'A', 'AA', 'AAA', 'AAAA'])
      for (const last of alphabet) {
        const ciphertext = before + last;
        const isWritten = Buffer.from(ciphertext, 'base64url').toString('base64url') === ciphertext;
        if (!isWritten) expect(() => envelopeHash({ ...parts, ciphertext })).toThrow();
        const hash = fastEnvelopeHash({ ...parts, ciphertext });
        expect(hash).toBe(isWritten ? envelopeHash({ ...parts, ciphertext }) : null);
      }
  });
});
