import type { Clock } from '../../core/lib/clock.ts';
import { gauge } from '../metrics/figures.ts';
import type { Family } from '../metrics/exposition.ts';
import { capacity, newSlots, spreadSeconds, took, turnAway } from './slots.ts';

/** How many uploads a hub works on side by side, and what it tells those that it cannot take. */
export type Gate = {
  readonly isFull: () => boolean;
  /** No rush of uploads now nor a moment ago: there is time for work that can wait. */
  readonly isQuiet: () => boolean;
  /** @returns seconds after which the caller may come again; `bytes` of its body, null when it did not tell */
  readonly turnAway: (bytes: number | null) => number;
  readonly pass: <T>(bytes: number | null, work: () => Promise<T>) => Promise<T>;
  readonly spreadSeconds: (kiosks: number) => number;
  readonly families: () => readonly Family[];
};

/** So many side by side are a rush; a branch's few kiosks hardly ever meet. */
const rushFrom = 4;
const quietAfterMs = 1_000;

export function openGate(clock: Pick<Clock, 'monotonicMs'>, mostInHand: number): Gate {
  let slots = newSlots(clock.monotonicMs());
  let inHand = 0;
  let rushedMs = -Infinity;
  return {
    isFull: () => inHand >= mostInHand,
    isQuiet: () => clock.monotonicMs() - rushedMs >= quietAfterMs,
    turnAway(bytes) {
      const away = turnAway(slots, bytes, clock.monotonicMs());
      slots = away.slots;
      return away.retryAfterSeconds;
    },
    async pass(bytes, work) {
      inHand += 1;
      if (inHand >= rushFrom) rushedMs = clock.monotonicMs();
      try {
        return await work();
      } finally {
        inHand -= 1;
        slots = took(slots, bytes ?? slots.meanBytes, clock.monotonicMs());
      }
    },
    spreadSeconds: (kiosks) => spreadSeconds(slots, kiosks),
    families: () => [
      gauge('hub_uploads_in_hand', 'Uploads that are being worked on.', inHand),
      gauge('hub_capacity_bytes_per_second', 'What this process takes when it is full.', capacity(slots)),
      gauge(
        'hub_slots_promised_seconds',
        'For how long everything is promised to kiosks that were turned away.',
        Math.max(0, slots.promisedUntilMs - clock.monotonicMs()) / 1_000,
      ),
    ],
  };
}
