import { useEffect, useState } from 'preact/hooks';
import type { Clock } from '../../core/lib/clock.ts';
import { titleId } from './title-id.ts';

const stepMs = 1_000;

/**
 * The time that is left before the screen acts by itself, as a bar that grows shorter second by second. The words
 * above it say the same; the bar does not move in between, because nothing on this screen moves by itself.
 */
export function Countdown({ totalMs, clock }: { readonly totalMs: number; readonly clock: Clock }) {
  const [leftMs, setLeftMs] = useState(totalMs);
  useEffect(() => {
    if (leftMs <= 0) return undefined;
    return clock.after(stepMs, () => setLeftMs(leftMs - stepMs));
  }, [leftMs, clock]);
  const percent = Math.max(0, Math.round((leftMs / totalMs) * 100));
  return (
    <div
      class="countdown"
      role="progressbar"
      aria-labelledby={titleId}
      aria-valuenow={percent}
      style={{ '--left': `${percent}%` }}
    >
      <span />
    </div>
  );
}
