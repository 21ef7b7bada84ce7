import type { Pool } from 'pg';
import { neededSettings, unsafeSettings } from '../database/durability.ts';
import { countWithoutKey } from '../opening/key-watch.ts';
import type { Family } from './exposition.ts';
import { histogram, tally, type Histogram, type Tally } from './tally.ts';

/** What this process counts of its own work. Outcomes and verdicts are words of the protocol; nobody is named. */
export type Figures = {
  /** By `taken`, `busy` (a slot was given), or the fault that was answered. */
  readonly uploads: Tally;
  /** By verdict, or by the code of a rejection. */
  readonly rows: Tally;
  readonly uploadSeconds: Histogram;
};

export function newFigures(): Figures {
  return {
    uploads: tally(
      'hub_uploads_total',
      'Uploads by what became of them; busy ones were given a slot.',
      'outcome',
    ),
    rows: tally('hub_rows_total', 'Rows of uploads by verdict.', 'verdict'),
    uploadSeconds: histogram(
      'hub_upload_seconds',
      'From the body read to the receipt signed.',
      [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    ),
  };
}

export function figureFamilies({ uploads, rows, uploadSeconds }: Figures): readonly Family[] {
  return [uploads.family(), rows.family(), uploadSeconds.family()];
}

export function gauge(name: string, help: string, value: number): Family {
  return { name, help, type: 'gauge', samples: [{ value }] };
}

/** What all hubs on this database share. */
export async function databaseFamilies(pool: Pool): Promise<readonly Family[]> {
  const [unsafe, depths, withoutKey, incidents] = await Promise.all([
    unsafeSettings(pool),
    pool.query<{ unopened: number; kiosks: number; holes: number }>(
      `SELECT (SELECT count(*) FROM still_sealed) AS unopened, (SELECT count(*) FROM kiosks) AS kiosks,
              (SELECT count(*) FROM kiosks WHERE gap_since IS NOT NULL) AS holes`,
    ),
    countWithoutKey(pool),
    pool.query<{ kind: string; count: number }>(
      'SELECT kind, count(*) AS count FROM incidents WHERE resolved_at IS NULL GROUP BY kind ORDER BY kind',
    ),
  ]);
  const depth = depths.rows[0];
  return [
    gauge('hub_unopened_records', 'Stored and not opened yet.', depth?.unopened ?? 0),
    gauge('hub_records_without_key', 'Those of them for which no hub has the key.', withoutKey),
    gauge('hub_kiosks', 'Enrolled kiosks, every epoch counted.', depth?.kiosks ?? 0),
    gauge(
      'hub_holes',
      'Kiosks with a missing record behind which others are held, however young.',
      depth?.holes ?? 0,
    ),
    {
      name: 'hub_open_incidents',
      help: 'Incidents that nobody has resolved, by kind.',
      type: 'gauge',
      samples: incidents.rows.map(({ kind, count }) => ({ labels: { kind }, value: count })),
    },
    {
      name: 'hub_setting_safe',
      help: '0: the setting is off, a commit could be lost, and nothing is taken.',
      type: 'gauge',
      samples: neededSettings.map((setting) => ({
        labels: { setting },
        value: unsafe.includes(setting) ? 0 : 1,
      })),
    },
  ];
}
