import type { AmountBand } from '../records/envelope.ts';
import type { ErrandRecord } from '../records/errand-record.ts';
import { isWithinBand, upperEndFen } from './amount-band.ts';
import type { RulesPack } from './rules-pack.ts';

/** What waits at a kiosk without the hub's receipt. */
export type Unreceipted = {
  readonly count: number;
  /** Amounts at the upper ends of their bands. */
  readonly totalFen: bigint;
  /** Age of the oldest; 0 when nothing waits. */
  readonly oldestAgeMs: number;
};

/** Which bound of the rules pack would be broken; `rules-expired` when the pack itself has run out. */
export type LimitReason = 'rules-expired' | 'largest-band' | 'total' | 'count' | 'age';

/**
 * Whether one more record may be taken without asking the hub; null when it may. Details for a call-back and a
 * cancellation are always taken: neither promises anything.
 */
export function offlineLimit(
  { expiresAt, offline }: Pick<RulesPack, 'expiresAt' | 'offline'>,
  waiting: Unreceipted,
  next: { readonly kind: ErrandRecord['kind']; readonly amountBand: AmountBand },
  nowMs: number,
): LimitReason | null {
  if (next.kind === 'parked-visit' || next.kind === 'cancellation') return null;
  if (nowMs >= Date.parse(expiresAt)) return 'rules-expired';
  if (!isWithinBand(next.amountBand, offline.largestBand)) return 'largest-band';
  if (waiting.totalFen + upperEndFen(next.amountBand) > BigInt(offline.totalFen)) return 'total';
  if (waiting.count + 1 > offline.count) return 'count';
  return waiting.oldestAgeMs > offline.ageHours * 3_600_000 ? 'age' : null;
}
