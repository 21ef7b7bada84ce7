import type { KioskFacts } from '../../core/contract/calls.ts';
import type { Host } from '../../core/contract/host.ts';
import { err, ok, type Result } from '../../core/lib/result.ts';
import { unreachable } from '../../core/lib/unreachable.ts';
import type { Receipt } from '../../core/records/envelope.ts';
import { verifyReceipt, type ReceiptTrouble, type Verify } from '../protocol/receipt.ts';
import { slipNumber } from '../protocol/chain.ts';
import type { KioskReport, Upload, UploadAnswer, Verdict } from '../protocol/wire.ts';
import type { Outbox } from '../outbox/outbox.ts';
import type { Row } from '../outbox/db.ts';
import type { Batch } from './batch.ts';
import { judgeAnswer, type AnswerTrouble } from './judge.ts';
import { sweepMs, type SendQueue } from './send-queue.ts';
import type { TrustOffers } from './trust-offers.ts';

/** `receipt-…`: see {@link ReceiptTrouble}. `store-failed`: our own disk did not take what the hub said. */
export type UploadTrouble = AnswerTrouble | `receipt-${ReceiptTrouble}` | 'store-failed';

export type ExchangeParts = {
  readonly outbox: Pick<
    Outbox,
    'clock' | 'hashAt' | 'isAside' | 'lastSequence' | 'putAside' | 'settle' | 'takeUp' | 'trust' | 'useTrust'
  >;
  readonly queue: Pick<SendQueue, 'heard' | 'isAllHeld' | 'owes' | 'owesUpTo'>;
  readonly offers: TrustOffers;
  readonly host: Pick<Host, 'invoke'>;
  readonly facts: Pick<KioskFacts, 'kioskId' | 'epoch'>;
  readonly verify: Verify;
  readonly random: {
    /** 32 random bytes, base64url. */
    readonly nonce: () => string;
    /** Evenly in [0, 1). */
    readonly fraction: () => number;
  };
};

export type Failed = { readonly trouble: UploadTrouble; readonly retryAfterMs: number | null };

/**
 * Sends a batch and does what the answer allows: a good receipt drops what it covers, a refused record is kept aside
 * and told to staff. Anything wrong with the answer changes nothing here.
 *
 * @param report how the kiosk stands; null when the hub need not hear it again
 * @throws what IndexedDB throws
 */
export async function exchange(
  parts: ExchangeParts,
  batch: Batch,
  report: KioskReport | null,
): Promise<Result<UploadAnswer, Failed>> {
  const { outbox, queue, host, random } = parts;
  const nonce = random.nonce();
  const { lastSequence } = outbox;
  const askedAtMs = outbox.clock.monotonicMs();
  const body = JSON.stringify(uploadOf(parts, batch, report, nonce));
  const judged = judgeAnswer(
    await host.invoke('hub.upload', { body }),
    batch.rows.map(({ sequence }) => sequence),
  );
  if (!judged.ok) return judged;
  const answer = judged.value;
  // Signed by themselves, and perhaps what the receipt beside them is signed with.
  await parts.offers.take(answer, outbox, host);
  const verified = await verifiedReceipt(parts, answer, nonce);
  // Signed, ours and of this very request: the verdicts beside such a receipt are the hub's word.
  if (!verified.ok && verified.error !== 'unknown-head') return failed(`receipt-${verified.error}`);
  outbox.clock.noteHubTime(answer.receipt.hubTimeMs, askedAtMs);
  if (!(await tellRefusals(parts, batch.rows, answer.verdicts))) return failed('store-failed');
  queue.heard(batch, answer.verdicts, outbox.clock.monotonicMs(), sweepMs * (1 + random.fraction()));
  const settlement = { receipt: answer.receipt, spreadSeconds: answer.pace.spreadSeconds };
  if (!verified.ok) {
    const isOurPast = answer.receipt.upToSequence > lastSequence && queue.isAllHeld;
    const isTakenUp = isOurPast && (await outbox.takeUp(settlement, lastSequence)).ok;
    return isTakenUp ? ok(answer) : failed(`receipt-${verified.error}`);
  }
  // The hub holds a record whose pieces it lacks: they are dropped with their row only once it has them.
  if (queue.owesUpTo(answer.receipt.upToSequence)) return ok(answer);
  const settled = await outbox.settle(settlement);
  return settled.ok ? ok(answer) : failed('store-failed');
}

function uploadOf(
  { facts: { kioskId, epoch }, outbox: { clock, trust } }: ExchangeParts,
  batch: Batch,
  report: KioskReport | null,
  nonce: string,
): Upload {
  return {
    version: 2,
    kioskId,
    epoch,
    nonce,
    clock: clock.evidence(),
    knows: { keys: trust.keysSerial, rules: trust.rulesPack.serial },
    ...(report === null ? {} : { report }),
    chunks: [...batch.chunks],
    records: batch.rows.map(({ envelope, recovered }) => ({ envelope, recovered })),
  };
}

function verifiedReceipt(
  { facts: { kioskId, epoch }, outbox, verify }: ExchangeParts,
  { receipt }: UploadAnswer,
  nonce: string,
): Promise<Result<Receipt, ReceiptTrouble>> {
  const { receiptKeys } = outbox.trust;
  const hashAt = (sequence: number) => outbox.hashAt(sequence);
  return verifyReceipt(receipt, { kioskId, epoch, nonce, receiptKeys, hashAt }, verify);
}

function failed(trouble: UploadTrouble): Result<never, Failed> {
  return err({ trouble, retryAfterMs: null });
}

/**
 * A refusal never blocks what comes behind it. The incident is on disk before the copy says that it was told.
 *
 * @returns false when our own disk did not take the incident
 */
async function tellRefusals(
  { outbox, queue, host }: ExchangeParts,
  rows: readonly Row[],
  verdicts: readonly Verdict[],
): Promise<boolean> {
  for (const [at, verdict] of verdicts.entries()) {
    const row = rows[at];
    const refusal = refusalIn(verdict, queue);
    if (refusal === null || row === undefined) continue;
    const reason = `hub refused: ${refusal}`;
    if (await outbox.isAside(row, reason)) continue;
    const told = await host.invoke('journal.incident', {
      code: refusal === 'fork' ? 'hub-fork' : 'record-refused',
      detail: `${slipNumber(row.envelope.header)} ${refusal}`,
    });
    if (!told.ok) return false;
    await outbox.putAside(row, reason);
  }
  return true;
}

/** Why a record will not be taken as it is; null when it was. */
function refusalIn(verdict: Verdict, queue: ExchangeParts['queue']): string | null {
  switch (verdict.verdict) {
    case 'accepted':
    case 'duplicate':
      return null;
    case 'needs-info':
      // What was asked for has been sent with this very request, and is still not there.
      return queue.owes(verdict.sequence) ? verdict.code : null;
    case 'fork':
      return 'fork';
    case 'rejected':
      return verdict.code;
    default:
      return unreachable(verdict);
  }
}
