/**
 * What a trial cuts. `strict`: a kiosk as it is. `relaxed`: the same kiosk with IndexedDB's default durability, the
 * positive control that has to lose. `hub`: the hub with its own PostgreSQL.
 */
export const cells = ['strict', 'relaxed', 'hub'] as const;
export type Cell = (typeof cells)[number];
export type Durability = Exclude<Cell, 'hub'>;

/** Chromium's two stores behind IndexedDB. */
export const backends = ['leveldb', 'sqlite'] as const;
export type Backend = (typeof backends)[number];

type Timed = {
  /** Place in the run, from 1. */
  readonly number: number;
  /** From the first acknowledgement to the cut. */
  readonly waitMs: number;
};
export type KioskTrial = Timed & { readonly cell: Durability; readonly backend: Backend };
export type HubTrial = Timed & { readonly cell: 'hub'; readonly backend: 'postgresql' };
export type Trial = KioskTrial | HubTrial;

/** A record, to its content: the hash covers the sealed envelope. */
export type Mark = { readonly sequence: number; readonly hash: string };

/** What a cut has done to a store that was under it. */
export type Found = {
  /** Records of which somebody had been told that they are safe, before the cut. */
  readonly acknowledged: number;
  /** Of these, how many the cell's own store has no more: IndexedDB, or the hub's database. */
  readonly lost: number;
  /** How many the journal has no more; null where there is none. */
  readonly journalLost: number | null;
  /** How many are in no store after the kiosk has mended itself; null at the hub. */
  readonly unionLost: number | null;
  /** What must not be, beyond losing: gaps, damaged rows, a store that does not open or takes nothing more. */
  readonly faults: readonly string[];
  /** What the browser itself says of data that it has thrown away; null when nothing. */
  readonly dataLoss: string | null;
};

/** `invalid`: the rig itself stumbled. Neither a pass nor a loss. */
export type Outcome<F = Found> =
  | ({ readonly kind: 'valid' } & F)
  | { readonly kind: 'invalid'; readonly why: string };

export type TrialResult = { readonly trial: Trial; readonly outcome: Outcome };
