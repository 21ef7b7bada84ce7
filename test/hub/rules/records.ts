import { randomUUID } from 'node:crypto';
import type { Case, Known } from '../../../hub/rules/known.ts';
import { slipNumber } from '../../../sync/protocol/chain.ts';

/** Noon in China. */
export const noonMs = Date.parse('2026-11-02T04:00:00Z');
export const hourMs = 3_600_000;

/** A contact change that arrived as soon as it was made; `sequence` also sets the time, a minute each. */
export function known(sequence: number, change: Partial<Known> & { kioskId?: string } = {}): Known {
  const { kioskId = 'K01', ...rest } = change;
  const place = { kioskId, epoch: 1, sequence };
  const atMs = noonMs + sequence * 60_000;
  return {
    place,
    slipNumber: slipNumber(place),
    transactionId: randomUUID(),
    kind: 'contact-change',
    effect: 'not-yet-effective',
    person: '11010119491001001X',
    phones: ['13912345678'],
    claimKey: null,
    dayOfLoss: null,
    cancels: null,
    supersedes: null,
    recovered: false,
    bootId: 'boot-of-test',
    monotonicMs: sequence * 60_000,
    holdBackMs: 0,
    acceptedAtMs: atMs,
    notBeforeMs: atMs,
    notAfterMs: atMs,
    receivedAtMs: atMs,
    state: 'delivered',
    isSettled: false,
    effectiveAtMs: null,
    ...rest,
  };
}

export function claimReport(sequence: number, change: Parameters<typeof known>[1] = {}): Known {
  const day = change.dayOfLoss ?? '2026-11-01';
  return known(sequence, {
    kind: 'claim-report',
    effect: 'finished',
    dayOfLoss: day,
    claimKey: `self/illness/${day}`,
    ...change,
  });
}

export function cancellationOf(
  target: Known,
  sequence: number,
  change: Parameters<typeof known>[1] = {},
): Known {
  const { kioskId } = target.place;
  const same = { kioskId, person: target.person, phones: [], cancels: target.transactionId };
  return known(sequence, { kind: 'cancellation', effect: 'cancelled', ...same, ...change });
}

/** The question that the hub puts as soon as the subject is here. */
export function caseOf(subject: Known, ...others: readonly Known[]): Case {
  return { subject, others, missingChunks: 0, unreadableChunks: 0, nowMs: subject.receivedAtMs };
}
