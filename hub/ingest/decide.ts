import { unreachable } from '../../core/lib/unreachable.ts';
import { mostChunks, type Chunk } from '../../core/records/envelope.ts';
import type { KioskReport, Verdict } from '../../sync/protocol/wire.ts';
import type { Incident } from '../incidents/incidents.ts';
import type { Offer, RefusedRow } from './authenticity.ts';
import type { Held, KioskName } from './ingest-store.ts';
import { judge, linkOf, type Link } from './judge.ts';
import { advance, type Prefix } from './prefix.ts';

/** An upload after its rows were read one by one. */
export type ReadUpload = {
  readonly kiosk: KioskName;
  readonly rows: readonly (Offer | RefusedRow)[];
  readonly chunks: readonly Chunk[];
  readonly report: KioskReport | null;
};

/** What becomes of an upload. Verdicts stand in the order of its rows. */
export type Decision = {
  readonly verdicts: readonly Verdict[];
  readonly offers: readonly Offer[];
  readonly chunks: readonly Chunk[];
  readonly looseChunks: number;
  readonly incidents: readonly Incident[];
  readonly refusals: Readonly<Record<string, number>>;
  /** Over what was held in {@link Held.links} and what is stored now; more may stand behind it. */
  readonly prefix: Prefix;
  readonly highest: number;
};

/** Characters of ciphertext. A record of the largest errand has a fiftieth; attachments travel as chunks. */
export const largestCiphertext = 96_000;

/** Anybody can call himself a kiosk and send pieces; only a signed envelope makes them that kiosk's. */
export const mostLooseChunks = 2 * mostChunks;

/** Decides on an upload. Pure: the same upload over the same `held` comes out the same. */
export function decide(upload: ReadUpload, held: Held): Decision {
  const links = new Map(held.links);
  const chunks = chooseChunks(upload, held);
  const present = new Set([...held.chunkHashes, ...chunks.kept.map(({ hash }) => hash)]);
  const decisions = upload.rows.map((row) => decideRow(row, links, present, held.prefix));
  const offers = decisions.flatMap(({ store }) => store ?? []);
  const behind = behindIncident(upload, held);
  return {
    verdicts: decisions.map(({ verdict }) => verdict),
    offers,
    chunks: chunks.kept,
    looseChunks: chunks.loose,
    incidents: [...decisions.flatMap(({ incidents }) => incidents ?? []), ...behind],
    refusals: countRefusals(decisions),
    prefix: advance(held.prefix, links),
    highest: Math.max(held.highest, ...offers.map(({ envelope }) => envelope.header.sequence)),
  };
}

type RowDecision = {
  readonly verdict: Verdict;
  readonly store?: Offer;
  readonly incidents?: readonly Incident[];
};

/** Adds what it decides to store to `links`, so that the next row of the same upload meets it there. */
function decideRow(
  row: Offer | RefusedRow,
  links: Map<number, Link>,
  present: ReadonlySet<string>,
  prefix: Prefix,
): RowDecision {
  if ('refused' in row)
    return { verdict: { sequence: row.sequence, verdict: 'rejected', code: row.refused } };
  const { envelope } = row;
  const { sequence, chunkHashes } = envelope.header;
  if (envelope.ciphertext.length > largestCiphertext) return refuseSigned(row, 'too-large');
  const judgement = judge(links, sequence, linkOf(envelope));
  const isWhole = chunkHashes.every((hash) => present.has(hash));
  switch (judgement) {
    case 'duplicate':
      return { verdict: isWhole ? { sequence, verdict: 'duplicate' } : chunksMissing(sequence) };
    case 'store': {
      links.set(sequence, linkOf(envelope));
      const verdict = isWhole ? ({ sequence, verdict: 'accepted' } as const) : chunksMissing(sequence);
      return { verdict, store: row, incidents: incidentsOf(row, prefix) };
    }
    case 'fork':
    case 'bad-chain':
      return refuseSigned(row, judgement);
    default:
      return unreachable(judgement);
  }
}

/** Nothing is missing below the prefix but what staff have given up. */
function incidentsOf({ envelope: { header }, recovered }: Offer, prefix: Prefix): readonly Incident[] {
  const isGivenUp = header.sequence <= prefix.sequence;
  return [
    ...(recovered ? [{ kind: 'restored', place: header } as const] : []),
    ...(isGivenUp ? [{ kind: 'came-after-all', place: header } as const] : []),
  ];
}

/** The device itself signed it, so it is evidence: kept, and told to staff. */
function refuseSigned({ envelope }: Offer, reason: 'fork' | 'bad-chain' | 'too-large'): RowDecision {
  const { sequence } = envelope.header;
  return {
    verdict:
      reason === 'fork' ? { sequence, verdict: 'fork' } : { sequence, verdict: 'rejected', code: reason },
    incidents: [{ kind: reason, place: envelope.header, detail: envelope.hash, envelope }],
  };
}

function chunksMissing(sequence: number): Verdict {
  return { sequence, verdict: 'needs-info', code: 'chunks-missing' };
}

/** Pieces that an envelope beside them names, and so many others as a kiosk may send ahead of theirs. */
function chooseChunks(
  { rows, chunks }: ReadUpload,
  held: Held,
): { readonly kept: readonly Chunk[]; readonly loose: number } {
  const named = new Set(rows.flatMap((row) => ('refused' in row ? [] : row.envelope.header.chunkHashes)));
  let loose = named.size > 0 ? 0 : held.looseChunks;
  const seen = new Set(held.chunkHashes);
  const kept = chunks.filter(({ hash }) => {
    if (seen.has(hash)) return false;
    seen.add(hash);
    if (named.has(hash)) return true;
    loose += 1;
    return loose <= mostLooseChunks;
  });
  return { kept, loose: Math.min(loose, mostLooseChunks) };
}

/**
 * A kiosk that has a receipt for more than is held here shows that this hub was restored from an older backup. Without
 * a signed row anybody could have said so.
 */
function behindIncident({ kiosk, rows, report }: ReadUpload, held: Held): readonly Incident[] {
  if (report === null || !rows.some((row) => 'envelope' in row)) return [];
  const { receiptedSequence } = report;
  if (receiptedSequence <= held.prefix.sequence) return [];
  const place = { ...kiosk, sequence: held.prefix.sequence + 1 };
  return [{ kind: 'hub-behind', place, detail: String(receiptedSequence) }];
}

function countRefusals(decisions: readonly RowDecision[]): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const { verdict } of decisions) {
    const reason = verdict.verdict === 'rejected' ? verdict.code : verdict.verdict;
    if (verdict.verdict === 'rejected' || reason === 'fork') counts[reason] = (counts[reason] ?? 0) + 1;
  }
  return counts;
}
