import type { Envelope } from '../../../core/records/envelope.ts';
import { enrolKiosks, hubKey, openHubBench, type HubBench } from '../../fleet/hub-bench.ts';
import { openLine, signedBody, type SignedBody } from '../../fleet/post.ts';
import { chainOf, fleetKiosk, signerOf, uploadBody, type FleetKiosk } from '../../fleet/prepare.ts';
import { percentile } from '../../rig/figures.ts';
import { noiseMeter } from '../noise.ts';
import { createBareTable, insertBare } from './bare.ts';

export type HubBenchOptions = {
  readonly rounds: number;
  /** In each round, of either kind. */
  readonly rows: number;
  /** Rows in one upload, and in one INSERT. */
  readonly batch: number;
};

/** Uploads, or INSERTs, under way side by side. */
const sideBySide = 16;
const targetRatio = 0.5;
const kiosksARound = 16;
/** Processes, as the fleet has them: one alone is a single thread, and leaves PostgreSQL waiting. */
const hubs = 2;

/**
 * Rows a second that real hub processes take over HTTP, beside the bare multi-row INSERT of the same rows into the
 * same kind of table on the same PostgreSQL, in rounds that alternate. Half of the bare rate is the target: the hub
 * proves the signature of each upload, every hash and every link, and signs.
 */
export async function benchHub(options: HubBenchOptions): Promise<Readonly<Record<string, unknown>>> {
  const bench = await openHubBench();
  const line = openLine(sideBySide);
  try {
    await createBareTable(bench.pool);
    await bench.startHubs(hubs);
    const noise = noiseMeter();
    const rates: { hub: number[]; bare: number[] } = { hub: [], bare: [] };
    // The first round warms both up and does not count.
    for (let round = 0; round <= options.rounds; round += 1) {
      const batches = await prepareRound(bench, round, options);
      const uploads = batches.map(({ kiosk, envelopes, at }) => ({
        signed: signedBody(uploadBody(kiosk, envelopes), signerOf(kiosk)),
        // As in a branch, a kiosk keeps to its hub.
        url: bench.urls[at % hubs] ?? '',
      }));
      noise.sample();
      const hub = await rate(options, uploads, ({ url, signed }) => upload(line.post, url, signed));
      // Opening what was stored is another story, and would go on while the bare rows are timed.
      await bench.pool.query('TRUNCATE arrivals, unopened');
      const bare = await rate(options, batches, ({ envelopes }) => insertBare(bench.pool, envelopes));
      console.log(
        `round ${round}: hub ${Math.round(hub)} rows/s, bare ${Math.round(bare)} rows/s${round === 0 ? ' (warm-up)' : ''}`,
      );
      if (round === 0) continue;
      rates.hub.push(hub);
      rates.bare.push(bare);
    }
    await mustHold(bench, (options.rounds + 1) * roundedRows(options));
    return figures(rates, noise.figures());
  } finally {
    line.close();
    await bench.dispose();
  }
}

/** `at`: the place of its kiosk in the round. */
type Batch = { readonly at: number; readonly kiosk: FleetKiosk; readonly envelopes: readonly Envelope[] };

const rowsOfKiosk = ({ rows, batch }: HubBenchOptions) =>
  Math.max(1, Math.round(rows / kiosksARound / batch)) * batch;
const roundedRows = (options: HubBenchOptions) => rowsOfKiosk(options) * kiosksARound;

/** Uploads of one kiosk follow one another; those of different kiosks alternate. */
async function prepareRound(
  bench: HubBench,
  round: number,
  options: HubBenchOptions,
): Promise<readonly Batch[]> {
  const kiosks = Array.from({ length: kiosksARound }, (_, at) => fleetKiosk(round * kiosksARound + at));
  await enrolKiosks(bench, kiosks);
  const sealingKey = await hubKey(bench, 'sealing');
  const batches: Batch[][] = [];
  for (const [at, kiosk] of kiosks.entries()) {
    const chain = chainOf(kiosk, rowsOfKiosk(options), sealingKey);
    for (let from = 0; from < chain.length; from += options.batch)
      (batches[from / options.batch] ??= []).push({
        at,
        kiosk,
        envelopes: chain.slice(from, from + options.batch),
      });
  }
  return batches.flat();
}

async function upload(
  post: ReturnType<typeof openLine>['post'],
  url: string,
  signed: SignedBody,
): Promise<void> {
  const { status, body: text } = await post(url, signed);
  if (status !== 200) throw new Error(`upload answered ${status}: ${text}`);
}

/** Rows a second when so many are always under way. */
async function rate<T>(
  options: HubBenchOptions,
  work: readonly T[],
  perform: (item: T) => Promise<void>,
): Promise<number> {
  const left = [...work].reverse();
  const startMs = performance.now();
  await Promise.all(
    Array.from({ length: sideBySide }, async () => {
      for (let item = left.pop(); item !== undefined; item = left.pop()) await perform(item);
    }),
  );
  return (roundedRows(options) / (performance.now() - startMs)) * 1_000;
}

async function mustHold({ pool }: HubBench, expected: number): Promise<void> {
  const { rows } = await pool.query<{ hub: string; bare: string }>(
    'SELECT (SELECT count(*) FROM ingest_raw) AS hub, (SELECT count(*) FROM bare_raw) AS bare',
  );
  const [hub, bare] = [Number(rows[0]?.hub), Number(rows[0]?.bare)];
  if (hub !== expected || bare !== expected) throw new Error(`stored ${hub} and ${bare} of ${expected} rows`);
}

function figures(
  { hub, bare }: { readonly hub: readonly number[]; readonly bare: readonly number[] },
  noise: object,
): Readonly<Record<string, unknown>> {
  const ratios = hub.map((one, at) => one / (bare[at] ?? Number.NaN));
  const ratio = Math.round(percentile(ratios, 0.5) * 100) / 100;
  const span = (rates: readonly number[]) => [Math.round(Math.min(...rates)), Math.round(Math.max(...rates))];
  return {
    ingestRowsPerSecond: Math.round(percentile(hub, 0.5)),
    ingestSpread: span(hub),
    bareRowsPerSecond: Math.round(percentile(bare, 0.5)),
    bareSpread: span(bare),
    hubs,
    ratio,
    noise,
    meets: ratio >= targetRatio,
  };
}
