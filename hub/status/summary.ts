import type { Pool } from 'pg';
import { unsafeSettings, type UnsafeSetting } from '../database/durability.ts';
import { countIncidents, type IncidentKind, type Place } from '../incidents/incidents.ts';
import { readOpenItems, type ListedItem } from '../work/read-items.ts';
import { countWithoutKey } from '../opening/key-watch.ts';
import { workFigures, type WorkFigures } from '../work/figures.ts';
import { readKiosks, type KioskSummary } from './kiosk-summary.ts';

/** What the overview shows: machines, counts and codes; never a person (I4). */
export type Summary = {
  /** Database settings that are off and keep the hub from signing; empty when all is well. */
  readonly unsafe: readonly UnsafeSetting[];
  readonly kiosks: readonly KioskSummary[];
  readonly kioskCount: number;
  readonly records: readonly { readonly kind: string; readonly state: string; readonly count: number }[];
  /** Envelopes stored and not opened yet, and since when the oldest of them waits. */
  readonly unopened: number;
  readonly unopenedSince: Date | null;
  /** Of them those for which no hub has the key. */
  readonly withoutKey: number;
  readonly work: WorkFigures;
  /** What is due first. */
  readonly items: readonly ListedItem[];
  readonly incidentCount: number;
  /** Unresolved ones, newest first. */
  readonly incidents: readonly ListedIncident[];
};

export type ListedIncident = {
  readonly id: number;
  readonly kind: IncidentKind;
  readonly place: Place;
  readonly detail: string;
  readonly noticedAt: Date;
};

/** Staff read the newest first; a page of thousands helps nobody. */
const mostIncidents = 100;
const mostItems = 10;

export async function readSummary(pool: Pool, nowMs: number): Promise<Summary> {
  const [unsafe, kiosks, records, waiting, withoutKey, work, items, counts, incidents] = await Promise.all([
    unsafeSettings(pool),
    readKiosks(pool),
    pool.query<Summary['records'][number]>(
      'SELECT kind, state, count(*) AS count FROM records GROUP BY kind, state ORDER BY kind, state',
    ),
    readWaiting(pool),
    countWithoutKey(pool),
    workFigures(pool, nowMs),
    readOpenItems(pool, mostItems),
    countIncidents(pool),
    readOpenIncidents(pool),
  ]);
  return {
    unsafe,
    kiosks: kiosks.shown,
    kioskCount: kiosks.total,
    records: records.rows,
    ...waiting,
    withoutKey,
    work,
    items,
    incidentCount: counts.reduce((sum, { count }) => sum + count, 0),
    incidents,
  };
}

async function readWaiting(pool: Pool): Promise<Pick<Summary, 'unopened' | 'unopenedSince'>> {
  const { rows } = await pool.query<{ unopened: number; unopenedSince: Date | null }>(
    `SELECT (SELECT count(*) FROM still_sealed) AS unopened,
            (SELECT min(received_at) FROM still_sealed JOIN ingest_raw USING (kiosk_id, epoch, sequence)) AS "unopenedSince"`,
  );
  return rows[0] ?? { unopened: 0, unopenedSince: null };
}

async function readOpenIncidents(pool: Pool): Promise<readonly ListedIncident[]> {
  const { rows } = await pool.query<Omit<ListedIncident, 'place'> & Place>(
    `SELECT id, kind, kiosk_id AS "kioskId", epoch, sequence, detail, noticed_at AS "noticedAt"
     FROM incidents WHERE resolved_at IS NULL ORDER BY id DESC LIMIT $1`,
    [mostIncidents],
  );
  return rows.map(({ kioskId, epoch, sequence, ...incident }) => ({
    ...incident,
    place: { kioskId, epoch, sequence },
  }));
}
