import type { Clock } from '../../core/lib/clock.ts';
import { gauge } from '../metrics/figures.ts';
import type { Family } from '../metrics/exposition.ts';
import { capacity, newSlots, spreadSeconds, took, turnAway } from './slots.ts';

export type GateLimits = {
  /** Uploads that are worked on side by side. */
  readonly atOnce: number;
  /** Uploads in the house, those whose body is still arriving included. */
  readonly arriving: number;
  /** No body is larger, whatever its head says. */
  readonly bodyBytes: number;
};

/** How many uploads a hub works on side by side, and what it tells those that it cannot take. */
export type Gate = {
  readonly isFull: () => boolean;
  /** From its head to its last byte an upload takes memory. Null: no room; otherwise called when it is over. */
  readonly enter: () => (() => void) | null;
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

export function openGate(clock: Pick<Clock, 'monotonicMs'>, limits: GateLimits): Gate {
  let slots = newSlots(clock.monotonicMs());
  let inHand = 0;
  let arriving = 0;
  const bounded = (bytes: number | null) => bytes && Math.min(bytes, limits.bodyBytes);
  let rushedMs = -Infinity;
  return {
    isFull: () => inHand >= limits.atOnce,
    enter() {
      if (arriving >= limits.arriving) return null;
      arriving += 1;
      return () => void (arriving -= 1);
    },
    isQuiet: () => clock.monotonicMs() - rushedMs >= quietAfterMs,
    turnAway(bytes) {
      const away = turnAway(slots, bounded(bytes), clock.monotonicMs());
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
        slots = took(slots, bytes ?? slots.meanBytes, clock.monotonicMs(), inHand);
      }
    },
    spreadSeconds: (kiosks) => spreadSeconds(slots, kiosks),
    families: () => [
      gauge('hub_uploads_in_hand', 'Uploads that are being worked on.', inHand),
      gauge(
        'hub_uploads_arriving',
        'Uploads in the house, those whose body is on its way included.',
        arriving,
      ),
      gauge('hub_capacity_bytes_per_second', 'What this process takes when it is full.', capacity(slots)),
      gauge(
        'hub_slots_promised_seconds',
        'For how long everything is promised to kiosks that were turned away.',
        Math.max(0, slots.promisedUntilMs - clock.monotonicMs()) / 1_000,
      ),
    ],
  };
}
