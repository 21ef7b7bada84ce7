import type { Chunk } from '../../core/records/envelope.ts';
import type { KioskReport } from '../../sync/protocol/wire.ts';
import type { UnsafeSetting } from '../database/durability.ts';
import type { Incident } from '../incidents/incidents.ts';
import type { Offer } from './authenticity.ts';
import type { Link } from './judge.ts';
import type { Prefix } from './prefix.ts';

/** One life of a kiosk. */
export type KioskName = { readonly kioskId: string; readonly epoch: number };

/** What a store is asked before anything is decided. */
export type Question = {
  readonly kiosk: KioskName;
  /** Places whose {@link Link} matters: those on offer and those beside them. */
  readonly sequences: readonly number[];
  /** Hashes of chunks that records on offer name. */
  readonly chunkHashes: readonly string[];
};

/** What is held of a kiosk, as of one moment. */
export type Held = {
  /** Ed25519, raw 32 bytes, base64url. */
  readonly deviceKey: string;
  /** Grows with every change that a later decision has to know. */
  readonly revision: number;
  readonly prefix: Prefix;
  /** The highest place that is held; 0 for none. */
  readonly highest: number;
  /** Chunks that came without an envelope that names them, since the last that did. */
  readonly looseChunks: number;
  readonly links: ReadonlyMap<number, Link>;
  readonly chunkHashes: ReadonlySet<string>;
  /** Settings without which a commit can be lost. While there is one, nothing is stored. */
  readonly unsafe: readonly UnsafeSetting[];
};

/** An envelope to be stored, with what bounds the time of its acceptance. */
export type StoredOffer = Offer & {
  /** The true time of acceptance lies between the two, as far as the hub can tell; milliseconds since 1970. */
  readonly notBeforeMs: number | null;
  readonly notAfterMs: number | null;
  /** The kiosk's monotonic time when it sent this; null when it was another run of the machine than the record's. */
  readonly sentMonotonicMs: number | null;
};

/** Everything one upload changes. All of it is stored, or nothing. */
export type IngestChange = {
  readonly kiosk: KioskName;
  /** Of the {@link Held} that this was decided on. */
  readonly revision: number;
  readonly receivedAtMs: number;
  readonly offers: readonly StoredOffer[];
  readonly chunks: readonly Chunk[];
  readonly looseChunks: number;
  readonly prefix: Prefix;
  readonly highest: number;
  readonly incidents: readonly Incident[];
  /** How many rows were refused, by reason; counted per kiosk, reason and day. */
  readonly refusals: Readonly<Record<string, number>>;
  readonly report: KioskReport | null;
};

/**
 * Where envelopes go. Uploads of one kiosk may meet: each decides on what it has read, and only the first of them
 * commits; the others read again. No lock is held while signatures are verified.
 */
export type IngestStore = {
  /** Null when this kiosk or this epoch was never enrolled. */
  readonly read: (question: Question) => Promise<Held | null>;
  /** Ed25519, raw 32 bytes, base64url: the key of that name, if it belongs to the branch hub that introduced this kiosk. */
  readonly branchKey: (kiosk: KioskName, keyId: string) => Promise<string | null>;
  /** Counts an upload that was refused as a whole, by reason and day. Changes nothing else. */
  readonly noteRefusal: (kiosk: KioskName, reason: string, atMs: number) => Promise<void>;
  /** The last of the unbroken row of held places that goes on from `from`; `from` itself when the next is missing. */
  readonly endOfRun: (kiosk: KioskName, from: Prefix) => Promise<Prefix>;
  /**
   * Returns when the change will outlive a power cut. `overtaken`: the kiosk has changed since it was read, or a commit
   * could be lost; nothing was stored.
   */
  readonly commit: (change: IngestChange) => Promise<'committed' | 'overtaken'>;
  /**
   * Brings the `gap` incidents up to date: one for each kiosk whose first missing record has been missing since
   * `missingSinceMs` or longer while later ones are held; those that were filled are resolved.
   */
  readonly watchGaps: (missingSinceMs: number, nowMs: number) => Promise<GapReport>;
};

export type GapReport = {
  /** Places that were not known to be missing for long before. */
  readonly noted: readonly (KioskName & { readonly sequence: number })[];
  /** All that are open. */
  readonly open: number;
};
