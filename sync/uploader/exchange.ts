import type { KioskFacts } from '../../core/contract/calls.ts';
import type { Host } from '../../core/contract/host.ts';
import { err, ok, type Result } from '../../core/lib/result.ts';
import { unreachable } from '../../core/lib/unreachable.ts';
import type { Receipt } from '../../core/records/envelope.ts';
import { verifyReceipt, type ReceiptTrouble, type Verify } from '../protocol/receipt.ts';
import type { KioskReport, Upload, UploadAnswer, Verdict } from '../protocol/wire.ts';
import type { Outbox } from '../outbox/outbox.ts';
import type { Outgoing } from '../outbox/waiting-rows.ts';
import type { Batch } from './batch.ts';
import { hearHub, type Heard, type HearParts } from './hub-word.ts';
import { judgeAnswer, type AnswerTrouble } from './judge.ts';
import type { Recovery } from './recovery.ts';
import { sweepMs, type SendQueue } from './send-queue.ts';
import type { Settling } from './settling.ts';
import type { TrustOffers } from './trust-offers.ts';

/**
 * `receipt-…`: see {@link ReceiptTrouble}. `hub-fork`: the hub holds another chain than ours. `store-failed`: our own disk
 * did not take what the hub said.
 */
export type UploadTrouble = AnswerTrouble | `receipt-${ReceiptTrouble}` | 'hub-fork' | 'store-failed';

export type ExchangeParts = {
  readonly outbox: HearParts['outbox'] &
    Pick<Outbox, 'clock' | 'doubt' | 'isAside' | 'lastSequence' | 'putAside' | 'trust' | 'useTrust'>;
  readonly queue: HearParts['queue'] & Pick<SendQueue, 'heard' | 'owes'>;
  readonly recovery: HearParts['recovery'] & Pick<Recovery, 'answered'>;
  readonly offers: TrustOffers;
  readonly settling: HearParts['settling'] & Pick<Settling, 'isKept'>;
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
 * Sends a batch, which may be empty, and does what the answer allows: a good receipt drops what it covers, a refused
 * record is kept aside and told to staff. Anything wrong with the answer changes nothing here. What is dropped leaves
 * beside the next request; whether it did is for {@link Settling} to say.
 *
 * @param report how the kiosk stands; null when the hub need not hear it again
 * @throws what IndexedDB throws
 */
export async function exchange(
  parts: ExchangeParts,
  batch: Batch,
  report: KioskReport | null,
): Promise<Result<UploadAnswer, Failed>> {
  const { outbox, host, random } = parts;
  const nonce = random.nonce();
  const { lastSequence } = outbox;
  const askedAtMs = outbox.clock.monotonicMs();
  const head = JSON.stringify(headOf(parts, batch, report, nonce));
  const records = batch.rows.map(({ sequence, recovered }) => ({ sequence, recovered }));
  const answered = await host.invoke('hub.upload', { head, records });
  if (!answered.ok && answered.error.code === 'journal-lacks') {
    await outbox.doubt();
    return failed('store-failed');
  }
  const judged = judgeAnswer(
    answered,
    records.map(({ sequence }) => sequence),
  );
  if (!judged.ok) return judged;
  const answer = judged.value;
  // Signed by themselves, and perhaps what the receipt beside them is signed with.
  await parts.offers.takeKeys(answer.keys, parts);
  const verified = await verifiedReceipt(parts, answer, nonce);
  // Signed, ours and of this very request: the verdicts beside such a receipt are the hub's word.
  if (!verified.ok && verified.error !== 'unknown-head') return failed(`receipt-${verified.error}`);
  outbox.clock.noteHubTime(answer.receipt.hubTimeMs, askedAtMs);
  await parts.offers.takeRules(answer.rules, parts);
  if (!(await tellRefusals(parts, batch.rows, answer.verdicts))) return failed('store-failed');
  if (!(await parts.settling.isKept())) return failed('store-failed');
  const settlement = { receipt: answer.receipt, spreadSeconds: answer.pace.spreadSeconds };
  if (batch.from === 'outbox') hearVerdicts(parts, batch, answer.verdicts);
  const heard = await hearHub(parts, settlement, lastSequence);
  if (batch.from === 'journal') parts.recovery.answered(batch);
  return outcomeOf(heard, answer);
}

function hearVerdicts(
  { outbox, queue, random }: ExchangeParts,
  batch: Batch,
  verdicts: readonly Verdict[],
): void {
  queue.heard(batch, verdicts, outbox.clock.monotonicMs(), sweepMs * (1 + random.fraction()));
}

function outcomeOf(heard: Heard, answer: UploadAnswer): Result<UploadAnswer, Failed> {
  switch (heard) {
    case 'good':
      return ok(answer);
    case 'forked':
      return failed('hub-fork');
    case 'unknown-head':
      return failed('receipt-unknown-head');
    case 'store-failed':
      return failed('store-failed');
    default:
      return unreachable(heard);
  }
}

/** The upload but for its records, which the host takes from the journal. */
function headOf(
  { facts: { kioskId, epoch }, outbox: { clock, trust } }: ExchangeParts,
  batch: Batch,
  report: KioskReport | null,
  nonce: string,
): Omit<Upload, 'records'> {
  return {
    version: 2,
    kioskId,
    epoch,
    nonce,
    clock: clock.evidence(),
    knows: { keys: trust.keysSerial, rules: trust.rulesPack.serial },
    ...(report === null ? {} : { report }),
    chunks: [...batch.chunks],
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

/** The device has signed two histories, or the hub has taken one that this machine has lost. */
const forks: readonly string[] = ['fork', 'bad-chain'];

/**
 * A refusal never blocks what comes behind it. The incident is on disk before the copy says that it was told.
 *
 * @returns false when our own disk did not take the incident
 */
async function tellRefusals(
  { outbox, queue, host }: ExchangeParts,
  rows: readonly Outgoing[],
  verdicts: readonly Verdict[],
): Promise<boolean> {
  for (const [at, verdict] of verdicts.entries()) {
    const row = rows[at];
    const refusal = refusalIn(verdict, queue);
    if (refusal === null || row === undefined) continue;
    const reason = `hub refused: ${refusal}`;
    if (await outbox.isAside(row, reason)) continue;
    const told = await host.invoke('journal.incident', {
      code: forks.includes(refusal) ? 'hub-fork' : 'record-refused',
      detail: `${row.slipNumber} ${refusal}`,
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
