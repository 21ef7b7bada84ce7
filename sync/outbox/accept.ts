import * as v from 'valibot';
import type { KioskFacts } from '../../core/contract/calls.ts';
import type { Host } from '../../core/contract/host.ts';
import type { Acceptance } from '../../core/journeys/visit.ts';
import { err, ok, type Result } from '../../core/lib/result.ts';
import type { Envelope, EnvelopeHeader } from '../../core/records/envelope.ts';
import { errandRecordSchema, type ErrandRecord } from '../../core/records/errand-record.ts';
import { slipNumber } from '../protocol/chain.ts';
import { seal, type Sealed } from '../sealing/seal.ts';
import { readableHead, rowOf, type Head, type OutboxDb } from './db.ts';

/**
 * Why a record is not accepted; the customer may try again with the same transaction id. `cause` is a code or the
 * name of an exception, never personal.
 */
export type AcceptTrouble = {
  readonly code:
    | 'record-invalid'
    | 'record-too-large'
    | 'seal-failed'
    | 'sign-failed'
    | 'database-failed'
    | 'journal-failed'
    | 'closed';
  readonly cause: string;
};

/** The person at the screen gave it; the outbox adds the time. */
export type Draft = Omit<ErrandRecord, 'acceptedAt'>;

/** Sealed characters. Large values leave LevelDB's log for files of their own, which a power cut can lose. */
const largestCiphertext = 24_000;

export function recordOf(draft: Draft, acceptedAt: string): Result<ErrandRecord, AcceptTrouble> {
  const record = v.safeParse(errandRecordSchema, { ...draft, acceptedAt });
  if (record.success) return ok(record.output);
  const paths = record.issues.map((issue) => v.getDotPath(issue) ?? issue.type);
  return err({ code: 'record-invalid', cause: paths.join(' ') });
}

/** The next envelope of the chain behind `head`: numbered, sealed to the hub, signed by the host. */
export async function nextEnvelope(
  record: ErrandRecord,
  head: Head,
  facts: KioskFacts,
  host: Pick<Host, 'invoke'>,
): Promise<Result<Envelope, AcceptTrouble>> {
  const header: EnvelopeHeader = {
    version: 1,
    kioskId: facts.kioskId,
    epoch: facts.epoch,
    sequence: head.sequence + 1,
    transactionId: record.transactionId,
    kind: record.kind,
    acceptedAt: record.acceptedAt,
    sealingKeyId: facts.sealingKey.id,
    previousHash: head.hash,
  };
  const sealed = await sealedTo(record, header, facts.sealingKey.publicKey);
  if (!sealed.ok) return sealed;
  if (sealed.value.ciphertext.length > largestCiphertext)
    return err({ code: 'record-too-large', cause: `${sealed.value.ciphertext.length} characters` });
  const signed = await host.invoke('envelope.sign', { header, ...sealed.value });
  return signed.ok
    ? ok({ header, ...sealed.value, ...signed.value })
    : err({ code: 'sign-failed', cause: signed.error.code });
}

async function sealedTo(
  record: ErrandRecord,
  header: EnvelopeHeader,
  publicKey: string,
): Promise<Result<Sealed, AcceptTrouble>> {
  try {
    return ok(await seal(record, header, publicKey));
  } catch (cause) {
    return err({ code: 'seal-failed', cause: nameOf(cause) });
  }
}

/**
 * Adds the row and moves the head in one strict transaction, if the head still stands where the envelope was prepared:
 * a number is never used twice and none is left out.
 *
 * @returns null when another window was faster
 * @throws what IndexedDB throws
 */
export function commit(db: OutboxDb, envelope: Envelope): Promise<Head | null> {
  return db.transaction('rw', db.outbox, db.head, async () => {
    const head = readableHead(await db.head.get('head'));
    const { sequence, previousHash } = envelope.header;
    if (head === null || head.sequence + 1 !== sequence || head.hash !== previousHash) return null;
    const next: Head = { ...head, sequence, hash: envelope.hash, count: head.count + 1 };
    await Promise.all([db.outbox.add(rowOf(envelope, false)), db.head.put(next)]);
    return next;
  });
}

export function acceptanceOf({ header, hash, signature }: Envelope): Acceptance {
  const { sequence, acceptedAt } = header;
  return { slipNumber: slipNumber(header), sequence, hash, signature, acceptedAt };
}

/** The class of an error; its message may quote what it failed on. */
export function nameOf(cause: unknown): string {
  return cause instanceof Error ? cause.name : typeof cause;
}
