import type { Clock } from '../../core/lib/clock.ts';

export function pause(clock: Clock, ms: number): Promise<void> {
  return new Promise((settle) => {
    clock.after(ms, settle);
  });
}
