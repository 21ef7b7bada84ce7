import type { Clock } from '../../core/lib/clock.ts';

export function pause(clock: Clock, delayMs: number): Promise<void> {
  return new Promise((done) => void clock.after(delayMs, done));
}
