import { describe, expect, it } from 'vitest';
import { kioskClock } from '../../../sync/outbox/kiosk-clock.ts';
import { waitingRowOf } from '../../../sync/outbox/waiting-rows.ts';
import { envelopeBehind } from '../../host/journal/envelopes.ts';
import { manualClock } from '../../support/manual-clock.ts';

const noonMs = Date.UTC(2026, 10, 2, 12);
const runMs = 3_600_000;
const holdMs = 600_000;

/** A record that is held back for ten minutes, accepted at noon in a run of the machine. */
function heldRecord(bootId: string) {
  const envelope = envelopeBehind(null);
  return {
    ...envelope,
    header: {
      ...envelope.header,
      acceptedAt: new Date(noonMs).toISOString(),
      clock: { bootId, monotonicMs: runMs - 60_000, hubOffsetMs: null },
      holdBackSeconds: holdMs / 1_000,
    },
  };
}

/** What a page that is opened at that time holds of the record. */
function rowAt(wallMs: number, bootId: string) {
  const machine = { bootId: 'this-run', monotonicMs: runMs, hubOffsetMs: null };
  return waitingRowOf(
    { envelope: heldRecord(bootId), recovered: false },
    kioskClock(machine, manualClock(wallMs)),
  );
}

describe('the time for which a record is held back', () => {
  it('is counted by the monotonic clock in the run that accepted it, whatever the wall clock says', () => {
    for (const wallMs of [0, noonMs, Date.UTC(2099, 0, 1)])
      expect(rowAt(wallMs, 'this-run').heldUntilMs).toBe(runMs - 60_000 + holdMs);
  });

  it('goes on across a start of the machine', () => {
    expect(rowAt(noonMs + 60_000, 'an-older-run').heldUntilMs).toBe(runMs - 60_000 + holdMs);
  });

  it('is over when a start at 1970 cannot tell: it is not begun anew with every start', () => {
    const row = rowAt(0, 'an-older-run');
    expect(row.heldUntilMs).toBeLessThanOrEqual(runMs);
    expect(row.acceptedAtMs).toBe(runMs);
  });
});
