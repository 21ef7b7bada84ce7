import type { ReadonlySignal } from '@preact/signals';
import type { Host } from '../../core/contract/host.ts';
import type { Clock } from '../../core/lib/clock.ts';
import type { VoiceTrouble } from '../../core/voice/trouble.ts';

/** A trouble that lasts is told again in the next half of the day, not at every sentence. */
export const tellAgainAfterMs = 4 * 3_600_000;

/** Lets staff know, without a sound, why customers hear nothing; customers themselves read on. */
export function tellVoiceTrouble(
  host: Pick<Host, 'invoke'>,
  clock: Pick<Clock, 'monotonicMs'>,
  trouble: ReadonlySignal<VoiceTrouble | null>,
): void {
  const toldAtMs = new Map<VoiceTrouble, number>();
  trouble.subscribe((reason) => {
    if (reason === null) return;
    const lastMs = toldAtMs.get(reason) ?? -Infinity;
    if (clock.monotonicMs() - lastMs < tellAgainAfterMs) return;
    toldAtMs.set(reason, clock.monotonicMs());
    void host.invoke('staff.call', { reason, silent: true });
  });
}
