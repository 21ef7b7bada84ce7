import { unreachable } from '../../core/lib/unreachable.ts';
import type { Host } from '../../core/contract/host.ts';
import type { Outbox } from '../outbox/outbox.ts';
import type { Settlement } from '../outbox/drop-rows.ts';
import type { Recovery } from './recovery.ts';
import type { SendQueue } from './send-queue.ts';
import type { Settling } from './settling.ts';

/**
 * What came of a receipt that is signed, ours and of this very request.
 * - `good`: what it covers has left, or is on its way
 * - `forked`: the hub holds another chain than ours
 * - `unknown-head`: it names a record that neither store has any more, or more than we have while something is not sent
 * - `store-failed`: our own disks did not take it
 */
export type Heard = 'good' | 'forked' | 'unknown-head' | 'store-failed';

export type HearParts = {
  readonly outbox: Pick<Outbox, 'hashAt' | 'settledUpTo' | 'takeUp'>;
  readonly host: Pick<Host, 'invoke'>;
  readonly queue: Pick<SendQueue, 'endsAt' | 'isAllHeld' | 'mayLeave'>;
  readonly recovery: Pick<Recovery, 'hear'>;
  readonly settling: Pick<Settling, 'finish' | 'take'>;
};

/** `fits`: it lies on our chain. `ahead`: beyond its end. `behind`: before what was signed earlier. */
type Standing = 'fits' | 'ahead' | 'behind' | 'forked' | 'unknown-head';

/**
 * Does what the hub's word asks for.
 *
 * @param lastSequence where our chain ended when the hub was asked
 * @throws what IndexedDB throws
 */
export async function hearHub(
  parts: HearParts,
  settlement: Settlement,
  lastSequence: number,
): Promise<Heard> {
  const { outbox, queue, recovery } = parts;
  const { upToSequence } = settlement.receipt;
  const standing = await standingOf(outbox, settlement, lastSequence);
  // One word after the other: what it said before is on our disks first.
  if (standing !== 'fits' && !(await parts.settling.finish())) return 'store-failed';
  switch (standing) {
    case 'forked':
    case 'unknown-head':
      return standing;
    case 'fits':
      recovery.hear(upToSequence, outbox.settledUpTo);
      queue.endsAt(upToSequence);
      parts.settling.take(queue.mayLeave(outbox.settledUpTo, upToSequence) ? settlement : null);
      return 'good';
    case 'ahead':
      // Of what is not sent yet nobody knows whether the hub's chain goes through it.
      if (!queue.isAllHeld) return 'unknown-head';
      return (await outbox.takeUp(settlement, lastSequence)).ok ? 'good' : 'store-failed';
    case 'behind':
      return hearOlder(parts, settlement);
    default:
      return unreachable(standing);
  }
}

async function standingOf(
  outbox: HearParts['outbox'],
  { receipt: { upToSequence, headHash } }: Settlement,
  lastSequence: number,
): Promise<Standing> {
  const ours = await outbox.hashAt(upToSequence);
  if (ours === headHash) return 'fits';
  if (upToSequence > lastSequence) return 'ahead';
  if (upToSequence < outbox.settledUpTo) return 'behind';
  return ours === null ? 'unknown-head' : 'forked';
}

/** The queue has dropped what the hub's chain is to be held against; the journal has not, and keeps it from now on. */
async function hearOlder({ outbox, host, recovery }: HearParts, { receipt }: Settlement): Promise<Heard> {
  const kept = await host.invoke('journal.receipt', { receipt });
  if (!kept.ok) return kept.error.code === 'unknown-head' ? 'forked' : 'store-failed';
  recovery.hear(receipt.upToSequence, outbox.settledUpTo);
  return 'good';
}
