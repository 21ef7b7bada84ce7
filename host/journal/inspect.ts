import { emptyBooks, enter, type Books } from './books.ts';
import { ChainWalk, type Damage } from './chain-walk.ts';
import { isOurEnvelope, isOurReceipt, type Enrolled } from './genuine.ts';
import type { JournalRecord } from './record.ts';
import { linesIn, segmentsIn, type JournalPlace } from './segments.ts';

export type SegmentFindings = {
  readonly segment: string;
  bytes: number;
  lines: number;
  envelopes: number;
  chunks: number;
  receipts: number;
  incidents: number;
  /** Lowest and highest sequence of this enrolment; null when none. */
  sequences: readonly [number, number] | null;
  tornBytes: number;
  /** Envelopes of this enrolment that its device key has not signed, or whose hash is not theirs. */
  badSignatures: number;
  /** Receipts by no key that is trusted today; a key that was retired signs none that count any more. */
  unknownReceipts: number;
};

export type Inspection = {
  readonly segments: readonly SegmentFindings[];
  readonly damage: readonly Damage[];
  readonly books: Books;
};

/**
 * Reads a journal as it stands and changes nothing: every CRC, the chain of lines, every signature.
 *
 * @param onSegment hears of each segment that has been read
 * @throws what the disk throws
 */
export async function inspect(
  at: JournalPlace,
  enrolled: Enrolled,
  onSegment: (findings: SegmentFindings) => void = () => {},
): Promise<Inspection> {
  const books = emptyBooks(enrolled.kioskId, enrolled.epoch);
  const walk = new ChainWalk();
  const segments: SegmentFindings[] = [];
  for (const { name } of await segmentsIn(at)) {
    const findings = nothingIn(name);
    for await (const { place, bytes, ended } of linesIn(at, name)) {
      if (!ended) {
        findings.tornBytes = place.length;
        continue;
      }
      findings.lines += 1;
      findings.bytes = place.offset + place.length + 1;
      const line = walk.take(place, bytes);
      if (line === null) continue;
      count(findings, line.record, enrolled);
      enter(books, line.record, place);
    }
    segments.push(findings);
    onSegment(findings);
  }
  return { segments, damage: walk.damage(books.removedUpTo), books };
}

function nothingIn(segment: string): SegmentFindings {
  return {
    segment,
    bytes: 0,
    lines: 0,
    envelopes: 0,
    chunks: 0,
    receipts: 0,
    incidents: 0,
    sequences: null,
    tornBytes: 0,
    badSignatures: 0,
    unknownReceipts: 0,
  };
}

function count(findings: SegmentFindings, record: JournalRecord, enrolled: Enrolled): void {
  switch (record.kind) {
    case 'envelope': {
      const { kioskId, epoch, sequence } = record.envelope.header;
      findings.envelopes += 1;
      if (kioskId !== enrolled.kioskId || epoch !== enrolled.epoch) return;
      const [low, high] = findings.sequences ?? [sequence, sequence];
      findings.sequences = [Math.min(low, sequence), Math.max(high, sequence)];
      if (!isOurEnvelope(enrolled, record.envelope)) findings.badSignatures += 1;
      return;
    }
    case 'receipt': {
      const { kioskId, epoch } = record.receipt;
      findings.receipts += 1;
      const isOurs = kioskId === enrolled.kioskId && epoch === enrolled.epoch;
      if (isOurs && !isOurReceipt(enrolled, record.receipt)) findings.unknownReceipts += 1;
      return;
    }
    case 'chunk':
      findings.chunks += 1;
      return;
    case 'incident':
      findings.incidents += 1;
      return;
    default: // counted as a line
  }
}
