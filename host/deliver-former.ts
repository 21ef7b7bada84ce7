import { createHash, randomBytes, randomUUID } from 'node:crypto';
import * as v from 'valibot';
import type { Clock } from '../core/lib/clock.ts';
import { err, ok, type Result } from '../core/lib/result.ts';
import { noHash, type Chunk } from '../core/records/envelope.ts';
import { verifyOnNode } from '../machine/ed25519.ts';
import { verifyReceipt } from '../sync/protocol/receipt.ts';
import { deviceKeyId, signUpload, uploadPath } from '../sync/protocol/upload-signature.ts';
import { fitOneUpload } from '../sync/protocol/upload-size.ts';
import { uploadAnswerSchema, type Upload, type UploadAnswer } from '../sync/protocol/wire.ts';
import { fetchFromHub } from './hub-fetch.ts';
import type { Journal } from './journal/journal.ts';
import type { Membership } from './membership.ts';
import { openOwnJournal } from './own-journal.ts';
import { openTrust, type TrustStore } from './trust.ts';

type Rows = Readonly<Upload['records']>;

/** One upload as it goes, and what came back. */
type Parts = {
  readonly member: Membership;
  readonly trust: TrustStore;
  readonly journal: Journal;
  readonly clock: Clock;
  readonly bootId: string;
};

/** How far the hub has signed; the error is a sentence for a person. */
export type Delivered = Result<{ readonly upTo: number }, string>;

const rowsAtOnce = 50;
const deadlineMs = 25_000;
const mostWaits = 20;
const usualWaitMs = 5_000;

/**
 * Brings the hub what an enrolment of this machine that is over has left in the journal, in that enrolment's name and
 * by its key, until a verified receipt covers all of it. The kiosk itself must be stopped: the journal has one writer.
 *
 * @param trustFolder where the hub's later keys for that enrolment are kept
 */
export async function deliverFormer(
  dataFolder: string,
  member: Membership,
  trustFolder: string,
  clock: Clock,
): Promise<Delivered> {
  const trust = await openTrust({ dataFolder: trustFolder, identity: member.identity });
  const opened = await openOwnJournal({ dataFolder, member, trust, clock });
  if (!opened.ok) return err(`${opened.error.code}: ${opened.error.detail}`);
  const journal = opened.value;
  try {
    return await deliverAll({ member, trust, journal, clock, bootId: randomUUID() });
  } finally {
    await journal.close();
  }
}

async function deliverAll(parts: Parts): Promise<Delivered> {
  const { journal } = parts;
  for (;;) {
    const { receiptedSequence: upTo } = journal.mark();
    const read = await journal.read(upTo + 1, rowsAtOnce);
    if (!read.ok) return err(read.error.code);
    const rows = fitOneUpload(read.value.envelopes);
    if (rows.length === 0) return ok({ upTo });
    const sent = await send(parts, rows);
    if (!sent.ok) return sent;
    if (journal.mark().receiptedSequence <= upTo)
      return err(`no receipt beyond ${upTo}: ${wordsOf(sent.value)}`);
  }
}

/** Pieces go before the records that name them. */
async function send(parts: Parts, rows: Rows): Promise<Result<UploadAnswer, string>> {
  for (const { envelope } of rows) {
    const { transactionId, chunkHashes } = envelope.header;
    for (let from = 0; from < chunkHashes.length;) {
      const read = await parts.journal.chunks(transactionId, from);
      if (!read.ok) return err(read.error.code);
      const last = read.value.chunks.at(-1);
      if (last === undefined) break;
      const sent = await upload(parts, [], read.value.chunks);
      if (!sent.ok) return sent;
      from = last.index + 1;
    }
  }
  return upload(parts, rows, []);
}

async function upload(parts: Parts, records: Rows, chunks: Chunk[]): Promise<Result<UploadAnswer, string>> {
  const { member, trust, clock, bootId } = parts;
  const { kioskId, epoch } = member.identity;
  const nonce = randomBytes(32).toString('base64url');
  const asked: Upload = {
    version: 2,
    kioskId,
    epoch,
    nonce,
    clock: { bootId, monotonicMs: Math.round(clock.monotonicMs()), hubOffsetMs: null },
    knows: { keys: trust.now().keysSerial, rules: trust.now().rulesPack.serial },
    chunks,
    records: [...records],
  };
  const answer = await post(parts, JSON.stringify(asked));
  if (!answer.ok) return answer;
  const { keys } = answer.value;
  // The receipt beside it may be signed with one of these.
  if (keys !== null) await trust.offer({ kind: 'keys', document: keys });
  const kept = await keepReceipt(parts, answer.value, nonce);
  return kept.ok ? answer : kept;
}

async function keepReceipt(
  { member, trust, journal }: Parts,
  { receipt }: UploadAnswer,
  nonce: string,
): Promise<Result<void, string>> {
  const { kioskId, epoch } = member.identity;
  async function hashAt(sequence: number): Promise<string | null> {
    const { receipt: kept, sequence: last, headHash } = journal.mark();
    if (sequence === 0) return noHash;
    if (sequence === last) return headHash;
    if (sequence === kept?.upToSequence) return kept.headHash;
    const read = await journal.read(sequence, 1);
    const found = read.ok ? read.value.envelopes[0]?.envelope : undefined;
    return found?.header.sequence === sequence ? found.hash : null;
  }
  const { receiptKeys } = trust.now();
  const verified = await verifyReceipt(receipt, { kioskId, epoch, nonce, receiptKeys, hashAt }, verifyOnNode);
  if (!verified.ok) return err(`receipt refused: ${verified.error}`);
  const kept = await journal.receipt(receipt);
  return kept.ok ? ok(undefined) : err(`receipt not kept: ${kept.error.code}`);
}

async function post({ member, clock }: Parts, body: string): Promise<Result<UploadAnswer, string>> {
  const { identity, key } = member;
  const digest = createHash('sha256').update(body).digest();
  const headers = { ...signUpload(digest, { keyId: deviceKeyId(identity), sign: key.sign }) };
  const url = new URL(uploadPath, identity.hubUrl).href;
  for (let waits = 0; ; waits += 1) {
    const answer = await fetchFromHub(clock, url, { method: 'POST', body, headers, deadlineMs });
    if (!answer.ok) return err(`the hub at ${identity.hubUrl}: ${answer.error}`);
    const { status, retryAfterSeconds } = answer.value;
    if (status === 200) return readAnswer(answer.value.body);
    if ((status !== 429 && status !== 503) || waits >= mostWaits) return err(`the hub answers ${status}`);
    const waitMs = retryAfterSeconds === null ? usualWaitMs : retryAfterSeconds * 1_000;
    await new Promise<void>((resume) => void clock.after(waitMs, resume));
  }
}

function readAnswer(body: string): Result<UploadAnswer, string> {
  const read = v.safeParse(v.pipe(v.string(), v.parseJson(), uploadAnswerSchema), body);
  return read.success ? ok(read.output) : err("the hub's answer does not parse");
}

function wordsOf({ verdicts }: UploadAnswer): string {
  const words = verdicts.map((verdict) => ('code' in verdict ? verdict.code : verdict.verdict));
  return [...new Set(words)].join(' ');
}
