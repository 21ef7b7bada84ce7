import { noHash } from '../../../core/records/envelope.ts';
import type { Incident } from '../../../hub/incidents/incidents.ts';
import type { IngestChange, StoredOffer } from '../../../hub/ingest/ingest-store.ts';
import { linkOf, type Link } from '../../../hub/ingest/judge.ts';
import { advance, type Prefix } from '../../../hub/ingest/prefix.ts';

export type NotedIncident = Incident & { isResolved: boolean };

/** What the memory store holds of one life of a kiosk: the columns of the tables, as far as the ingest asks for them. */
export type KioskShelf = {
  readonly deviceKey: string;
  revision: number;
  prefix: Prefix;
  highest: number;
  looseChunks: number;
  /** Since when the first missing record has been missing; null while none is. */
  gapSinceMs: number | null;
  readonly offers: Map<number, StoredOffer>;
  readonly links: Map<number, Link>;
  readonly chunkHashes: Set<string>;
  /** Places that staff have given up. */
  readonly givenUp: Set<number>;
  readonly incidents: NotedIncident[];
  readonly refusals: Record<string, number>;
};

export function emptyShelf(deviceKey: string): KioskShelf {
  return {
    deviceKey,
    revision: 0,
    prefix: { sequence: 0, hash: noHash },
    highest: 0,
    looseChunks: 0,
    gapSinceMs: null,
    offers: new Map(),
    links: new Map(),
    chunkHashes: new Set(),
    givenUp: new Set(),
    incidents: [],
    refusals: {},
  };
}

/** All of a change, as one transaction. */
export function putOn(shelf: KioskShelf, change: IngestChange): void {
  const { offers, chunks, prefix, highest, receivedAtMs } = change;
  if (offers.length + chunks.length > 0) shelf.revision += 1;
  if (highest <= prefix.sequence) shelf.gapSinceMs = null;
  else if (prefix.sequence > shelf.prefix.sequence) shelf.gapSinceMs = receivedAtMs;
  else shelf.gapSinceMs ??= receivedAtMs;
  shelf.prefix = prefix;
  shelf.highest = highest;
  shelf.looseChunks = change.looseChunks;
  for (const offer of offers) store(shelf, offer);
  for (const { hash } of chunks) shelf.chunkHashes.add(hash);
  for (const incident of change.incidents) note(shelf, incident);
  for (const [reason, count] of Object.entries(change.refusals))
    shelf.refusals[reason] = (shelf.refusals[reason] ?? 0) + count;
}

/** Staff give up what is missing before the next record that is here. @returns whether there is such a record */
export function giveUpOn(shelf: KioskShelf, nowMs: number): boolean {
  const behind = [...shelf.links.keys()].filter((sequence) => sequence > shelf.prefix.sequence);
  const next = Math.min(...behind);
  const link = shelf.links.get(next);
  if (link === undefined) return false;
  for (let place = shelf.prefix.sequence + 1; place < next; place += 1) shelf.givenUp.add(place);
  shelf.prefix = advance({ sequence: next - 1, hash: link.previousHash }, shelf.links);
  shelf.revision += 1;
  shelf.gapSinceMs = shelf.highest > shelf.prefix.sequence ? nowMs : null;
  return true;
}

/** The primary key has the last word. */
function store(shelf: KioskShelf, offer: StoredOffer): void {
  const { sequence } = offer.envelope.header;
  if (shelf.offers.has(sequence)) throw new Error(`place ${sequence} is taken`);
  shelf.offers.set(sequence, offer);
  shelf.links.set(sequence, linkOf(offer.envelope));
}

/** The same incident is one row. @returns whether it is new */
export function note(shelf: KioskShelf, incident: Incident): boolean {
  const isSame = (known: Incident) =>
    known.kind === incident.kind &&
    known.place.sequence === incident.place.sequence &&
    (known.detail ?? '') === (incident.detail ?? '');
  if (shelf.incidents.some(isSame)) return false;
  shelf.incidents.push({ ...incident, isResolved: false });
  return true;
}
