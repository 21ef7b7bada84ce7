import { err, ok, type Result } from '../../core/lib/result.ts';
import type { Entry } from './chain-book.ts';
import { readFramed } from './line.ts';
import { readAt, type JournalPlace, type Place } from './segments.ts';

/** A record that goes out: where it stands, and what the page says of it. */
export type Outgoing = { readonly entry: Entry; readonly recovered: boolean };

/** Lines that stand close together are read together, with what little stands between them. */
const widestGapBytes = 4_096;
const longestStretchBytes = 1024 * 1024;

type Stretch = { readonly place: Place; readonly outgoing: readonly Outgoing[] };

/**
 * Records as an upload carries them, JSON texts `{"envelope":…,"recovered":…}` in the order asked.
 *
 * @returns the sequences of those whose line does not read any more, when there are any
 * @throws what the disk throws
 */
export async function textsOf(
  at: JournalPlace,
  asked: readonly Outgoing[],
): Promise<Result<readonly string[], readonly number[]>> {
  const texts: string[] = [];
  const damaged: number[] = [];
  for (const { place, outgoing } of stretchesOf(asked)) {
    const bytes = await readAt(at, place);
    for (const { entry, recovered } of outgoing) {
      const from = entry.place.offset - place.offset;
      const envelope = envelopeText(bytes.subarray(from, from + entry.place.length), entry);
      if (envelope === null) damaged.push(entry.sequence);
      else texts.push(`{"envelope":${envelope},"recovered":${recovered}}`);
    }
  }
  return damaged.length === 0 ? ok(texts) : err(damaged);
}

function stretchesOf(asked: readonly Outgoing[]): readonly Stretch[] {
  const stretches: Stretch[] = [];
  for (const one of asked) {
    const last = stretches.at(-1);
    const joined = last === undefined ? null : joinedTo(last, one);
    if (joined === null) stretches.push({ place: one.entry.place, outgoing: [one] });
    else stretches.splice(-1, 1, joined);
  }
  return stretches;
}

/** Null when it stands elsewhere. */
function joinedTo({ place, outgoing }: Stretch, one: Outgoing): Stretch | null {
  const { segment, offset, length } = one.entry.place;
  const gapBytes = offset - (place.offset + place.length);
  const lengthBytes = offset + length - place.offset;
  const isNear = segment === place.segment && gapBytes >= 0 && gapBytes <= widestGapBytes;
  if (!isNear || lengthBytes > longestStretchBytes) return null;
  return { place: { ...place, length: lengthBytes }, outgoing: [...outgoing, one] };
}

/**
 * The envelope's own bytes out of its line: what was signed and synced goes out as it is, without being read and written
 * anew. Null when the line is damaged, or is not that envelope's.
 */
function envelopeText(line: Buffer, { hash, signature }: Entry): string | null {
  const framed = readFramed(line);
  if (framed === null) return null;
  // All of it is ASCII (core/records/envelope.ts).
  const text = framed.json.toString('latin1');
  const from = text.indexOf(envelopeKey);
  const end = `"hash":"${hash}","signature":"${signature}"}`;
  const at = text.indexOf(end, from);
  return from < 0 || at < 0 ? null : text.slice(from + envelopeKey.length, at + end.length);
}

const envelopeKey = '"envelope":';
