import type { ReadonlySignal } from '@preact/signals';
import { linkTiers, type LinkTier } from '../../core/strings/link-tiers.ts';
import { machineHintOf } from '../../core/strings/machine-hints.ts';

/** What waits on this kiosk, and what the hub has said. */
export type QueueFacts = {
  /** Records that no verified receipt covers yet. */
  readonly pending: number;
  /** When the last good receipt came, kiosk wall clock; null when none since the page was opened. */
  readonly lastReceiptMs: number | null;
  readonly tier: LinkTier;
  /** Why the last exchange changed nothing; null when it was good. */
  readonly trouble: string | null;
};

export function QueueView({ queue }: { readonly queue: ReadonlySignal<QueueFacts | null> }) {
  if (queue.value === null) return null;
  const { pending, lastReceiptMs, tier, trouble } = queue.value;
  const received = lastReceiptMs === null ? '—' : new Date(lastReceiptMs).toLocaleTimeString('zh-CN');
  return (
    <section data-dock="queue">
      <h3>
        待送记录 <small>Outbox</small>
      </h3>
      <p>
        {`等待 ${pending} 条 · 网点最近签收 ${received}`}
        <br />
        <span data-tier={tier}>{linkTiers[tier].chinese}</span>
        <br />
        {trouble !== null && (
          <>
            {machineHintOf(trouble)}
            <br />
          </>
        )}
        <small>{`${pending} waiting · last hub receipt ${received} · ${linkTiers[tier].english}${trouble === null ? '' : ` · ${trouble}`}`}</small>
      </p>
    </section>
  );
}
