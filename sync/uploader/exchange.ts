import type { KioskFacts } from '../../core/contract/calls.ts';
import type { Host } from '../../core/contract/host.ts';
import { err, ok, type Result } from '../../core/lib/result.ts';
import type { Receipt } from '../../core/records/envelope.ts';
import { verifyReceipt, type ReceiptTrouble, type Verify } from '../protocol/receipt.ts';
import { slipNumber } from '../protocol/chain.ts';
import type { Upload, Verdict } from '../protocol/wire.ts';
import type { Outbox } from '../outbox/outbox.ts';
import type { Row } from '../outbox/db.ts';
import { judgeAnswer, type AnswerTrouble } from './judge.ts';

/** `receipt-…`: see {@link ReceiptTrouble}. `store-failed`: our own disk did not take what the hub said. */
export type UploadTrouble = AnswerTrouble | `receipt-${ReceiptTrouble}` | 'store-failed';

export type ExchangeParts = {
  readonly outbox: Pick<Outbox, 'hashAt' | 'settle' | 'isAside' | 'putAside'>;
  readonly host: Pick<Host, 'invoke'>;
  readonly facts: KioskFacts;
  readonly verify: Verify;
};

export type Exchanged = Result<
  Receipt,
  { readonly trouble: UploadTrouble; readonly retryAfterMs: number | null }
>;

/** The body limit of `hub.upload`, with room for what stands around the records. */
const largestBody = 390_000;

/** As many of the oldest rows as one body holds, and always one. */
export function fitting(rows: readonly Row[]): readonly Row[] {
  let characters = 0;
  const past = rows.findIndex(({ envelope }) => {
    characters += JSON.stringify(envelope).length + 40;
    return characters > largestBody;
  });
  return past < 0 ? rows : rows.slice(0, Math.max(1, past));
}

/**
 * Sends rows and does what the answer allows: a good receipt drops what it covers, a refused record is kept aside and
 * told to staff. Anything wrong with the answer changes nothing here.
 *
 * @throws what IndexedDB throws
 */
export async function exchange(
  parts: ExchangeParts,
  rows: readonly Row[],
  nonce: string,
): Promise<Exchanged> {
  const { outbox, host, facts, verify } = parts;
  const body = JSON.stringify(uploadOf(facts, rows, nonce));
  const judged = judgeAnswer(
    await host.invoke('hub.upload', { body }),
    rows.map(({ sequence }) => sequence),
  );
  if (!judged.ok) return judged;
  const { verdicts, receipt } = judged.value;
  const asked = { ...facts, nonce, hashAt: (sequence: number) => outbox.hashAt(sequence) };
  const verified = await verifyReceipt(receipt, asked, verify);
  // Signed, ours and of this very request: the verdicts beside such a receipt are the hub's word.
  if (!verified.ok && verified.error !== 'unknown-head') return failed(`receipt-${verified.error}`);
  const told = await tellRefusals(parts, rows, verdicts);
  if (!told.ok) return told;
  if (!verified.ok) return failed(`receipt-${verified.error}`);
  const settled = await outbox.settle(receipt);
  return settled.ok ? ok(receipt) : failed('store-failed');
}

function uploadOf({ kioskId, epoch }: KioskFacts, rows: readonly Row[], nonce: string): Upload {
  const records = rows.map(({ envelope, recovered }) => ({ envelope, recovered }));
  return { version: 1, kioskId, epoch, nonce, records };
}

function failed(trouble: UploadTrouble): Exchanged {
  return err({ trouble, retryAfterMs: null });
}

/** A refusal never blocks what comes behind it. The incident is on disk before the copy says that it was told. */
async function tellRefusals(
  { outbox, host }: ExchangeParts,
  rows: readonly Row[],
  verdicts: readonly Verdict[],
): Promise<Result<void, { readonly trouble: UploadTrouble; readonly retryAfterMs: null }>> {
  for (const [at, verdict] of verdicts.entries()) {
    const row = rows[at];
    if (verdict.verdict !== 'refused' || row === undefined) continue;
    const reason = `hub refused: ${verdict.code}`;
    if (await outbox.isAside(row, reason)) continue;
    const told = await host.invoke('journal.incident', {
      code: verdict.code === 'fork' ? 'hub-fork' : 'record-refused',
      detail: `${slipNumber(row.envelope.header)} ${verdict.code}`,
    });
    if (!told.ok) return err({ trouble: 'store-failed', retryAfterMs: null });
    await outbox.putAside(row, reason);
  }
  return ok(undefined);
}
