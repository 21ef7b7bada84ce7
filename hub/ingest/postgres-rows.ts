import type { Incident } from '../incidents/incidents.ts';
import type { StoredOffer } from './ingest-store.ts';

/**
 * The columns of `ingest_raw`, each as PostgreSQL writes an array: a hub under pressure spends itself on thousands of
 * rows a second. Nothing in them needs quotes: every value is a number, a name of the protocol, or has passed the
 * envelope's schema.
 */
export function offerColumns(offers: readonly StoredOffer[]): readonly string[] {
  const columns: readonly ((offer: StoredOffer) => string | number | boolean | null)[] = [
    ({ envelope }) => envelope.header.sequence,
    ({ envelope }) => envelope.header.transactionId,
    ({ envelope }) => envelope.header.kind,
    ({ envelope }) => envelope.header.urgency,
    ({ envelope }) => envelope.header.orderGroup,
    ({ envelope }) => envelope.header.supersedes,
    ({ envelope }) => storableSeconds(Date.parse(envelope.header.acceptedAt)),
    ({ notBeforeMs }) => storableSeconds(notBeforeMs),
    ({ notAfterMs }) => storableSeconds(notAfterMs),
    ({ sentMonotonicMs }) => (Number.isSafeInteger(sentMonotonicMs) ? sentMonotonicMs : null),
    ({ envelope }) => envelope.hash,
    ({ envelope }) => envelope.header.previousHash,
    ({ recovered }) => recovered,
  ];
  return columns.map((column) => `{${offers.map((offer) => column(offer) ?? 'NULL').join(',')}}`);
}

/** Places as unbroken runs: what is on offer is mostly one. */
export function runsOf(sequences: readonly number[]): {
  readonly lows: readonly number[];
  readonly highs: readonly number[];
} {
  const sorted = sequences.toSorted((one, other) => one - other);
  const lows = sorted.filter((sequence, at) => at === 0 || sequence > (sorted[at - 1] ?? 0) + 1);
  const highs = sorted.filter((sequence, at) => (sorted[at + 1] ?? Infinity) > sequence + 1);
  return { lows, highs };
}

/** Each once: one statement cannot meet the same row twice. */
export function incidentRows(incidents: readonly Incident[]): readonly object[] {
  const rows = incidents.map(({ kind, place, detail = '', envelope }) => {
    const { kioskId: kiosk_id, epoch, sequence } = place;
    return { kind, kiosk_id, epoch, sequence, detail, envelope };
  });
  return [...new Map(rows.map((row) => [`${row.kind} ${row.sequence} ${row.detail}`, row])).values()];
}

export function refusalRow([reason, refused]: readonly [string, number]): object {
  return { reason, refused };
}

const earliestMs = Date.parse('0001-01-01T00:00:00.000Z');
const latestMs = Date.parse('9999-12-31T23:59:59.999Z');

/** Since 1970. A clock may show anything: 30 February, the year 0. PostgreSQL must not refuse a record for it. */
function storableSeconds(ms: number | null): number | null {
  return ms !== null && ms >= earliestMs && ms <= latestMs ? ms / 1_000 : null;
}
