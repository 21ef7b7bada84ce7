import { clockBounds } from '../../sync/protocol/clock-bounds.ts';
import type { Incident } from '../incidents/incidents.ts';
import type { Offer } from './authenticity.ts';
import type { StoredOffer } from './ingest-store.ts';
import type { OpenUpload } from './upload.ts';

/** The host gives an upload up after so long. */
const transportMs = 30_000;

/**
 * Bounds the true time of each record's acceptance. A kiosk's wall clock may say 1970 or 2099: that refuses nothing, it
 * is told once for each run of the machine. The offers come back ascending.
 */
export function timeEvidence(
  offers: readonly Offer[],
  { clock, kioskId, epoch }: Pick<OpenUpload, 'clock' | 'kioskId' | 'epoch'>,
  receivedAtMs: number,
): { readonly offers: readonly StoredOffer[]; readonly incidents: readonly Incident[] } {
  const incidents = new Map<string, Incident>();
  let earliestMs: number | null = null;
  const bounded = offers.toSorted(bySequence).map((offer): StoredOffer => {
    const { header } = offer.envelope;
    const finding = clockBounds({
      acceptedAtMs: Date.parse(header.acceptedAt),
      record: header.clock,
      upload: clock,
      receivedAtMs,
      transportMs,
      notBeforeMs: earliestMs,
    });
    earliestMs = finding.notBeforeMs;
    if (finding.wallClock !== 'fits') {
      const detail = `${finding.wallClock} ${header.clock.bootId}`;
      incidents.set(detail, { kind: 'clock-off', place: { kioskId, epoch, sequence: 0 }, detail });
    }
    return {
      envelope: offer.envelope,
      recovered: offer.recovered,
      // Nothing is known before the first record whose machine has not been started again.
      notBeforeMs: finding.notBeforeMs === 0 ? null : finding.notBeforeMs,
      notAfterMs: finding.notAfterMs,
      sentMonotonicMs: header.clock.bootId === clock.bootId ? clock.monotonicMs : null,
    };
  });
  return { offers: bounded, incidents: [...incidents.values()] };
}

function bySequence(one: Offer, other: Offer): number {
  return one.envelope.header.sequence - other.envelope.header.sequence;
}
