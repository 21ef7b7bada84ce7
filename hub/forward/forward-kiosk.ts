import type { Pool } from 'pg';
import type { Clock } from '../../core/lib/clock.ts';
import { err, ok, type Result } from '../../core/lib/result.ts';
import { unreachable } from '../../core/lib/unreachable.ts';
import { noHash, type Receipt } from '../../core/records/envelope.ts';
import { verifyOnNode } from '../../machine/ed25519.ts';
import { keyAnnouncementSchema } from '../../sync/protocol/key-announcement.ts';
import type { Introduction } from '../../sync/protocol/introduction.ts';
import { verifyReceipt } from '../../sync/protocol/receipt.ts';
import { openSignedText, textSigningBytes, type NamedKey } from '../../sync/protocol/signed-text.ts';
import type { UploadAnswer, Verdict } from '../../sync/protocol/wire.ts';
import { inTransaction } from '../database/transaction.ts';
import { noteIncident } from '../incidents/incidents.ts';
import type { KioskName } from '../ingest/ingest-store.ts';
import type { HubKeys } from '../keys/hub-keys.ts';
import { chunksAtOnce, uploadOf } from './batch.ts';
import { noteDebts } from './debts.ts';
import {
  announcedKeys,
  chunksNamed,
  hashAt,
  keepIntroduced,
  keepKeys,
  keepReceipt,
  kioskToIntroduce,
  type Forwardable,
  type OfficeKeys,
} from './forward-store.ts';
import type { HeadOffice, HeadOfficeTrouble } from './head-office.ts';

export type ForwardParts = {
  readonly pool: Pool;
  readonly keys: HubKeys;
  readonly clock: Clock;
  readonly office: HeadOffice;
  /** The head office's receipt key as an operator has typed it in; its announcements bring every later one. */
  readonly officeKey: NamedKey;
  /** One run of this hub. */
  readonly bootId: string;
};

/** `busy`: the head office set the pause. `stuck`: this kiosk does not get on, the others may. */
export type ForwardTrouble =
  | { readonly code: 'unreachable' | 'refused' }
  | { readonly code: 'busy'; readonly retryAfterMs: number | null }
  | { readonly code: 'stuck'; readonly why: string };

/** Tells the head office of a kiosk, so that it takes what that kiosk has signed. */
export async function introduce(
  { pool, keys, clock, office }: ForwardParts,
  kiosk: KioskName,
): Promise<Result<void, ForwardTrouble>> {
  const known = await kioskToIntroduce(pool, kiosk);
  if (known === null) return err({ code: 'stuck', why: 'not-enrolled' });
  const text = JSON.stringify({ version: 1, kiosks: [known] } satisfies Introduction);
  const signature = keys.receipt.sign(textSigningBytes('introduction', text));
  const answer = await office.introduce({ text, keyId: keys.receipt.id, signature });
  if (!answer.ok) return err(troubleOf(answer.error, 'branch-not-trusted'));
  const [refused] = answer.value.refused;
  if (refused !== undefined) return err({ code: 'stuck', why: refused.code });
  await keepIntroduced(pool, kiosk, new Date(clock.nowMs()));
  return ok(undefined);
}

/**
 * Sends envelopes as they came, their pieces before them. What the head office has signed for is kept, and which pieces
 * it lacks; a record it rejects becomes an incident.
 *
 * @param rows none: asks how far the head office has got
 * @returns the receipt
 */
export async function forward(
  parts: ForwardParts,
  kiosk: KioskName,
  rows: readonly Forwardable[],
): Promise<Result<Receipt, ForwardTrouble>> {
  const { pool, office, officeKey } = parts;
  const trusted = (await announcedKeys(pool)) ?? { serial: 0, receiptKeys: [officeKey] };
  const hashes = rows.flatMap(({ envelope }) => envelope.header.chunkHashes);
  for (let at = 0; at < hashes.length; at += chunksAtOnce) {
    const chunks = await chunksNamed(pool, kiosk, hashes.slice(at, at + chunksAtOnce));
    if (chunks.length === 0) continue;
    const sent = await office.upload(uploadOf(parts, kiosk, trusted, { chunks }));
    if (!sent.ok) return err(troubleOf(sent.error, 'kiosk-unknown'));
  }
  const upload = uploadOf(parts, kiosk, trusted, { rows });
  const answer = await office.upload(upload);
  if (!answer.ok) return err(troubleOf(answer.error, 'kiosk-unknown'));
  const { receiptKeys } = await learnKeys(pool, answer.value, trusted);
  const verified = await verifyReceipt(
    answer.value.receipt,
    {
      ...kiosk,
      receiptKeys,
      nonce: upload.nonce,
      hashAt: async (sequence) => (sequence === 0 ? noHash : hashAt(pool, kiosk, sequence)),
    },
    verifyOnNode,
  );
  if (!verified.ok) return err({ code: 'stuck', why: `receipt-${verified.error}` });
  await keepAnswer(parts, kiosk, answer.value.verdicts, verified.value);
  return verified;
}

async function learnKeys(pool: Pool, { keys }: UploadAnswer, trusted: OfficeKeys): Promise<OfficeKeys> {
  if (keys === null) return trusted;
  const read = await openSignedText(
    'key-announcement',
    keyAnnouncementSchema,
    keys,
    trusted.receiptKeys,
    verifyOnNode,
  );
  if (!read.ok || read.value.serial <= trusted.serial) return trusted;
  const { serial, receiptKeys } = read.value;
  await keepKeys(pool, { serial, receiptKeys });
  return { serial, receiptKeys };
}

/** All of it or nothing: a receipt must not stand without what is still owed below it. */
function keepAnswer(
  { pool, clock }: ForwardParts,
  kiosk: KioskName,
  verdicts: readonly Verdict[],
  receipt: Receipt,
): Promise<void> {
  const now = new Date(clock.nowMs());
  return inTransaction(pool, async (client) => {
    for (const verdict of verdicts) {
      if (verdict.verdict !== 'rejected' && verdict.verdict !== 'fork') continue;
      const detail = 'code' in verdict ? verdict.code : verdict.verdict;
      const place = { ...kiosk, sequence: verdict.sequence };
      await noteIncident(client, { kind: 'head-office-refused', place, detail }, now);
    }
    await noteDebts(client, kiosk, verdicts, now);
    await keepReceipt(client, receipt);
  });
}

function troubleOf({ code, retryAfterMs }: HeadOfficeTrouble, unknown: string): ForwardTrouble {
  switch (code) {
    case 'busy':
      return { code, retryAfterMs };
    case 'not-signed':
      return { code: 'stuck', why: 'branch-not-trusted' };
    case 'unknown':
      return { code: 'stuck', why: unknown };
    case 'unreachable':
    case 'refused':
      return { code };
    default:
      return unreachable(code);
  }
}
