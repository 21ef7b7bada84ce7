import { percentile, tenths } from '../rig/figures.ts';
import type { Drained } from './client.ts';

export type FleetFigures = {
  readonly sent: number;
  readonly stored: number;
  readonly lost: number;
  readonly duplicates: number;
  /** Requests that were told to come again, of all requests. */
  readonly rejectedShare: number;
  readonly drainSeconds: number;
  /** Rows ÷ the rate that the same hubs reached in the same run with clients always ready. */
  readonly idealSeconds: number;
  readonly p95ClientSeconds: number;
  readonly peakRps: number;
  readonly rowsPerSecond: number;
  readonly readyRowsPerSecond: number;
  readonly meets: boolean;
};

/** Of the ideal time. */
const targetShare = 1.1;

export function fleetFigures(run: {
  readonly startedMs: number;
  readonly drained: readonly Drained[];
  readonly requestTimesMs: readonly number[];
  readonly sent: number;
  readonly stored: number;
  readonly distinct: number;
  readonly readyRowsPerSecond: number;
}): FleetFigures {
  const { drained, startedMs, sent, stored, distinct, readyRowsPerSecond } = run;
  const seconds = drained.map(({ doneMs }) => (doneMs - startedMs) / 1_000);
  const drainSeconds = seconds.reduce((longest, one) => Math.max(longest, one), 0);
  const idealSeconds = sent / readyRowsPerSecond;
  const requests = drained.reduce((sum, one) => sum + one.requests, 0);
  const turnedAway = drained.reduce((sum, one) => sum + one.turnedAway, 0);
  const lost = sent - distinct;
  const duplicates = stored - distinct;
  return {
    sent,
    stored,
    lost,
    duplicates,
    rejectedShare: Math.round((turnedAway / requests) * 1_000) / 1_000,
    drainSeconds: tenths(drainSeconds),
    idealSeconds: tenths(idealSeconds),
    p95ClientSeconds: tenths(percentile(seconds, 0.95)),
    peakRps: peakPerSecond(run.requestTimesMs),
    rowsPerSecond: Math.round(sent / drainSeconds),
    readyRowsPerSecond: Math.round(readyRowsPerSecond),
    meets: lost === 0 && duplicates === 0 && drainSeconds <= targetShare * idealSeconds,
  };
}

function peakPerSecond(timesMs: readonly number[]): number {
  const perSecond = new Map<number, number>();
  for (const ms of timesMs) {
    const second = Math.floor(ms / 1_000);
    perSecond.set(second, (perSecond.get(second) ?? 0) + 1);
  }
  return [...perSecond.values()].reduce((most, count) => Math.max(most, count), 0);
}
