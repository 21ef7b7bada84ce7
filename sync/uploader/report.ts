import * as v from 'valibot';
import type { Host } from '../../core/contract/host.ts';
import type { Outbox } from '../outbox/outbox.ts';
import { kioskReportSchema, type KioskReport } from '../protocol/wire.ts';

/** How often the hub's staff are told anew how a kiosk stands. */
export const reportEveryMs = 60_000;

/** How this kiosk stands; null when its host does not say. A report that does not fit the wire is left out. */
export async function kioskReport(
  outbox: Pick<Outbox, 'pending' | 'rows' | 'settledUpTo' | 'closedBecause'>,
  host: Pick<Host, 'invoke'>,
): Promise<KioskReport | null> {
  const machine = await host.invoke('host.report', {});
  if (!machine.ok) return null;
  const report = v.safeParse(kioskReportSchema, {
    ...machine.value,
    pending: outbox.pending,
    receiptedSequence: outbox.settledUpTo,
    oldestAcceptedAt: outbox.rows.oldest?.acceptedAt ?? null,
    closedBecause: machine.value.closedBecause ?? outbox.closedBecause,
  });
  return report.success ? report.output : null;
}
