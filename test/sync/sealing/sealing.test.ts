import { Aes128Gcm, CipherSuite, DhkemX25519HkdfSha256, HkdfSha256 } from '@hpke/core';
import { describe, expect, it } from 'vitest';
import type { EnvelopeHeader } from '../../../core/records/envelope.ts';
import type { ErrandRecord } from '../../../core/records/errand-record.ts';
import { headerBytes } from '../../../sync/protocol/chain.ts';
import { open } from '../../../sync/sealing/open.ts';
import { seal } from '../../../sync/sealing/seal.ts';
import { sealingInfo, sealingSuite } from '../../../sync/sealing/suite.ts';
import { headerWith } from '../../support/envelope-header.ts';
import { sealingKeyPair } from '../support/keys.ts';
import { canary, draftOf } from '../support/people.ts';

const acceptedAt = '2026-11-02T01:00:00.000Z';
const record: ErrandRecord = { ...draftOf('7f0c6f9e-2a3b-4c5d-8e9f-0a1b2c3d4e5f'), acceptedAt };
const header = headerWith({
  sequence: 7,
  transactionId: record.transactionId,
  kind: record.kind,
  acceptedAt,
});
const keys = await sealingKeyPair();

const bytes = (hex: string) => new Uint8Array(Buffer.from(hex, 'hex'));
const text = (buffer: ArrayBuffer) => Buffer.from(buffer).toString();

describe('the suite', () => {
  it('is numbered 0x0020, 0x0001, 0x0002 as RFC 9180 section 7 has it', () => {
    expect([sealingSuite.kem.id, sealingSuite.kdf.id, sealingSuite.aead.id]).toEqual([0x20, 0x01, 0x02]);
  });

  it('has the KEM and KDF of RFC 9180 appendix A.1.1, whose AEAD is AES-128-GCM', async () => {
    // Parts of its own: a suite writes its numbers into the KDF that it is given.
    const kem = new DhkemX25519HkdfSha256();
    const suite = new CipherSuite({ kem, kdf: new HkdfSha256(), aead: new Aes128Gcm() });
    const recipientKey = await suite.kem.deserializePrivateKey(
      bytes('4612c550263fc8ad58375df3f557aac531d26850903e55a9f23f21d8534e8ac8'),
    );
    const opened = await suite.open(
      {
        recipientKey,
        enc: bytes('37fda3567bdbd628e88668c3c8d7e97d1d1253b6d4ea6d44c150f741f1bf4431'),
        info: bytes('4f6465206f6e2061204772656369616e2055726e'),
      },
      bytes('f938558b5d72f1a23810b4be2ab4f84331acc02fc97babc53a52ae8218a355a96d8770ac83d07bea87e13c512a'),
      bytes('436f756e742d30'),
    );
    expect(text(opened)).toBe('Beauty is truth, truth beauty');
  });

  it('opens with AES-256-GCM what another implementation (pyca/cryptography 48) has sealed', async () => {
    const recipientKey = await sealingSuite.kem.deserializePrivateKey(
      bytes('809507782c3f7213a38119242adf7ad776d8d06d171712964a8beaf110c3115f'),
    );
    const opened = await sealingSuite.open(
      {
        recipientKey,
        enc: bytes('b777ddfb0d4887a0eda0e8c0dedc84b0dd2777fdf9f24dea3c5961d91439a613'),
        info: sealingInfo,
      },
      bytes('6baec15514b60297f07b3d25e76d94b53851a3868b562e188c4c4c27d10805a84cc685'),
    );
    expect(text(opened)).toBe('安 Beauty is truth');
  });
});

describe('a sealed record', () => {
  it('is opened by the hub as it was', async () => {
    const sealed = await seal(record, header, keys.publicKey);
    expect(await open({ header, ...sealed }, keys.privateKey)).toEqual({ ok: true, value: record });
  });

  it('looks different each time, so that equal records cannot be told apart', async () => {
    const [one, two] = [
      await seal(record, header, keys.publicKey),
      await seal(record, header, keys.publicKey),
    ];
    expect(one.ciphertext).not.toBe(two.ciphertext);
    expect(one.encapsulatedKey).not.toBe(two.encapsulatedKey);
  });

  it('shows nothing of the person in its bytes', async () => {
    const sealed = await seal(record, header, keys.publicKey);
    const atRest = Buffer.concat([
      headerBytes(header),
      Buffer.from(sealed.encapsulatedKey, 'base64url'),
      Buffer.from(sealed.ciphertext, 'base64url'),
      Buffer.from(JSON.stringify({ header, ...sealed })),
    ]);
    expect(atRest.includes(Buffer.from(canary))).toBe(false);
    expect(atRest.includes(Buffer.from(record.person.number))).toBe(false);
  });

  it.each([
    ['kioskId', 'K02'],
    ['epoch', 2],
    ['sequence', 8],
    ['transactionId', '00000000-0000-4000-8000-000000000000'],
    ['kind', 'contact-change'],
    ['acceptedAt', '2026-11-02T01:00:00.001Z'],
    ['sealingKeyId', 'seal-2'],
    ['previousHash', 'B'.repeat(43)],
    ['version', 1],
  ] as const)('is refused when %s of the header was changed', async (field, value) => {
    const sealed = await seal(record, header, keys.publicKey);
    const altered = { ...header, [field]: value } as EnvelopeHeader;
    expect(await open({ header: altered, ...sealed }, keys.privateKey)).toEqual({
      ok: false,
      error: 'not-openable',
    });
  });

  it('is refused when a bit of the ciphertext or of the encapsulated key was changed', async () => {
    const sealed = await seal(record, header, keys.publicKey);
    for (const part of ['ciphertext', 'encapsulatedKey'] as const) {
      const raw = Buffer.from(sealed[part], 'base64url');
      raw[5]! ^= 1;
      const altered = { header, ...sealed, [part]: raw.toString('base64url') };
      expect(await open(altered, keys.privateKey)).toEqual({ ok: false, error: 'not-openable' });
    }
  });

  it('is refused by name when it is no base64url, truncated or empty', async () => {
    const sealed = await seal(record, header, keys.publicKey);
    for (const ciphertext of ['', 'A', sealed.ciphertext.slice(0, 20)])
      expect(await open({ header, ...sealed, ciphertext }, keys.privateKey)).toEqual({
        ok: false,
        error: 'not-openable',
      });
  });

  it('cannot be opened with another key, and a key that is none is named', async () => {
    const sealed = await seal(record, header, keys.publicKey);
    const other = await sealingKeyPair();
    expect(await open({ header, ...sealed }, other.privateKey)).toEqual({ ok: false, error: 'not-openable' });
    expect(await open({ header, ...sealed }, 'AAAA')).toEqual({ ok: false, error: 'private-key-unusable' });
  });

  it('is refused when the header was sealed around another transaction', async () => {
    const other = { ...header, transactionId: '00000000-0000-4000-8000-000000000000' };
    const sealed = await seal(record, other, keys.publicKey);
    expect(await open({ header: other, ...sealed }, keys.privateKey)).toEqual({
      ok: false,
      error: 'header-differs',
    });
  });

  it('is refused when what was sealed is no record', async () => {
    const sealed = await seal({ ...record, version: 2 } as never, header, keys.publicKey);
    expect(await open({ header, ...sealed }, keys.privateKey)).toEqual({ ok: false, error: 'not-a-record' });
  });
});
