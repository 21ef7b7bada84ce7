import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import { newSlots, took, turnAway } from '../../../hub/pace/slots.ts';

export type Crowd = {
  readonly kiosks: number;
  /** Every second kiosk has this many uploads, the others one. */
  readonly mostUploads: number;
  readonly uploadBytes: number;
  readonly hubBytesPerSecond: number;
  /** Until then something else slows it down to half of that. Default 0. */
  readonly slowUntilSeconds?: number;
  /** What turning somebody away costs the hub, in bytes of upload. */
  readonly turnAwayBytes: number;
  readonly uploadsAtOnce: number;
  readonly spreadSeconds: number;
  readonly seed: number;
};

export type Drain = {
  readonly drainSeconds: number;
  readonly idealSeconds: number;
  readonly rejectedShare: number;
  readonly peakPerSecond: number;
};

const tickMs = 10;

/**
 * All kiosks of a head office come back at once; the hub is a line of `uploadsAtOnce` that works off so many bytes a
 * second, less what it spends on those whom it turns away. A kiosk that was taken sends its next upload at once; one that
 * was turned away keeps to what it was told, plus up to a second of its own.
 */
export function drainCrowd(crowd: Crowd): Drain {
  const { slowUntilSeconds = 0 } = crowd;
  const random = xoroshiro128plus(crowd.seed);
  const fraction = () => uniformFloat64(random);
  const arrivals = new Map<number, number[]>();
  const left = Array.from({ length: crowd.kiosks }, (_, at) => (at % 2 === 0 ? 1 : crowd.mostUploads));
  const arrive = (kiosk: number, atMs: number) => {
    const tick = Math.ceil(atMs / tickMs);
    const there = arrivals.get(tick);
    if (there === undefined) arrivals.set(tick, [kiosk]);
    else there.push(kiosk);
  };
  for (const kiosk of left.keys()) arrive(kiosk, fraction() * crowd.spreadSeconds * 1_000);

  const uploads = left.reduce((sum, count) => sum + count, 0);
  let [done, requests, drainedMs, slots, workLeft] = [0, 0, 0, newSlots(0), 0];
  const inHand: number[] = [];
  const perSecond = new Map<number, number>();
  for (let tick = 0; done < uploads; tick += 1) {
    const nowMs = tick * tickMs;
    for (const kiosk of arrivals.get(tick) ?? []) {
      requests += 1;
      const second = Math.floor(nowMs / 1_000);
      perSecond.set(second, (perSecond.get(second) ?? 0) + 1);
      if (inHand.length < crowd.uploadsAtOnce) inHand.push(kiosk);
      else {
        const away = turnAway(slots, crowd.uploadBytes, nowMs);
        slots = away.slots;
        workLeft -= crowd.turnAwayBytes;
        arrive(kiosk, nowMs + tickMs + (away.retryAfterSeconds + fraction()) * 1_000);
      }
    }
    arrivals.delete(tick);
    const speed = nowMs < slowUntilSeconds * 1_000 ? 0.5 : 1;
    const worked = (speed * crowd.hubBytesPerSecond * tickMs) / 1_000;
    workLeft = worked + (inHand.length === 0 ? Math.min(0, workLeft) : workLeft);
    while (workLeft >= crowd.uploadBytes && inHand.length > 0) {
      workLeft -= crowd.uploadBytes;
      const kiosk = inHand.shift()!;
      done += 1;
      slots = took(slots, crowd.uploadBytes, nowMs, inHand.length);
      left[kiosk]! -= 1;
      if (left[kiosk]! > 0) arrive(kiosk, nowMs + tickMs);
    }
    if (tick > 10_000_000) throw new Error('never drained');
    drainedMs = nowMs;
  }
  return {
    drainSeconds: drainedMs / 1_000,
    idealSeconds: slowUntilSeconds / 2 + (uploads * crowd.uploadBytes) / crowd.hubBytesPerSecond,
    rejectedShare: (requests - uploads) / requests,
    peakPerSecond: Math.max(...perSecond.values()),
  };
}
