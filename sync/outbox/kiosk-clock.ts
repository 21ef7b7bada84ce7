import type { KioskFacts } from '../../core/contract/calls.ts';
import type { Clock } from '../../core/lib/clock.ts';
import type { ClockEvidence, EnvelopeHeader } from '../../core/records/envelope.ts';

/** What this page knows of time: the machine's run, its own clocks, and what the hub has said. */
export type KioskClock = {
  /** For a header or an upload. */
  readonly evidence: () => ClockEvidence;
  /** The hub's time where it is known, else the wall clock: what is judged by a date is judged by the best one. */
  readonly bestNowMs: () => number;
  /**
   * When a record of this kiosk was accepted, on the monotonic clock of this run; below zero before it began. Null when
   * an earlier run accepted it and the clock stands before that, such as at 1970.
   */
  readonly acceptedAtMonotonicMs: (header: Pick<EnvelopeHeader, 'clock' | 'acceptedAt'>) => number | null;
  /** Takes the hub's time from a verified receipt. @param askedAtMs monotonic, when the request left */
  readonly noteHubTime: (hubTimeMs: number, askedAtMs: number) => void;
  readonly monotonicMs: () => number;
};

/** @param machine its clock as of the present moment of `clock` */
export function kioskClock(machine: KioskFacts['clock'], clock: Clock): KioskClock {
  const beganMs = machine.monotonicMs - clock.monotonicMs();
  let hub: { readonly offsetMs: number; readonly aheadOfMonotonicMs: number } | null = null;
  const monotonicMs = () => Math.max(0, Math.floor(beganMs + clock.monotonicMs()));
  const hubNowMs = () => (hub === null ? null : hub.aheadOfMonotonicMs + monotonicMs());

  /** The hub's clock spans two runs where both knew it, else only the wall clock does. */
  function ageAcrossRunsMs({ hubOffsetMs }: ClockEvidence, acceptedAt: string): number {
    const atHubMs = hubNowMs();
    return atHubMs === null || hubOffsetMs === null
      ? clock.nowMs() - Date.parse(acceptedAt)
      : atHubMs - (Date.parse(acceptedAt) + hubOffsetMs);
  }

  return {
    monotonicMs,
    evidence: () => ({
      bootId: machine.bootId,
      monotonicMs: monotonicMs(),
      hubOffsetMs: hub?.offsetMs ?? null,
    }),
    bestNowMs: () => hubNowMs() ?? clock.nowMs(),
    acceptedAtMonotonicMs({ clock: recorded, acceptedAt }) {
      const nowMs = monotonicMs();
      if (recorded.bootId === machine.bootId) return Math.min(recorded.monotonicMs, nowMs);
      const ageMs = ageAcrossRunsMs(recorded, acceptedAt);
      return ageMs < 0 ? null : nowMs - ageMs;
    },
    noteHubTime(hubTimeMs, askedAtMs) {
      const answeredAtMs = monotonicMs();
      const sinceMiddleMs = (answeredAtMs - askedAtMs) / 2;
      hub = {
        offsetMs: Math.round(hubTimeMs - (clock.nowMs() - sinceMiddleMs)),
        aheadOfMonotonicMs: hubTimeMs + sinceMiddleMs - answeredAtMs,
      };
    },
  };
}
