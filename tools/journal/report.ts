import { incidentHints } from '../../core/strings/incident-hints.ts';
import { markOf } from '../../host/journal/books.ts';
import type { Incident } from '../../host/journal/incident-book.ts';
import type { Inspection, SegmentFindings } from '../../host/journal/inspect.ts';
import { tableOf } from '../device/table.ts';

export type VerifySummary = {
  readonly segments: number;
  readonly lines: number;
  readonly envelopes: number;
  readonly damaged: number;
  readonly tornBytes: number;
  readonly badSignatures: number;
  readonly unknownReceipts: number;
  /** Sequences behind the newest receipt whose line is gone. */
  readonly missing: number;
  readonly sound: boolean;
};

export function verifySummary({ segments, damage, books }: Inspection): VerifySummary {
  const sum = (of: (segment: SegmentFindings) => number) =>
    segments.reduce((all, segment) => all + of(segment), 0);
  const found = {
    segments: segments.length,
    lines: sum(({ lines }) => lines),
    envelopes: sum(({ envelopes }) => envelopes),
    damaged: damage.reduce((all, { lines }) => all + lines, 0),
    tornBytes: sum(({ tornBytes }) => tornBytes),
    badSignatures: sum(({ badSignatures }) => badSignatures),
    unknownReceipts: sum(({ unknownReceipts }) => unknownReceipts),
    missing: markOf(books, false).missing?.length ?? 0,
  };
  const sound = found.damaged + found.tornBytes + found.badSignatures + found.missing === 0;
  return { ...found, sound };
}

export function verifyTable({ segments, damage }: Inspection): string {
  const head = ['segment', 'lines', 'bytes', 'torn', 'bad signatures', 'unknown receipts', 'damage'];
  const rows = segments.map((one) => [
    one.segment,
    one.lines,
    one.bytes,
    one.tornBytes,
    one.badSignatures,
    one.unknownReceipts,
    damage
      .filter(({ segment }) => segment === one.segment)
      .map(({ offset, what, lines }) => `byte ${offset}: ${what}, lines: ${lines}`)
      .join('; ') || '-',
  ]);
  return tableOf([head, ...rows.map((row) => row.map(String))]);
}

export function listTable({ segments }: Inspection): string {
  const head = ['segment', 'bytes', 'lines', 'records', 'numbers', 'pieces', 'receipts', 'incidents'];
  const rows = segments.map((one) => [
    one.segment,
    one.bytes,
    one.lines,
    one.envelopes,
    one.sequences === null ? '-' : one.sequences.join(' to '),
    one.chunks,
    one.receipts,
    one.incidents,
  ]);
  return tableOf([head, ...rows.map((row) => row.map(String))]);
}

export function incidentLines(incidents: readonly Incident[]): readonly string[] {
  return incidents.flatMap(({ at, code, detail }) => [
    `${at}  ${code}  ${detail}`,
    `    ${incidentHints[code]}`,
  ]);
}
