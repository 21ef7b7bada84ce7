import { utf8 } from '@scure/base';
import * as v from 'valibot';
import type { Envelope, EnvelopeHeader } from '../../core/records/envelope.ts';
import { errandRecordSchema, type ErrandRecord } from '../../core/records/errand-record.ts';
import { err, ok, type Result } from '../../core/lib/result.ts';
import { headerBytes } from '../protocol/chain.ts';
import { openBytes, type BytesTrouble } from './bytes.ts';
import { sealingInfo } from './suite.ts';

/**
 * - `not-a-record`: opened, but the content does not parse
 * - `header-differs`: opened, but the header names another transaction, kind or time than the record inside
 */
export type OpenTrouble = BytesTrouble | 'not-a-record' | 'header-differs';

/**
 * Opens what `seal` closed. Only the hub can.
 *
 * @param sealingPrivateKey X25519, raw 32 bytes as base64url
 */
export async function open(
  envelope: Pick<Envelope, 'header' | 'encapsulatedKey' | 'ciphertext'>,
  sealingPrivateKey: string,
): Promise<Result<ErrandRecord, OpenTrouble>> {
  const binding = { info: sealingInfo, aad: headerBytes(envelope.header) };
  const content = await openBytes(envelope, sealingPrivateKey, binding);
  if (!content.ok) return content;
  const record = parsed(content.value);
  if (record === null) return err('not-a-record');
  return agrees(record, envelope.header) ? ok(record) : err('header-differs');
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
