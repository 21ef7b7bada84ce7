import { base64urlnopad, utf8 } from '@scure/base';
import * as v from 'valibot';
import type { Envelope, EnvelopeHeader } from '../../core/records/envelope.ts';
import { errandRecordSchema, type ErrandRecord } from '../../core/records/errand-record.ts';
import { err, ok, type Result } from '../../core/lib/result.ts';
import { headerBytes } from '../protocol/chain.ts';
import { sealingInfo, sealingSuite } from './suite.ts';

/**
 * - `private-key-unusable`: not a raw X25519 key; nothing is said about the envelope
 * - `not-openable`: another key, or header, encapsulated key or ciphertext were altered; the cipher cannot tell which
 * - `not-a-record`: opened, but the content does not parse
 * - `header-differs`: opened, but the header names another transaction, kind or time than the record inside
 */
export type OpenTrouble = 'private-key-unusable' | 'not-openable' | 'not-a-record' | 'header-differs';

/**
 * Opens what {@link seal} closed. Only the hub can.
 *
 * @param sealingPrivateKey X25519, raw 32 bytes as base64url
 */
export async function open(
  envelope: Pick<Envelope, 'header' | 'encapsulatedKey' | 'ciphertext'>,
  sealingPrivateKey: string,
): Promise<Result<ErrandRecord, OpenTrouble>> {
  const key = await privateKey(sealingPrivateKey);
  if (!key.ok) return key;
  const content = await decrypted(envelope, key.value);
  if (content === null) return err('not-openable');
  const record = parsed(content);
  if (record === null) return err('not-a-record');
  return agrees(record, envelope.header) ? ok(record) : err('header-differs');
}

/** A `CryptoKey`, which this layer has no name for. */
type PrivateKey = Awaited<ReturnType<typeof sealingSuite.kem.deserializePrivateKey>>;

async function privateKey(raw: string): Promise<Result<PrivateKey, 'private-key-unusable'>> {
  try {
    return ok(await sealingSuite.kem.deserializePrivateKey(base64urlnopad.decode(raw)));
  } catch {
    return err('private-key-unusable');
  }
}

async function decrypted(
  envelope: Pick<Envelope, 'header' | 'encapsulatedKey' | 'ciphertext'>,
  recipientKey: PrivateKey,
): Promise<Uint8Array | null> {
  try {
    const content = await sealingSuite.open(
      { recipientKey, enc: base64urlnopad.decode(envelope.encapsulatedKey), info: sealingInfo },
      base64urlnopad.decode(envelope.ciphertext),
      headerBytes(envelope.header),
    );
    return new Uint8Array(content);
  } catch {
    return null;
  }
}

function parsed(content: Uint8Array): ErrandRecord | null {
  try {
    const record = v.safeParse(errandRecordSchema, JSON.parse(utf8.encode(content)));
    return record.success ? record.output : null;
  } catch {
    return null;
  }
}

function agrees(record: ErrandRecord, header: EnvelopeHeader): boolean {
  return (
    record.transactionId === header.transactionId &&
    record.kind === header.kind &&
    record.acceptedAt === header.acceptedAt
  );
}
